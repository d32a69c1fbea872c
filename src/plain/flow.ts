import {lookOf, outcomeWord} from '../guide/words.ts';
import {gatesOnTheWay, stepAt} from '../session/decide.ts';
import {changesOf, checkNamed, checksAgain, gatesAtStake, isAsked, leftAt, nextOf, nextWords, numberOf, stepNamed} from '../tui/journey.ts';
import {summaryText} from '../tui/leaving.ts';
import {longDay} from '../tui/scene.ts';
import type {WizardEnd, WizardStart} from '../tui/start.ts';
import {choose, Leaving, type Said, type Talk, tell} from './ask.ts';
import {say} from './say.ts';
import {signInFirst} from './sign-in.ts';
import {labelOf, lookAt, savedWords, state, supply, type Trip, tellCheck, tellFinding, tellPage, tellRefusal} from './step.ts';
import {forgiving, welcome} from './welcome.ts';

const leaveChoice = {id: 'leave', words: 'leave; everything is saved'} as const;

/** Looks at the gates again when a session is resumed, and says what changed. */
const resume = async function* (trip: Trip): Talk<void> {
	const {walk, start} = trip;
	const before = walk.session();
	const left = leftAt(before);
	const at = numberOf(walk.guide, stepAt(walk.guide, before));
	yield* tell(
		...say(`${labelOf(walk)}. ${left === null ? 'You are' : `You left on ${longDay(left)},`} at step ${at} of ${walk.guide.steps.length}.`),
	);
	const told = walk === start.walk ? start.changed : null;
	yield* tell(...(told ?? changesOf(before).map(({what, words}) => `Changed: ${what}, ${words}.`)).flatMap(words => say(words, 0, 2)));
	const gates = gatesAtStake(walk.guide, before);
	const then = {
		do: 'look',
		what: 'the gates',
		step: stepAt(walk.guide, before),
		checks: [...new Set(gates.map(gate => gate.check.id))],
	} as const;
	if (gates.length > 0 && (yield* signInFirst(trip, then))) {
		yield* tell('Looking at the gates again.');
		await walk.look('the gates', [...new Set(gates.map(({check}) => check))]);
		yield* tell(
			...gates.flatMap(gate => {
				const is = lookOf(walk.session().findings[gate.check.id]);
				const was = lookOf(before.findings[gate.check.id]);
				return say(
					`Gate ${walk.guide.gateNames[gate.id]?.long ?? gate.id}, to ${gate.guards}: ${outcomeWord(is)}, ${is === was ? 'as it was' : `was ${outcomeWord(was)}`}.`,
					0,
					2,
				);
			}),
		);
	}
};

const readAnother = async function* (trip: Trip): Talk<void> {
	const {walk, start} = trip;
	const chosen = yield* choose(
		'Which step?',
		walk.guide.steps.map(({id}) => ({id, words: start.page(id).title})),
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

/** Wants through a threshold, and stays with the refusal until it opens or somebody goes elsewhere. True where it opened. */
const want = async function* (trip: Trip, type: 'enter' | 'finish', step: string): Talk<boolean> {
	const {walk} = trip;
	const number = numberOf(walk.guide, step);
	for (;;) {
		if (!(yield* signInFirst(trip, {do: 'want', type, step}))) {
			return false;
		}

		if (gatesOnTheWay(walk.guide, {type, step}).length > 0) {
			yield* tell('', `Looking ${type === 'enter' ? '' : 'again '}at the gates of step ${number}.`);
		}

		const decision = await walk.want(type, step);
		if (decision.kind === 'granted') {
			yield* tell(`Step ${number} is ${type === 'enter' ? 'begun' : 'finished'}.${savedWords(walk)}`);
			return true;
		}

		if (decision.kind === 'out-of-order') {
			yield* tell(`Step ${numberOf(walk.guide, decision.next)} comes first.`);
			return false;
		}

		const shut = decision.shut.map(({check}) => check.id);
		yield* tellRefusal(trip, type, step, shut);
		const unseen = shut.find(id => walk.session().findings[id]?.kind !== 'judged');
		for (let isHere = true; isHere; ) {
			const chosen = yield* choose('What now?', [
				...(unseen === undefined
					? []
					: [{id: 'supply', words: `see what would let ${checkNamed(walk.guide, unseen).number} be seen`} as const]),
				{id: 'again', words: 'look again'},
				{id: 'evidence', words: 'see the evidence'},
				{id: 'page', words: `back to the page of step ${number}`},
				{id: 'read', words: 'read another step'},
				leaveChoice,
			]);
			switch (chosen) {
				case 'again':
					isHere = false;
					break;
				case 'supply':
					yield* forgiving(supply(trip, unseen ?? ''));
					break;
				case 'evidence':
					yield* seeEvidence(trip, shut);
					break;
				case 'read':
					yield* readAnother(trip);
					break;
				case 'leave':
					throw new Leaving(false);
				default:
					return false;
			}
		}
	}
};

/** Enters a step, shows its page and looks at it. */
const begin = async function* (trip: Trip, step: string): Talk<void> {
	const {walk} = trip;
	if (!walk.session().entered.includes(step) && !(yield* want(trip, 'enter', step))) {
		return;
	}

	yield* tellPage(trip, step);
	const next = nextOf(walk.guide, walk.session(), step);
	if (next.do === 'look') {
		yield* lookAt(trip, `step ${numberOf(walk.guide, step)}`, next.checks);
	}
};

const journey = async function* (trip: Trip): Talk<void> {
	const {walk, start} = trip;
	const {guide} = walk;
	yield* begin(trip, stepAt(guide, walk.session()));
	for (;;) {
		const at = stepAt(guide, walk.session());
		const step = stepNamed(guide, at);
		const number = numberOf(guide, at);
		const next = nextOf(guide, walk.session(), at);
		const seen = step.checks.filter(({id}) => walk.session().findings[id] !== undefined).map(({id}) => id);
		const chosen = yield* choose('What now?', [
			{id: 'next', words: next.do === 'start' ? `go on to step ${number}` : nextWords(guide, next)},
			...(next.do === 'see' || next.do === 'supply' ? [{id: 'finish', words: `finish step ${number}`} as const] : []),
			...(seen.length === 0
				? []
				: ([
						{id: 'evidence', words: `see the evidence of step ${number}`},
						{id: 'again', words: 'look again'},
					] as const)),
			{id: 'page', words: 'read the page'},
			{id: 'read', words: 'read another step'},
			leaveChoice,
		]);
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
							'All seven steps are done.',
							...(start.report === null
								? say(`Every finding with its evidence: whfb check --session ${walk.name} --format json`)
								: say(await start.report(false))),
						);
						throw new Leaving(false);
					default:
						yield* begin(trip, next.step);
				}

				break;
			case 'finish':
				yield* want(trip, 'finish', at);
				break;
			case 'evidence':
				yield* seeEvidence(trip, seen);
				break;
			case 'again':
				yield* lookAt(trip, `step ${number}`, checksAgain(walk.session(), step, start.now()));
				break;
			case 'read':
				yield* readAnother(trip);
				break;
			case 'leave':
				throw new Leaving(false);
			default:
				yield* tellPage(trip, at);
		}
	}
};

/** The whole journey as sentences and questions. Whoever drives it answers each question with a line, or null where there are no more. */
export const flow = async function* (start: WizardStart): AsyncGenerator<Said, WizardEnd, string | null> {
	let walk = start.walk;
	let isResumed = start.resumed;
	try {
		if (walk === null) {
			({walk, isResumed} = yield* welcome(start));
		}

		const trip = {start, walk};
		if (isResumed) {
			yield* resume(trip);
		}

		yield* journey(trip);
		return {exit: 0, text: ''};
	} catch (error) {
		if (!(error instanceof Leaving)) {
			throw error;
		}

		const ended = error.hasEnded ? 'The input has ended. Everything is saved.\n' : '';
		return {exit: 0, text: `${ended}${walk === null ? '' : summaryText(walk, 'ascii', ' --plain')}`};
	} finally {
		walk?.stop();
		walk?.close();
	}
};
