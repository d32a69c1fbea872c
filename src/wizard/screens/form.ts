import {checkNamed, gatesOfCheck, numberOf, statementIdOf, statementOf, stepNamed} from '../../guide/checks.ts';
import type {Outline} from '../../guide/outline.ts';
import type {PilotMember} from '../../guide/step.ts';
import {dayOf} from '../../guide/words.ts';
import {pilotOf} from '../../session/ahead.ts';
import {confirmingText, isTenantName} from '../../session/environment.ts';
import {cloudIn, clouds, noComputer, noGroup, noHost, noUser, noUsers, whyNoTime} from '../../session/typed.ts';
import {draftOf, type Form, type View} from '../navigation.ts';
import {type Scene, workspaceOf} from '../scene.ts';
import {apart, type FieldBlock, type Screen, screen, text} from '../screen.ts';
import {placeName} from './ways.ts';

/** One text box: what it asks, what stands in it at first, what it is for, and what is said where it is empty and may not be, or is wrong. */
type Field = {
	readonly id: string;
	readonly label: string;
	readonly first: string;
	readonly about: string;
	readonly missing?: string;
	/** Left out, a line of text. */
	readonly takes?: FieldBlock['takes'];
	/** What is wrong with what was typed, in a sentence; null where it will do. */
	readonly wrong?: (typed: string, now: string) => string | null;
};

/** What the time of evidence is for, and where it is needed. */
const takenAbout =
	'when, like 2026-11-22T09:00Z; only for a file that carries no time, as a saved answer of Graph; empty: nobody knows, and it can shut a gate but never open one';

type Asked = {readonly title: string; readonly intro: readonly string[]; readonly fields: readonly Field[]; readonly verb: string};

const sessionFields = ({deployed}: Outline, directories: readonly string[] = []): readonly Field[] => [
	{id: 'name', label: 'Name', first: '', about: 'what this session is called; empty: session and a number'},
	{
		id: 'directories',
		label: 'Directories',
		first: directories.join(', '),
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
	{
		id: 'cloud',
		label: 'Cloud',
		first: 'global',
		about: clouds.join(', '),
		wrong: typed => (cloudIn(typed) === null ? `The cloud is one of ${clouds.join(', ')}.` : null),
	},
];

const pilotFields: Readonly<Record<PilotMember, Field>> = {
	pilotUsers: {
		id: 'pilotUsers',
		label: 'Pilot users',
		first: '',
		about: 'who enrols first, like anna@contoso.com; commas between',
		wrong: noUsers,
	},
	pilotClient: {
		id: 'pilotClient',
		label: 'Pilot client',
		first: '',
		about: 'the computer on which they enrol, like pc01.corp.contoso.com',
		wrong: noComputer,
	},
	pilotController: {
		id: 'pilotController',
		label: 'Controller',
		first: '',
		about: 'the domain controller that is looked at first, like dc01.corp.contoso.com',
		wrong: noComputer,
	},
};

/** What a form asks. */
export const askedBy = (scene: Scene, form: Form): Asked => {
	switch (form.for) {
		case 'session':
			return {
				title: 'Start a session',
				intro: ['A session keeps what is seen and what is answered, for one forest or customer. All of this may stay empty.'],
				fields: sessionFields(scene.start.outline, scene.start.directories),
				verb: 'start the session',
			};
		case 'user':
			return {
				title: "One person's question",
				intro: ['Everything that is seen of one user is looked at now, and kept nowhere.'],
				fields: [
					{
						id: 'user',
						label: 'User',
						first: '',
						about: 'by user principal name, as Entra ID knows it',
						missing: 'Whom? The name is missing.',
						wrong: noUser,
					},
				],
				verb: 'look at this user',
			};
		case 'script':
			return {
				title: `A script for ${placeName(scene, form.place)}`,
				intro: [
					`whfb writes one readable .ps1. An administrator runs it on ${placeName(scene, form.place)}; it makes no connection and changes nothing. What it writes is brought in here.`,
				],
				fields: [
					{
						id: 'file',
						label: 'Write it to',
						first: `collect-${form.place}.ps1`,
						about: 'a file that is not there yet',
						missing: 'Where to? The name of a file is missing.',
						takes: 'path',
					},
				],
				verb: 'write the script',
			};
		case 'request':
			return {
				title: 'A request as a file',
				intro: ['It holds what is asked, why, how, and how it will be proved. It names what was seen here.'],
				fields: [
					{
						id: 'file',
						label: 'Write it to',
						first: `${form.name}.txt`,
						about: 'a file that is not there yet',
						missing: 'Where to? The name of a file is missing.',
						takes: 'path',
					},
				],
				verb: 'write the request',
			};
		case 'bring':
			return {
				title: 'Bring evidence in',
				intro: [`A file or a folder: what a carried script wrote, ${scene.start.outline.brings.short}.`],
				fields: [
					{
						id: 'path',
						label: 'File or folder',
						first: '',
						about: 'its path on this computer; Tab completes it',
						missing: 'The path of the file is empty. Esc goes back, nothing is brought.',
						takes: 'path',
					},
					{id: 'taken', label: 'Taken', first: '', about: takenAbout, wrong: whyNoTime},
				],
				verb: 'bring it in',
			};
		case 'pilot': {
			const {guide} = workspaceOf(scene);
			const members = form.step === null ? guide.steps.flatMap(({pilot}) => pilot) : pilotOf(scene.session, stepNamed(guide, form.step));
			return {
				title: form.step === null ? 'The pilot' : `The pilot of step ${numberOf(guide, form.step)}`,
				intro: [
					'Whom and what the first try is made with. Pages, commands and scripts name it from here on; what stays empty keeps the names of the examples. The map leads back here.',
				],
				fields: [...new Set(members)].map(member => ({
					...pilotFields[member],
					first: [scene.session.environment[member] ?? []].flat().join(', '),
				})),
				verb: 'keep it, and go on',
			};
		}

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
			const before = scene.session.attestations[statementIdOf(check)];
			return {
				title: `Answer ${number}`,
				intro: [
					check.question,
					...(statementOf(check) === null ? [] : [statementOf(check) ?? '']),
					...(isGate ? ["A person's word never opens a gate. It is kept for the record."] : []),
					...(before === undefined
						? []
						: [
								`Answered ${before.yes ? 'yes' : 'no'} on ${dayOf(before.at)} by ${before.by}: ${before.reason.replace(/[.]$/, '')}. The record keeps that too.`,
							]),
				],
				fields: [
					{id: 'yes', label: 'Yes or no', first: '', about: 'y or n', missing: 'Yes or no? The answer is missing.', takes: 'yes-or-no'},
					{
						id: 'by',
						label: 'Your name',
						first: lastName(scene),
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
				verb: 'state it',
			};
		}
	}
};

/** Who answered last: most likely the same person answers now. */
const lastName = ({session}: Scene): string =>
	Object.values(session.attestations).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]?.by ?? '';

/** What stands in a box now. */
export const valueOf = (view: View, form: Form, field: Field): string => draftOf(view, form, field.id) ?? field.first;

/** Text boxes, one a row. Enter goes to the next one, and at the last one does what the form is for. */
export const form = (scene: Scene, view: View, asked: Form, focused: string | null): Screen => {
	const {title, intro, fields, verb} = askedBy(scene, asked);
	const at = Math.max(
		0,
		fields.findIndex(({id}) => id === focused),
	);
	const after = fields[at + 1];
	const focus = fields[at];
	return screen({
		title,
		blocks: apart(
			intro.map(words => text(words)),
			...fields.map(field => [
				{
					kind: 'field',
					id: field.id,
					label: field.label,
					value: valueOf(view, asked, field),
					about: field.about,
					takes: field.takes ?? 'text',
				} as const,
			]),
		),
		moves: 'form',
		focus: focus?.id ?? null,
		enter:
			after === undefined
				? {words: verb, deed: {do: 'submit', form: asked}}
				: {words: `next: ${after.label.toLowerCase()}`, deed: {do: 'next-field'}},
		actions:
			focus?.takes === 'yes-or-no'
				? [
						{name: 'yes', words: 'yes', deed: {do: 'choose', field: focus.id, value: 'yes'}},
						{name: 'no', words: 'no', deed: {do: 'choose', field: focus.id, value: 'no'}},
					]
				: [],
	});
};
