import {commandLine} from '../../command-line.ts';
import {allOf, capital} from '../../guide/outline.ts';
import {gateName} from '../../guide/step.ts';
import {becauseOf, daysBetween, lookOf, looks, outcomeWord} from '../../guide/words.ts';
import {stepAt} from '../../session/decide.ts';
import {changesOf, gatesAtStake, leftAt, nextOf, nextWords, numberOf} from '../journey.ts';
import {keyTable} from '../keys.ts';
import {empty, fill, type Line, lineWidth, span} from '../line.ts';
import {leavingWords} from '../saved.ts';
import {findingOf, longDay, type Scene, type Shown, workspaceOf} from '../scene.ts';
import {signSpan, wordSpan} from '../theme.ts';
import {labelled, wrapSpans, wrapText} from '../wrap.ts';

/** Welcome back: the gates proved again, and what else changed. */
export const resume = (scene: Scene, width: number): Shown => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const before = scene.before ?? scene.session;
	const left = leftAt(scene.session);
	const at = stepAt(guide, scene.session);
	const gates = gatesAtStake(guide, before);
	const isLooking = workspace.looking()?.ended === false;
	const days = left === null ? 0 : daysBetween(left, scene.now);
	const isFresh = (id: string) => findingOf(scene, id) !== undefined && findingOf(scene, id)?.at !== before.findings[id]?.at;
	const isProven = gates.every(({check}) => isFresh(check.id));
	const shut = isProven ? gates.find(({check}) => !['met', 'not-applicable'].includes(lookOf(findingOf(scene, check.id)))) : undefined;
	const {lost} = workspace;
	const changes = [...(lost === null ? [] : [{what: '', words: lost}]), ...changesOf(scene.session)];
	const old = Object.entries(scene.session.findings).filter(([, finding]) => daysBetween(finding.at, scene.now) >= 1).length;
	const lookAgain = 'look again at the gates';
	const name = (id: string) => gateName(guide, id);
	const next = nextOf(guide, scene.session, at);
	const rows = gates.flatMap(gate => {
		const was = before.findings[gate.check.id];
		const is = findingOf(scene, gate.check.id);
		const look = is !== undefined && isFresh(gate.check.id) ? lookOf(is) : 'not-looked';
		const head = [span('  '), signSpan(look, scene.theme), span(` ${name(gate.id)}, to ${gate.guards}`)];
		const says = isFresh(gate.check.id)
			? [
					wordSpan(look),
					span(
						`; ${lookOf(was) === look ? 'as it was' : `was ${outcomeWord(lookOf(was))}`}. ${is === undefined || look === 'met' ? '' : becauseOf(is)}`,
					),
				]
			: [span(isLooking ? 'looking' : `not looked at again yet${was === undefined ? '' : `, was ${outcomeWord(lookOf(was))}`}`)];
		return width < 60 ? [head, ...wrapSpans(says, width, [span('    ')])] : wrapSpans(says, width, fill(head, 38), [span(' '.repeat(38))]);
	});
	return {
		title: days < 1 ? 'Welcome back' : `Welcome back after ${days === 1 ? '1 day' : `${days} days`}`,
		short: 'Welcome back',
		body: [
			...wrapText(
				`${left === null ? 'You are' : `You left on ${longDay(left)},`} at step ${numberOf(guide, at)} of ${guide.steps.length}.`,
				width,
			),
			empty,
			...(gates.length === 0
				? []
				: [
						[span(isLooking ? 'Gates, being looked at again' : isProven ? 'Gates, proved again just now' : 'Gates', 'strong')],
						...rows,
						empty,
					]),
			...(changes.length === 0
				? []
				: [
						[span('What else changed', 'strong')] as Line,
						...changes.flatMap(({what, words}) => wrapSpans([span(words)], width, [span(`  ${what.padEnd(12)}`)], [span(' '.repeat(14))])),
						empty,
					]),
			...labelled(
				'Kept',
				[
					span(
						`step ${numberOf(guide, at)} as you left it${old === 0 ? '' : `; ${old} findings are older than a day and shown with their age until somebody looks again`}`,
					),
				],
				width,
			),
			...labelled(
				'Next',
				[
					span(
						!isProven && !isLooking
							? lookAgain
							: shut === undefined || isLooking
								? nextWords(guide, next)
								: `step ${numberOf(guide, at)} waits for ${name(shut.id)}`,
					),
				],
				width,
			),
		],
		items: [],
		moves: 'scroll',
		focus: shut?.check.id ?? null,
		enter: isLooking
			? {words: 'go on reading meanwhile', deed: {do: 'step', step: at}}
			: !isProven
				? {words: lookAgain, deed: {do: 'look', what: 'the gates', step: at, checks: [...new Set(gates.map(({check}) => check.id))]}}
				: shut === undefined
					? {words: `go on with step ${numberOf(guide, at)}`, deed: {do: 'step', step: at}}
					: {
							words: `see ${name(shut.id)}`,
							deed: {do: 'go', to: {at: findingOf(scene, shut.check.id)?.kind === 'judged' ? 'finding' : 'supply', check: shut.check.id}},
						},
		...(shut === undefined ? {} : {evidence: {hint: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: shut.check.id}} as const}}),
		...(isLooking ? {ticks: true as const, stops: 'stop looking'} : {}),
	};
};

/** Every step is done: what was seen, and the hand-over. */
export const finish = (scene: Scene, width: number): Shown => {
	const workspace = workspaceOf(scene);
	const all = workspace.guide.steps.flatMap(({checks}) => checks);
	const rows = looks.flatMap((look): readonly Line[] => {
		const checks = all.filter(({id}) => lookOf(findingOf(scene, id)) === look);
		if (look === 'not-looked' && checks.length === 0) {
			return [];
		}

		const examples = look === 'met' || look === 'not-applicable' ? [] : checks.slice(0, 3);
		const first = [
			span('  '),
			signSpan(look, scene.theme),
			span(` ${outcomeWord(look).padEnd(16)}${String(checks.length).padStart(3)}   `),
		];
		return examples.length === 0
			? [first]
			: examples.flatMap((check, at) =>
					wrapSpans([span(check.question, 'quiet')], width, at === 0 ? first : [span(' '.repeat(26))], [span(' '.repeat(26))]),
				);
	});
	const isDone = workspace.guide.steps.every(({id}) => scene.session.finished.includes(id));
	const command = commandLine(['whfb', 'check', '--session', workspace.name, '--format', 'json', '--out', `${workspace.name}.json`]);
	const body: Line[] = [
		...wrapText(
			isDone
				? `${capital(allOf(scene.start.outline.gates.length, 'gate'))} were looked at again when the last step was finished, and hold.`
				: 'Not all steps are finished yet.',
			width,
		),
		empty,
		...rows,
		empty,
		...wrapText(
			'A hand-over to read comes with a later version. Until then one command looks once more and writes every finding with its evidence. It names people and servers.',
			width,
		),
		empty,
	];
	body.push(...wrapText('From any terminal:', width), [span(`  ${command}`, 'command')]);
	return {
		title: isDone ? `${capital(allOf(workspace.guide.steps.length, 'step'))} are done` : 'What was seen so far',
		short: isDone ? 'All done' : 'So far',
		body,
		items: [],
		moves: 'list',
		focus: null,
		enter: {words: `leave; ${leavingWords(workspace)}`, deed: {do: 'leave'}},
		copy: {hint: 'copy the command', text: command},
		checks: {do: 'go', to: {at: 'checks', step: null}},
	};
};

/** Two short rows share one where the window is wide enough. */
const inPairs = (rows: readonly Line[], width: number): readonly Line[] => {
	const half = Math.floor(width / 2);
	const lines: Line[] = [];
	for (let at = 0; at < rows.length; at++) {
		const [row = empty, next] = [rows[at], rows[at + 1]];
		if (width >= 70 && next !== undefined && lineWidth(row) < half - 1 && lineWidth(next) <= width - half) {
			lines.push([...fill(row, half), ...next]);
			at += 1;
		} else {
			lines.push(...wrapSpans(row.slice(1), width, row.slice(0, 1), [span(' '.repeat(10))]));
		}
	}

	return lines;
};

/** The keys: what the screen below can do first, then the rest. Made from the key table. */
export const help = (scene: Scene, width: number, below: readonly string[]): Shown => {
	const written = keyTable.filter(({does}) => does !== '');
	const sorted = [...written.filter(({name}) => below.includes(name)), ...written.filter(({name}) => !below.includes(name))];
	const signs = looks.flatMap(look => [signSpan(look, scene.theme), span(` ${outcomeWord(look)}   `)]);
	const label = (row: (typeof written)[number]) => (row.label === 'arrows' ? `${scene.theme.arrows} j k` : row.label);
	return {
		title: 'Help',
		body: [
			...inPairs(
				sorted.map(row => [
					span(label(row).padEnd(10), 'strong'),
					span(row.name === 'leave' ? `leave; ${leavingWords(scene.workspace)}, nothing is asked` : row.does),
				]),
				width,
			),
			empty,
			...wrapSpans(signs, width),
			...wrapText('A gate opens for met and does not apply only. A finding not seen never opens one.', width),
			empty,
			...wrapText('Looks wrong here, or a screen reader listens? whfb --plain asks the same questions line by line.', width),
		],
		items: [],
		moves: 'scroll',
		focus: null,
		enter: {words: 'close help', deed: {do: 'back'}},
	};
};

/** A text with nothing to do: every read beforehand, or what could not be done. */
export const text = (title: string, body: string, width: number, isCommand = false): Shown => ({
	title,
	body: body.split('\n').flatMap(line => (isCommand ? [[span(line)]] : wrapText(line, width))),
	items: [],
	moves: 'scroll',
	focus: null,
	enter: {words: 'back', deed: {do: 'back'}},
});
