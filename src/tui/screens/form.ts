import {isMistyped, timeTyped} from '../../guide/age.ts';
import type {Outline} from '../../guide/outline.ts';
import {safeText} from '../../guide/untrusted.ts';
import {confirmingText, isGroupName, isHostName, isTenantName} from '../../session/environment.ts';
import {checkNamed, gatesOfCheck, statementOf} from '../journey.ts';
import {cutText, empty, type Line, span, widthOf} from '../line.ts';
import {type Scene, type Shown, workspaceOf} from '../scene.ts';
import {draftOf, type Form, type View} from '../view.ts';
import {wrapSpans, wrapText} from '../wrap.ts';
import {placeName} from './supply.ts';

/** One text box: what it asks, what stands in it at first, what it is for, and what is said where it is empty and may not be, or is wrong. */
export type Field = {
	readonly id: string;
	readonly label: string;
	readonly first: string;
	readonly about: string;
	readonly missing?: string;
	/** What is wrong with what was typed, in a sentence; null where it will do. */
	readonly wrong?: (typed: string, now: string) => string | null;
};

/** What the time of evidence is for, and where it is needed. */
export const takenAbout =
	'when, like 2026-11-22T09:00Z; only for a file that carries no time, as a saved answer of Graph; empty: nobody knows, and it can shut a gate but never open one';

/** What is wrong with a time at which evidence is said to have been taken, in a sentence; null where it will do. */
export const whyNoTime = (typed: string, now: string): string | null => {
	const time = timeTyped(typed);
	return time === null
		? 'That is no time. Write like 2026-11-22T09:00Z.'
		: isMistyped(time, now)
			? 'That time has not come yet. When was it taken?'
			: null;
};

type Asked = {readonly title: string; readonly intro: readonly string[]; readonly fields: readonly Field[]; readonly verb: string};

const separators = /[\s,;]+/;

/** The directories that somebody typed, one per forest. */
export const directoriesIn = (typed: string): readonly string[] => typed.split(separators).filter(each => each !== '');

/** What is wrong with the directories that somebody typed, in a sentence; null where they will do. */
export const noHost = (typed: string): string | null => {
	const wrong = directoriesIn(typed).find(name => !isHostName(name));
	return wrong === undefined ? null : `${safeText(wrong).slice(0, 60)} is no host name. Name a domain or a domain controller.`;
};

/** What is wrong with a group's name, in a sentence; null where it will do. */
export const noGroup = (typed: string): string | null =>
	isGroupName(typed) ? null : 'That is no name of a group. Name it as the directory does.';

const sessionFields = ({deployed}: Outline): readonly Field[] => [
	{id: 'name', label: 'Name', first: '', about: 'what this session is called; empty: session and a number'},
	{
		id: 'directories',
		label: 'Directories',
		first: '',
		about: "a domain or a DC, one per forest, commas between; empty: this computer's own domain",
		wrong: noHost,
	},
	{
		id: 'group',
		label: 'Scope group',
		first: '',
		about: `the group that will use ${deployed}; empty: every enabled user`,
		wrong: noGroup,
	},
	{id: 'cloud', label: 'Cloud', first: 'global', about: 'global, usgov, usgovdod or china'},
];

/** What a form asks. */
export const askedBy = (scene: Scene, form: Form): Asked => {
	switch (form.for) {
		case 'session':
			return {
				title: 'Start a session',
				intro: ['A session keeps what is seen and what is answered, for one forest or customer. All of this may stay empty.'],
				fields: sessionFields(scene.start.outline),
				verb: 'start the session',
			};
		case 'write':
			return {
				title: `A script for ${placeName(scene, form.place)}`,
				intro: [
					`whfb writes one readable .ps1. An administrator runs it on ${placeName(scene, form.place)}; it makes no connection and changes nothing. What it writes is brought in here, with Bring an export.`,
				],
				fields: [
					{
						id: 'file',
						label: 'Write it to',
						first: `collect-${form.place}.ps1`,
						about: 'a file that is not there yet',
						missing: 'Where to? The name of a file is missing.',
					},
				],
				verb: 'write the script',
			};
		case 'bring':
			return {
				title: 'Bring evidence in',
				intro: [
					form.paste
						? 'Save the answer as a text file first, and note when you asked for it.'
						: `A file or a folder: what a carried script wrote, ${scene.start.outline.brings.short}.`,
				],
				fields: [
					{
						id: 'path',
						label: 'File or folder',
						first: '',
						about: 'its path on this computer',
						missing: 'What is to be brought? Its path is missing.',
					},
					{id: 'taken', label: 'Taken', first: '', about: takenAbout, wrong: whyNoTime},
				],
				verb: 'bring it in',
			};
		case 'confirm': {
			const {environment, identity} = scene.session;
			const first: Readonly<Record<string, string>> = {
				directories: environment.directories.join(', '),
				group: environment.scopeGroup ?? '',
				cloud: environment.cloud,
			};
			const tenant = environment.tenant ?? identity.tenant?.id ?? '';
			return {
				title: 'Whom is this session about?',
				intro: [
					confirmingText(scene.session) ?? '',
					'Whoever stands here is asked in your name, and you would sign in to that tenant. Nobody has been asked yet. Put right what is wrong; Esc asks nobody.',
				],
				fields: [
					...sessionFields(scene.start.outline)
						.filter(({id}) => id !== 'name')
						.map(field => ({...field, first: first[field.id] ?? ''})),
					{
						id: 'tenant',
						label: 'Tenant',
						first: tenant,
						about: 'its id, or one of its domains; empty: the one that somebody signs in to',
						wrong: (typed: string) => (isTenantName(typed) ? null : 'That is no tenant. Name its id, or one of its domains.'),
					},
				],
				verb: 'say that this is right, and go on',
			};
		}

		case 'answer': {
			const {check, number} = checkNamed(workspaceOf(scene).guide, form.check);
			const isGate = gatesOfCheck(workspaceOf(scene).guide, form.check).length > 0;
			return {
				title: `Answer ${number}`,
				intro: [
					check.question,
					...(statementOf(check) === null ? [] : [statementOf(check) ?? '']),
					...(isGate ? ["A person's word never opens a gate. It is kept for the record."] : []),
				],
				fields: [
					{id: 'yes', label: 'Yes or no', first: '', about: 'yes or no', missing: 'Yes or no? The answer is missing.'},
					{
						id: 'by',
						label: 'Your name',
						first: '',
						about: 'for the record',
						missing: 'Who says so? A name is missing; it stands in the record.',
					},
					{
						id: 'reason',
						label: 'Your reason',
						first: '',
						about: 'one sentence is enough',
						missing: 'Why? A reason is missing; it stands in the record.',
					},
				],
				verb: `state it`,
			};
		}
	}
};

/** What stands in a box now. */
export const valueOf = (view: View, form: Form, field: Field): string => draftOf(view, form, field.id) ?? field.first;

/** Text boxes, one a row. Enter goes to the next one, and at the last one does what the form is for. */
export const form = (scene: Scene, view: View, asked: Form, width: number, focused: string | null): Shown => {
	const {title, intro, fields, verb} = askedBy(scene, asked);
	const focus = focused ?? fields[0]?.id ?? null;
	const column = Math.max(...fields.map(({label}) => label.length)) + 5;
	const body: Line[] = [...intro.flatMap(text => wrapText(text, width)), empty];
	const items: {id: string; line: number}[] = [];
	for (const field of fields) {
		const isFocused = field.id === focus;
		const value = safeText(valueOf(view, asked, field));
		const room = width - column - 2;
		// The end of a long text is what is being typed.
		const shown =
			widthOf(value) <= room
				? value
				: [...value].reverse().reduce((kept, letter) => (widthOf(letter + kept) < room ? letter + kept : kept), '');
		items.push({id: field.id, line: body.length});
		body.push([
			span(`${isFocused ? ' > ' : '   '}${field.label.padEnd(column - 3)}`, isFocused ? 'strong' : 'plain'),
			span(cutText(shown, room)),
			...(isFocused ? [span(' ', 'here', '')] : []),
		]);
		body.push(...wrapSpans([span(field.about, 'quiet')], width, [span(' '.repeat(column))]), empty);
	}

	const last = fields.at(-1)?.id === focus;
	const after = fields[fields.findIndex(({id}) => id === focus) + 1];
	return {
		title,
		body,
		items,
		moves: 'form',
		focus,
		fields: fields.map(({id}) => id),
		enter:
			last || after === undefined
				? {words: verb, deed: {do: 'submit', form: asked}}
				: {words: `go on to ${after.label.toLowerCase()}`, deed: {do: 'next-field'}},
	};
};
