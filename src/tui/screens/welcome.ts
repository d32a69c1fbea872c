import {allOf, capital, numberWord, type Outline} from '../../guide/outline.ts';
import {ageOf, dayOf, lookOf, oldness, outcomeWord, timeOf} from '../../guide/words.ts';
import type {Listed} from '../../session/list-sessions.ts';
import {empty, fill, type Line, span} from '../line.ts';
import type {Deed, Scene, Shown} from '../scene.ts';
import type {Practice} from '../start.ts';
import {signSpan} from '../theme.ts';
import {labelledRows, wrapText} from '../wrap.ts';

type Choice = {readonly id: string; readonly words: string; readonly beside: string; readonly verb: string; readonly deed: Deed};

const choices: readonly Choice[] = [
	{
		id: '+start',
		words: 'Start a session',
		beside: 'one per forest or customer',
		verb: 'start a session',
		deed: {do: 'go', to: {at: 'form', form: {for: 'session'}}},
	},
	{
		id: '+practise',
		words: 'Practise first',
		beside: 'nothing real is touched, no network needed',
		verb: 'choose a practice environment',
		deed: {do: 'go', to: {at: 'practices'}},
	},
	{
		id: '+plan',
		words: 'See every read beforehand',
		beside: 'what, where, with which right, and why',
		verb: 'see every read beforehand',
		deed: {do: 'go', to: {at: 'plan'}},
	},
];

/** The steps done so far of a session in a list. */
const stepOf = (listed: Extract<Listed, {kind: 'sound'}>, steps: number): string =>
	listed.session.finished.length >= steps ? 'done' : `${listed.session.finished.length + 1} of ${steps}`;

const sessionRow = (scene: Scene, listed: Listed, isFocused: boolean, width: number): Line => {
	const mark = span(isFocused ? ' > ' : '   ', isFocused ? 'strong' : 'plain');
	const name = span(listed.name, isFocused ? 'strong' : 'plain');
	if (listed.kind === 'unreadable') {
		return [mark, ...fill([name], 15), span(' '), span(listed.why, 'caution')];
	}

	const {at, findings, environment} = listed.session;
	const age = at === null ? 'never' : `${ageOf(at, scene.now)}${oldness(at, scene.now) === null ? '' : ' !'}`;
	const base = [
		mark,
		...fill([name], 15),
		span(' '),
		...fill([span(stepOf(listed, scene.start.outline.steps))], 8),
		...fill([span(age, 'quiet')], 17),
	];
	if (width < 70) {
		return base;
	}

	if (environment.practice !== null) {
		return [...base, span(`PRACTICE ${environment.practice}`, 'quiet')];
	}

	return [
		...base,
		...scene.start.outline.gates.flatMap(({check}) => {
			const look = lookOf(findings[check]);
			return fill([signSpan(look, scene.theme), span(` ${outcomeWord(look)}`)], 16);
		}),
	];
};

const about = (outline: Outline, listed: Listed, width: number): readonly Line[] => {
	if (listed.kind === 'unreadable') {
		return wrapText(`${listed.name} cannot be opened: ${listed.why}.`, width);
	}

	const {environment, identity, opened, at} = listed.session;
	const forests = identity.forests.length > 0 ? identity.forests.map(({name}) => name) : environment.directories;
	const where =
		environment.practice === null
			? `${forests.length === 0 ? "this computer's own domain" : forests.join(' and ')}${identity.tenant === null ? '' : `, tenant ${identity.tenant.domains[0] ?? identity.tenant.id}`}`
			: `practice environment ${environment.practice}`;
	const last = opened.at(-1);
	return [
		...wrapText(`${listed.name}: ${where}`, width),
		...(at === null || last === undefined
			? []
			: wrapText(`last opened ${dayOf(at)}, ${timeOf(at)}, by ${last.account} on ${last.computer}`, width)),
		...wrapText(`opening it looks at ${allOf(outline.gates.length, 'gate')} again`, width),
	];
};

/** What whfb does, and what it does not. */
const promises = (outline: Outline, width: number): readonly Line[] => [
	...wrapText(
		`${capital(numberWord(outline.steps))} steps. At each one whfb looks at ${outline.looksAt}, and shows you what it saw.`,
		width,
	),
	empty,
	...wrapText(
		'It reads and changes nothing. It asks for no password. Nothing leaves this computer except your own sign-in to Microsoft Graph, and that comes when a check needs the tenant.',
		width,
	),
	empty,
];

/** Stands below the choices, because it grows when this computer has been looked at, and nothing must move then. */
const circumstances = (scene: Scene, width: number): readonly Line[] => [
	empty,
	...labelledRows('This computer', room => (scene.doctor ?? ['looking at this computer']).flatMap(text => wrapText(text, room)), width, 16),
	empty,
	...labelledRows('You will need', room => scene.start.outline.needs.flatMap(text => wrapText(text, room)), width, 16),
];

const choiceRow = ({words, beside}: Choice, isFocused: boolean, width: number): Line => [
	span(isFocused ? ' > ' : '   ', isFocused ? 'strong' : 'plain'),
	span(width < 60 ? words : words.padEnd(29), isFocused ? 'strong' : 'plain'),
	...(width < 60 ? [] : [span(beside, 'quiet')]),
];

/** Where everybody begins: what whfb is, or the sessions that can be gone on with. */
export const welcome = (scene: Scene, width: number, asked: string | null): Shown => {
	const {sessions, tool, outline} = scene.start;
	const body: Line[] = [];
	const items: {id: string; line: number}[] = [];
	const focus = asked ?? sessions[0]?.name ?? '+start';
	if (sessions.length === 0) {
		body.push(...promises(scene.start.outline, width));
	} else {
		body.push([span('Continue a session', 'strong')], empty);
		if (width >= 70) {
			body.push([
				span(
					`   ${'session'.padEnd(16)}${'step'.padEnd(8)}${'last opened'.padEnd(17)}${scene.start.outline.gates.map(({short}) => short.padEnd(16)).join('')}`,
					'quiet',
				),
			]);
		}

		for (const listed of sessions) {
			items.push({id: listed.name, line: body.length});
			body.push(sessionRow(scene, listed, listed.name === focus, width));
		}

		const listed = sessions.find(({name}) => name === focus);
		body.push(empty, ...(listed === undefined ? [] : [...about(scene.start.outline, listed, width), empty]), [span('Or', 'strong')]);
	}

	for (const choice of choices) {
		items.push({id: choice.id, line: body.length});
		body.push(choiceRow(choice, choice.id === focus, width));
	}

	if (sessions.length === 0) {
		body.push(...circumstances(scene, width));
	}

	const chosen = choices.find(({id}) => id === focus);
	return {
		title: `whfb ${tool}  ${outline.title}`,
		short: `whfb ${tool}`,
		body,
		items,
		moves: 'list',
		focus,
		enter: chosen === undefined ? {words: `continue ${focus}`, deed: {do: 'open', name: focus}} : {words: chosen.verb, deed: chosen.deed},
		noBack: true,
	};
};

const endings = [
	{ends: 'open', words: 'Ends open: every gate can be passed'},
	{ends: 'shut', words: 'Ends shut: a hard condition does not hold'},
	{ends: 'not seen', words: 'Ends not seen: too much cannot be looked at'},
] as const;

const lessons = ({steps}: Outline) => ({
	open: `You will meet: ${allOf(steps, 'step')} can be finished.`,
	shut: 'You will meet: a step refuses, and says what opens it.',
	'not seen': 'You will meet: not seen keeps a gate shut, and what would let it be seen.',
});

/** All practice environments, grouped by how they end. */
export const practices = (scene: Scene, width: number, asked: string | null): Shown => {
	const listed = endings.flatMap(({ends}) => scene.start.practices.filter(each => each.ends === ends));
	const focus = asked ?? listed[0]?.id ?? null;
	const chosen = listed.find(({id}) => id === focus);
	const column = Math.min(26, Math.max(...listed.map(({id}) => id.length), 8) + 2);
	const lessonOf = (practice: Practice) =>
		wrapText(`${width < 60 ? `${practice.sentence}. ` : ''}${lessons(scene.start.outline)[practice.ends]} About 10 minutes.`, width);
	// As much room for each as the longest takes, so that the list stands still while somebody moves in it.
	const room = Math.max(1, ...listed.map(each => lessonOf(each).length));
	const lesson = chosen === undefined ? wrapText('There is none.', width) : lessonOf(chosen);
	const body: Line[] = [
		...wrapText(`Recorded environments, ${numberWord(scene.start.outline.steps)} steps long. Every screen will say PRACTICE.`, width),
		...Array.from({length: room}, (_, at) => lesson[at] ?? empty),
	];
	const items: {id: string; line: number}[] = [];
	for (const {ends, words} of endings) {
		const group = listed.filter(each => each.ends === ends);
		if (group.length === 0) {
			continue;
		}

		body.push(empty, [span(words, 'strong')]);
		for (const {id, sentence} of group) {
			items.push({id, line: body.length});
			const mark = span(id === focus ? ' > ' : '   ', id === focus ? 'strong' : 'plain');
			body.push([mark, span(id.padEnd(column), id === focus ? 'strong' : 'plain'), ...(width < 60 ? [] : [span(sentence)])]);
		}
	}

	return {
		title: `whfb ${scene.start.tool}  Choose a practice environment`,
		short: 'Practice',
		body,
		items,
		moves: 'list',
		focus,
		enter: focus === null ? {words: 'back', deed: {do: 'back'}} : {words: `practise with ${focus}`, deed: {do: 'practise', name: focus}},
		practice: true,
	};
};
