import {commandLine} from '../command-line.ts';
import {allOf, capital} from '../guide/outline.ts';
import {gateName} from '../guide/step.ts';
import {lookOf, outcomeWord} from '../guide/words.ts';
import {gatesOnTheWay, stepAt} from '../session/decide.ts';
import {
	changesOf,
	checkNamed,
	checksAgain,
	finishing,
	gatesAtStake,
	isAsked,
	leftAt,
	leftOpen,
	nextOf,
	nextWords,
	numberOf,
	stepNamed,
} from '../tui/journey.ts';
import {summaryText} from '../tui/leaving.ts';
import {heldText, leavingWords, savedSentence, withheldText} from '../tui/saved.ts';
import {longDay} from '../tui/scene.ts';
import type {WizardEnd, WizardStart} from '../tui/start.ts';
import {choose, Leaving, type Said, type Talk, tell} from './ask.ts';
import {signInFirst} from './ask-sign-in.ts';
import {confirmFirst} from './environment.ts';
import {say} from './say.ts';
import {labelOf, lookAt, state, supply, tellCheck, tellFinding, tellPage, tellRefusal} from './step.ts';
import type {Trip} from './trip.ts';
import {waitFor} from './waiting.ts';
import {forgiving, welcome} from './welcome.ts';

/** Looks at the gates again when a session is resumed, and says what changed. */
const resume = async function* (trip: Trip): Talk<void> {
	const {workspace} = trip;
	const before = workspace.session();
	const left = leftAt(before);
	const at = numberOf(workspace.guide, stepAt(workspace.guide, before));
	yield* tell(
		...say(
			`${labelOf(workspace)}. ${left === null ? 'You are' : `You left on ${longDay(left)},`} at step ${at} of ${workspace.guide.steps.length}.`,
		),
	);
	const lost = workspace.lost === null ? [] : [workspace.lost];
	yield* tell(...[...lost, ...changesOf(before).map(({what, words}) => `Changed: ${what}, ${words}.`)].flatMap(words => say(words, 0, 2)));
	const gates = gatesAtStake(workspace.guide, before);
	const then = {
		do: 'look',
		what: 'the gates',
		step: stepAt(workspace.guide, before),
		checks: [...new Set(gates.map(gate => gate.check.id))],
	} as const;
	if (gates.length > 0 && (yield* confirmFirst(trip)) && (yield* signInFirst(trip, then))) {
		yield* tell('Looking at the gates again.');
		yield* waitFor(workspace, workspace.look('the gates', [...new Set(gates.map(({check}) => check))]));
		yield* tell(
			...gates.flatMap(gate => {
				const is = lookOf(workspace.session().findings[gate.check.id]);
				const was = lookOf(before.findings[gate.check.id]);
				return say(
					`Gate ${gateName(workspace.guide, gate.id)}, to ${gate.guards}: ${outcomeWord(is)}, ${is === was ? 'as it was' : `was ${outcomeWord(was)}`}.`,
					0,
					2,
				);
			}),
		);
	}
};

const readAnother = async function* (trip: Trip): Talk<void> {
	const {workspace, start} = trip;
	const chosen = yield* choose(
		'Which step?',
		workspace.guide.steps.map(({id}) => ({id, words: start.page(id).title})),
	);
	if (chosen !== 'back') {
		yield* tellPage(trip, chosen);
	}
};

const seeEvidence = async function* (trip: Trip, checks: readonly string[]): Talk<void> {
	const chosen =
		checks.length === 1
			? (checks[0] ?? 'back')
			: yield* choose(
					'Of which check?',
					checks.map(id => ({id, words: tellCheck(trip, id)[0] ?? id})),
				);
	if (chosen !== 'back') {
		yield* tellFinding(trip, chosen);
	}
};

type Choice<Id> = {readonly id: Id; readonly words: string};

/** Asks what now: first what this place offers, then what can be done everywhere, which is done here. Null where something else was read meanwhile. */
const whatNow = async function* <Id extends string>(
	trip: Trip,
	own: readonly Choice<Id>[],
	page: Choice<'page'>,
	seen: readonly string[],
): Talk<Id | 'page' | null> {
	const held = heldText(trip.workspace);
	if (held !== null) {
		yield* tell('', ...say(held));
	}

	const chosen = yield* choose<string>('What now?', [
		...own,
		...(seen.length === 0 ? [] : [{id: 'evidence', words: 'see the evidence'}]),
		page,
		{id: 'read', words: 'read another step'},
		{id: 'leave', words: `leave; ${leavingWords(trip.workspace)}`},
	]);
	switch (chosen) {
		case 'evidence':
			yield* seeEvidence(trip, seen);
			return null;
		case 'read':
			yield* readAnother(trip);
			return null;
		case 'leave':
			throw new Leaving(false);
		default:
			return own.find(({id}) => id === chosen)?.id ?? 'page';
	}
};

/** Wants through a threshold, and stays with the refusal until it opens or somebody goes elsewhere. True where it opened. */
const want = async function* (trip: Trip, type: 'enter' | 'finish', step: string): Talk<boolean> {
	const {workspace} = trip;
	const number = numberOf(workspace.guide, step);
	for (;;) {
		const isAsking = gatesOnTheWay(workspace.guide, {type, step}).length > 0;
		if ((isAsking && !(yield* confirmFirst(trip))) || !(yield* signInFirst(trip, {do: 'want', type, step}))) {
			return false;
		}

		if (isAsking) {
			yield* tell('', `Looking ${type === 'enter' ? '' : 'again '}at the gates of step ${number}.`);
		}

		const decision = yield* waitFor(workspace, workspace.want(type, step));
		if (decision.kind === 'granted') {
			const left = type === 'enter' ? '' : leftOpen(workspace.session(), stepNamed(workspace.guide, step));
			yield* tell(...say(`Step ${number} is ${type === 'enter' ? 'begun' : 'finished'}${left}.${savedSentence(workspace)}`));
			return true;
		}

		if (decision.kind === 'out-of-order') {
			yield* tell(`Step ${numberOf(workspace.guide, decision.next)} comes first.`);
			return false;
		}

		if (decision.kind === 'withheld') {
			yield* tell(...say(withheldText(workspace, decision, type, number)));
			return false;
		}

		const shut = decision.shut.map(({check}) => check.id);
		yield* tellRefusal(trip, type, step, shut);
		const unseen = shut.find(id => workspace.session().findings[id]?.kind !== 'judged');
		const offers = [
			...(unseen === undefined
				? []
				: [{id: 'supply', words: `see what would let ${checkNamed(workspace.guide, unseen).number} be seen`} as const]),
			{id: 'again', words: 'look again'} as const,
		];
		for (let chosen: 'supply' | 'again' | 'page' | null = null; chosen !== 'again'; ) {
			chosen = yield* whatNow(trip, offers, {id: 'page', words: `back to the page of step ${number}`}, shut);
			if (chosen === 'supply') {
				yield* forgiving(supply(trip, unseen ?? ''));
			} else if (chosen === 'page') {
				return false;
			}
		}
	}
};

/** Enters a step, shows its page and looks at it. */
const begin = async function* (trip: Trip, step: string): Talk<void> {
	const {workspace} = trip;
	if (!workspace.session().entered.includes(step) && !(yield* want(trip, 'enter', step))) {
		return;
	}

	yield* tellPage(trip, step);
	const next = nextOf(workspace.guide, workspace.session(), step);
	if (next.do === 'look') {
		yield* lookAt(trip, `step ${numberOf(workspace.guide, step)}`, next.checks);
	}
};

const journey = async function* (trip: Trip): Talk<void> {
	const {workspace, start} = trip;
	const {guide} = workspace;
	yield* begin(trip, stepAt(guide, workspace.session()));
	for (;;) {
		const at = stepAt(guide, workspace.session());
		const step = stepNamed(guide, at);
		const number = numberOf(guide, at);
		const next = nextOf(guide, workspace.session(), at);
		const seen = step.checks.filter(({id}) => workspace.session().findings[id] !== undefined).map(({id}) => id);
		const offers = [
			{id: 'next', words: next.do === 'start' ? `go on to step ${number}` : nextWords(guide, next)} as const,
			...(next.do === 'see' || next.do === 'supply'
				? [{id: 'finish', words: nextWords(guide, finishing(guide, workspace.session(), at))} as const]
				: []),
			...(seen.length === 0 ? [] : [{id: 'again', words: 'look again'} as const]),
		];
		const chosen = yield* whatNow(trip, offers, {id: 'page', words: 'read the page'}, seen);
		switch (chosen) {
			case 'next':
				switch (next.do) {
					case 'start':
						yield* begin(trip, at);
						break;
					case 'look':
						yield* lookAt(trip, `step ${number}`, next.checks);
						break;
					case 'see':
						yield* tellFinding(trip, next.check);
						break;
					case 'supply':
						yield* forgiving(isAsked(checkNamed(guide, next.check).check) ? state(trip, next.check) : supply(trip, next.check));
						break;
					case 'finish':
						yield* want(trip, 'finish', at);
						break;
					case 'hand-over':
						yield* tell(
							`${capital(allOf(guide.steps.length, 'step'))} are done.`,
							...say(`Every finding with its evidence: ${commandLine(['whfb', 'check', '--session', workspace.name, '--format', 'json'])}`),
						);
						throw new Leaving(false);
					default:
						yield* begin(trip, next.step);
				}

				break;
			case 'finish':
				yield* want(trip, 'finish', at);
				break;
			case 'again':
				yield* lookAt(trip, `step ${number}`, checksAgain(workspace.session(), step, start.now()));
				break;
			case 'page':
				yield* tellPage(trip, at);
				break;
			default:
		}
	}
};

/** The whole journey as sentences and questions. Whoever drives it answers each question with a line, or null where there are no more. */
export const flow = async function* (start: WizardStart): AsyncGenerator<Said, WizardEnd, string | null> {
	let workspace = start.workspace;
	let isResumed = start.resumed;
	try {
		if (workspace === null) {
			({workspace, isResumed} = yield* welcome(start));
		}

		const trip = {start, workspace};
		if (workspace.readOnly !== null) {
			yield* tell(...say(workspace.readOnly));
		} else if (isResumed) {
			yield* resume(trip);
		}

		yield* journey(trip);
		return {exit: 0, text: ''};
	} catch (error) {
		if (!(error instanceof Leaving)) {
			throw error;
		}

		const ended = error.hasEnded ? `The input has ended. ${capital(leavingWords(workspace))}.\n` : '';
		const kept = workspace !== null && workspace.notSaved() !== null ? workspace.keepElsewhere() : null;
		return {exit: 0, text: `${ended}${workspace === null ? '' : summaryText(workspace, 'ascii', ' --plain', kept)}`};
	} finally {
		workspace?.stop();
		workspace?.close();
	}
};
