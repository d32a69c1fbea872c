import {allOf, capital, numberWord, type Outline} from '../../guide/outline.ts';
import {ageOf, lookOf, momentWords, oldness, outcomeWord} from '../../guide/words.ts';
import type {Listed} from '../../session/list-sessions.ts';
import type {Scene} from '../scene.ts';
import {apart, type Block, type EnterAction, label, type Row, row, type Screen, screen, strong, text} from '../screen.ts';
import type {Practice} from '../start.ts';
import {type Span, signSpan, span} from '../text.ts';

type Choice = {readonly id: string; readonly words: string; readonly beside: string; readonly enter: EnterAction};

const choices: readonly Choice[] = [
	{
		id: '+start',
		words: 'Start a session',
		beside: 'one per forest or customer',
		enter: {words: 'start a session', deed: {do: 'go', to: {at: 'form', form: {for: 'session'}}}},
	},
	{
		id: '+practise',
		words: 'Practise first',
		beside: 'nothing real is touched, no network needed',
		enter: {words: 'choose a practice environment', deed: {do: 'go', to: {at: 'practices'}}},
	},
	{
		id: '+plan',
		words: 'See every read beforehand',
		beside: 'what, where, with which right, and why',
		enter: {words: 'see every read beforehand', deed: {do: 'go', to: {at: 'plan'}}},
	},
];

/** The steps done so far of a session in a list. */
const stepOf = (listed: Extract<Listed, {kind: 'sound'}>, steps: number): string =>
	listed.session.finished.length >= steps ? 'all steps done' : `step ${listed.session.finished.length + 1} of ${steps}`;

const sessionRow = ({start, now}: Scene, listed: Listed): Row => {
	const enter: EnterAction = {words: `continue ${listed.name}`, deed: {do: 'open', name: listed.name}};
	const lead = [span(`${listed.name.padEnd(15)} `)];
	if (listed.kind === 'unreadable') {
		return row({id: listed.name, lead, words: [span(listed.why, 'caution')], enter});
	}

	const {at, findings, environment} = listed.session;
	const age = at === null ? 'never' : `${ageOf(at, now)}${oldness(at, now) === null ? '' : ', old'}`;
	const gates: readonly Span[] =
		environment.practice === null
			? start.outline.gates.flatMap(({check, short}) => [signSpan(lookOf(findings[check])), span(` ${short}  `)])
			: [span(`PRACTICE ${environment.practice}`, 'quiet')];
	return row({
		id: listed.name,
		lead,
		words: [span(`${stepOf(listed, start.outline.steps).padEnd(15)}`), span(age, 'quiet')],
		beside: gates,
		enter,
	});
};

/** Whom a session is about, and who opened it last: of the focused one. */
const about = (outline: Outline, listed: Listed): readonly Block[] => {
	if (listed.kind === 'unreadable') {
		return [text(`${listed.name} cannot be opened: ${listed.why}.`)];
	}

	const {environment, identity, opened, at, findings} = listed.session;
	const forests = identity.forests.length > 0 ? identity.forests.map(({name}) => name) : environment.directories;
	const tenant = identity.tenant === null ? '' : `, tenant ${identity.tenant.domains[0] ?? identity.tenant.id}`;
	const last = opened.at(-1);
	return [
		text(
			`${listed.name}: ${environment.practice === null ? `${forests.length === 0 ? "this computer's own domain" : forests.join(' and ')}${tenant}` : `practice environment ${environment.practice}`}`,
		),
		...(at === null || last === undefined ? [] : [text(`last opened ${momentWords(at)}, by ${last.account} on ${last.computer}`)]),
		text(
			`${outline.gates.map(({long, check}) => `${long}: ${outcomeWord(lookOf(findings[check]))}`).join(', ')}; opening it looks at ${allOf(outline.gates.length, 'gate')} again`,
		),
	];
};

const promises = ({steps, looksAt}: Outline): readonly (readonly Block[])[] => [
	[text(`${capital(numberWord(steps))} steps. At each one whfb looks at ${looksAt}, and shows you what it saw.`)],
	[
		text(
			'It reads and changes nothing. It asks for no password. Nothing leaves this computer except your own sign-in to Microsoft Graph, and that comes when a check needs the tenant.',
		),
	],
];

/** Where everybody begins: what whfb is, or the sessions that can be gone on with. */
export const welcome = (scene: Scene, asked: string | null): Screen => {
	const {sessions, tool, outline} = scene.start;
	const focus = asked ?? sessions[0]?.name ?? '+start';
	const listed = sessions.find(({name}) => name === focus);
	const rows = choices.map(({id, words, beside, enter}) =>
		row({id, lead: [span(words.padEnd(27))], words: [span(beside, 'quiet')], enter}),
	);
	return screen({
		title: `whfb ${tool}  ${outline.title}`,
		short: `whfb ${tool}`,
		blocks: apart(
			...(sessions.length === 0 ? promises(outline) : [[strong('Continue a session')], sessions.map(each => sessionRow(scene, each))]),
			...(sessions.length === 0 ? [rows] : [[strong('Or'), ...rows]]),
			...(listed === undefined ? [] : [about(outline, listed)]),
			...(sessions.length > 0
				? []
				: [
						[label('This computer', ...(scene.doctor ?? ['looking at this computer']).map(words => text(words)))],
						[label('You will need', ...outline.needs.map(words => text(words)))],
						[text('Gates are hard conditions: nobody passes while one is not seen to hold. A dot is a step that nobody has looked at.')],
					]),
		),
		focus,
	});
};

const endings = [
	{ends: 'open', words: 'Ends open: every gate can be passed'},
	{ends: 'shut', words: 'Ends shut: a hard condition does not hold'},
	{ends: 'not seen', words: 'Ends not seen: too much cannot be looked at'},
] as const;

const lessonOf = ({steps}: Outline, {ends}: Practice): string =>
	({
		open: `You will meet: ${allOf(steps, 'step')} can be finished.`,
		shut: 'You will meet: a step refuses, and says what opens it.',
		'not seen': 'You will meet: not seen keeps a gate shut, and what would let it be seen.',
	})[ends];

/** All practice environments, grouped by how they end. */
export const practices = ({start}: Scene, asked: string | null): Screen => {
	const listed = endings.flatMap(({ends}) => start.practices.filter(each => each.ends === ends));
	const chosen = listed.find(({id}) => id === (asked ?? listed[0]?.id));
	const column = Math.min(26, Math.max(...listed.map(({id}) => id.length), 8) + 2);
	return screen({
		title: `whfb ${start.tool}  Choose a practice environment`,
		short: 'Practice',
		blocks: apart(
			[
				text(`Recorded environments, ${numberWord(start.outline.steps)} steps long. Every screen will say PRACTICE.`),
				...(chosen === undefined ? [text('There is none.')] : [text(`${lessonOf(start.outline, chosen)} About 10 minutes.`)]),
			],
			...endings.map(({ends, words}) => {
				const group = listed.filter(each => each.ends === ends);
				return group.length === 0
					? []
					: [
							strong(words),
							...group.map(({id, sentence}) =>
								row({
									id,
									lead: [span(id.padEnd(column))],
									words: sentence,
									enter: {words: `practise with ${id}`, deed: {do: 'practise', name: id}},
								}),
							),
						];
			}),
		),
		focus: chosen?.id ?? null,
	});
};
