import {commandLine} from '../command-line.ts';
import type {Check} from '../guide/check.ts';
import {here} from '../guide/outline.ts';
import {gateName} from '../guide/step.ts';
import {becauseOf, lookOf, outcomeWord, reasonPhrase, remedyOf} from '../guide/words.ts';
import {stepAt} from '../session/decide.ts';
import type {Workspace} from '../session/workspace.ts';
import {checkNamed, countWords, gatesOfCheck, numberOf, placeOf, statementIdOf, statementOf, stepNamed} from '../tui/journey.ts';
import {savedSentence} from '../tui/saved.ts';
import {takenAbout, whyNoTime} from '../tui/screens/form.ts';
import {refusalSentence, shutGates} from '../tui/screens/refusal.ts';
import {byHand, supplyOptionsOf} from '../tui/screens/supply.ts';
import {choose, type Talk, tell, text} from './ask.ts';
import {signInFirst} from './ask-sign-in.ts';
import {confirmFirst} from './environment.ts';
import {say, sayBlocks, sayExhibits, sayFinding, sayRemedy, saySeen} from './say.ts';
import {sceneOf, type Trip} from './trip.ts';
import {waitFor} from './waiting.ts';

export const labelOf = (workspace: Workspace): string => (workspace.practice === null ? workspace.name : `PRACTICE ${workspace.practice}`);

/** A check's finding in a row or two. */
export const tellCheck = (trip: Trip, check: string): readonly string[] => {
	const {number, check: asked} = checkNamed(trip.workspace.guide, check);
	return sayFinding(number, asked.question, trip.workspace.session().findings[check]);
};

/** A step's page in full, with its checks where they stand. */
export const tellPage = async function* (trip: Trip, step: string): Talk<void> {
	const {workspace, start} = trip;
	const page = start.page(step);
	const shown = new Set<string>();
	const lines = sayBlocks(page.blocks, (id, isElsewhere) => {
		shown.add(id);
		return isElsewhere ? say(`See ${tellCheck(trip, id).join(' ')}`, 0, 2) : tellCheck(trip, id);
	});
	const rest = stepNamed(workspace.guide, step).checks.filter(({id}) => !shown.has(id));
	yield* tell(
		'',
		...say(
			`${labelOf(workspace)}. Step ${numberOf(workspace.guide, step)} of ${workspace.guide.steps.length}, ${page.title}. About ${page.minutes} minutes.`,
		),
		...say(`Needs: ${page.rights}. Who: ${page.who}.`),
		'',
		...lines,
		...(rest.length === 0 ? [] : ['', 'Also looked at in this step:', ...rest.flatMap(({id}) => tellCheck(trip, id))]),
		...(page.links.length === 0 ? [] : ['', ...page.links.flatMap(({note, href}) => say(`[${note}] ${href}`, 0, 4))]),
	);
};

/** Looks at checks and says each one, in the guide's order, and how many were what. */
export const lookAt = async function* (trip: Trip, what: string, checks: readonly Check[], isSignInWanted = false): Talk<void> {
	const {workspace} = trip;
	if (workspace.readOnly !== null) {
		yield* tell(...say(workspace.readOnly));
		return;
	}

	const then = {do: 'look', what, step: stepAt(workspace.guide, workspace.session()), checks: checks.map(({id}) => id)} as const;
	if (!(yield* confirmFirst(trip)) || !(yield* signInFirst(trip, then, isSignInWanted))) {
		return;
	}

	yield* tell('', `Looking at ${what}.`);
	yield* waitFor(workspace, workspace.look(what, checks));
	yield* tell(
		...checks.flatMap(({id}) => tellCheck(trip, id)),
		...say(`${checks.length} of ${checks.length} looked at: ${countWords(workspace.session(), checks)}.${savedSentence(workspace)}`),
	);
};

/** Rows of facts that are said; a log need not hold all of them twice. */
const factRows = 40;

/** A finding in detail: what was seen, what to do, how long, who, why. */
export const tellFinding = async function* (trip: Trip, check: string): Talk<void> {
	const {workspace, start} = trip;
	const finding = workspace.session().findings[check];
	const {number, check: asked} = checkNamed(workspace.guide, check);
	const id = remedyOf(finding);
	const remedy = id === null ? undefined : start.remedies(check).remedies.find(each => each.id === id);
	const reason = finding?.kind === 'unobserved' ? ` ${reasonPhrase(finding.reason)}.` : '';
	yield* tell(
		'',
		...say(`${number} ${asked.question}`, 0, 2),
		...say(`${outcomeWord(lookOf(finding))}.${reason}${saySeen(finding, start.now())}`),
		...(finding === undefined ? [] : say(becauseOf(finding))),
		...sayExhibits(finding),
		...(remedy === undefined ? [] : sayRemedy(remedy, finding?.kind === 'unobserved' ? 'What helps' : 'What to do')),
		...(finding?.facts === undefined
			? []
			: [
					'What was judged:',
					...JSON.stringify(finding.facts, null, 1)
						.split('\n')
						.slice(0, factRows)
						.flatMap(row => say(row.trim(), Math.min(20, 2 + row.length - row.trimStart().length))),
					...(JSON.stringify(finding.facts, null, 1).split('\n').length > factRows
						? say(`All of it: ${commandLine(['whfb', 'check', '--session', workspace.name, '--format', 'json'])}`)
						: []),
				]),
	);
	if (finding !== undefined && !workspace.session().read.includes(check)) {
		workspace.markRead(check);
	}
};

/** Asks for a text until it is one that will do; null where somebody goes back. */
const needed = async function* (question: string, good: RegExp, missing: string, first = ''): Talk<string | null> {
	for (;;) {
		const answer = yield* text(question, first);
		if (answer === null || good.test(answer)) {
			return answer;
		}

		yield* tell(`${missing} b goes back.`);
	}
};

/** Asks a person for an answer, with name and reason. */
export const state = async function* (trip: Trip, id: string): Talk<void> {
	const {workspace} = trip;
	const {number, check} = checkNamed(workspace.guide, id);
	yield* tell(
		'',
		...say(`${number} ${check.question}`, 0, 2),
		...(statementOf(check) === null ? [] : say(statementOf(check) ?? '', 2)),
		...(gatesOfCheck(workspace.guide, id).length === 0 ? [] : ["A person's word never opens a gate."]),
	);
	const yes = yield* needed('Yes or no', /^(y|yes|n|no)$/i, 'Yes or no? Write one of the two.', 'yes');
	const by = yes === null ? null : yield* needed('Your name, for the record', /./, 'A name is missing: it stands in the record.');
	const reason = by === null ? null : yield* needed('Your reason', /./, 'A reason is missing: it stands in the record.');
	if (yes === null || by === null || reason === null) {
		yield* tell('Nothing is stated.');
		return;
	}

	yield* waitFor(workspace, workspace.answer({statement: statementIdOf(check), yes: /^y/i.test(yes), by, reason}));
	yield* tell(...tellCheck(trip, id), ...say(`Stated by ${by}.${savedSentence(workspace)}`));
};

/** When what is brought in was taken: a time, or empty where nobody knows; null where somebody goes back. */
const whenTaken = async function* (now: string): Talk<string | null> {
	for (;;) {
		const answer = yield* text('When taken, like 2026-11-22T09:00Z (or Enter)', '', `Taken: ${takenAbout}`);
		const wrong = answer === null || answer === '' ? null : whyNoTime(answer, now);
		if (wrong === null) {
			return answer;
		}

		yield* tell(`${wrong} b goes back.`);
	}
};

/** Something was not seen: the ways to supply it. */
export const supply = async function* (trip: Trip, id: string): Talk<void> {
	const {workspace} = trip;
	const {check, number} = checkNamed(workspace.guide, id);
	yield* tellFinding(trip, id);
	const {words, addresses} = byHand(sceneOf(trip), id);
	if (addresses.length > 0) {
		// An address is never broken: whoever copies it wants it whole.
		yield* tell(
			...say(words),
			...addresses.flatMap(({address, header}) => [`  ${address}`, ...(header === null ? [] : say(`with the header ${header}`, 4))]),
		);
	}

	const isGate = gatesOfCheck(workspace.guide, id).length > 0;
	const ways = supplyOptionsOf(sceneOf(trip), id);
	const chosen = yield* choose('How will it be supplied?', [
		...ways.map(way => ({
			id: way.id,
			words: `${way.words.toLowerCase()}: ${way.about}${isGate ? `; ${way.opens ? 'can' : 'can never'} open the gate` : ''}`,
		})),
		{id: 'again', words: `look again at ${number}`},
		{id: 'back', words: 'back'},
	]);
	switch (chosen) {
		case 'sign-in':
			yield* lookAt(trip, `check ${number}`, [check], true);
			return;
		case 'carry': {
			const place = placeOf(check) ?? here;
			const file = yield* text('Write it to', `collect-${place}.ps1`);
			if (file !== null) {
				yield* tell(...say(await workspace.writeScript(place, file)));
			}

			return;
		}

		case 'bring':
		case 'paste': {
			const path = yield* needed('File or folder', /./, 'A path is missing.');
			const taken = path === null ? null : yield* whenTaken(trip.start.now());
			if (path !== null && taken !== null) {
				yield* tell(...say((await workspace.importEvidence(path, taken === '' ? null : taken)).sentence));
				yield* lookAt(trip, `check ${number}`, [check]);
			}

			return;
		}

		case 'state':
			yield* state(trip, id);
			return;
		case 'again':
			yield* lookAt(trip, `check ${number}`, [check]);
	}
};

/** A refusal: each shut gate with what was seen and what opens it. */
export const tellRefusal = async function* (trip: Trip, wish: 'enter' | 'finish', step: string, shut: readonly string[]): Talk<void> {
	const {workspace, start} = trip;
	const scene = sceneOf(trip);
	yield* tell(...say(refusalSentence(scene, wish, step, shut)));
	for (const {gate, step: at} of shutGates(scene, shut)) {
		const finding = workspace.session().findings[gate.check.id];
		const id = remedyOf(finding);
		const remedy = id === null ? undefined : start.remedies(gate.check.id).remedies.find(each => each.id === id);
		yield* tell(
			'',
			...say(
				`Gate ${gateName(workspace.guide, gate.id)}, to ${gate.guards} step ${numberOf(workspace.guide, at)}: ${outcomeWord(lookOf(finding))}.${saySeen(finding, start.now())}`,
				0,
				2,
			),
			...sayExhibits(finding),
			...(finding === undefined ? [] : say(becauseOf(finding), 2)),
			...(remedy === undefined
				? [
						...say(`What opens it: ${checkNamed(workspace.guide, gate.check.id).number} has to be seen and met.`, 0, 2),
						...say(`Why: ${gate.because}`, 0, 2),
					]
				: sayRemedy(remedy, 'What opens it')),
		);
	}
};
