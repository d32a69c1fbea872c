import {CannotStart} from '../cannot-start.ts';
import {checkNamed, numberOf, statementIdOf, stepNamed} from '../guide/checks.ts';
import {isGood, lookOf, outcomeWord} from '../guide/words.ts';
import {savedNow, withheldText} from '../report/saved.ts';
import {countWords, leftOpen} from '../report/standing.ts';
import {unlookedOf} from '../session/ahead.ts';
import {gatesOnTheWay} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import {cloudIn, directoriesIn, usersIn} from '../session/typed.ts';
import type {Workspace} from '../session/workspace.ts';
import {seenPlace} from './journey.ts';
import {
	emptied,
	type Form,
	forgotten,
	keeping,
	nameOf,
	type Onward,
	type Place,
	placeOf,
	push,
	remarking,
	replace,
	reset,
	type View,
	without,
} from './navigation.ts';
import type {Scene} from './scene.ts';
import {askedBy, valueOf} from './screens/form.ts';
import type {WizardStart} from './start.ts';
import {waitEvery} from './update.ts';

/** What the effects need of the controller. */
export type Desk = {
	readonly start: WizardStart;
	readonly clock: () => number;
	readonly view: () => View;
	readonly show: (view: View) => void;
	readonly scene: () => Scene;
	/** The open session; throws where there is none. */
	readonly opened: () => Workspace;
	/** What is under way, for somebody who has to be told that it failed. */
	readonly doing: (what: string | null) => void;
	readonly bell: () => void;
	readonly goInto: (workspace: Workspace, isResumed: boolean) => void;
	/** Does what was wanted before something else had to be said first. */
	readonly onward: (deed: Onward) => void;
};

/** What goes through a session: looking, wanting through, answering, bringing. */
export type Effects = {
	readonly look: (what: string, step: string, checks: readonly string[], isQuiet?: boolean) => Promise<void>;
	readonly want: (type: 'enter' | 'finish', step: string, isQuiet?: boolean) => Promise<void>;
	/** Says what is missing or wrong in a form, at its box; true where something is. */
	readonly objects: (form: Form) => boolean;
	readonly submit: (form: Form) => Promise<void>;
};

const holdsIn = (session: Session, checks: readonly string[]): boolean => checks.every(id => isGood(lookOf(session.findings[id])));

export const effectsOf = (desk: Desk): Effects => {
	/** The view without the looking screen, and whether that was on top: if not, the reader is elsewhere and only told. */
	const afterLooking = (): {readonly view: View; readonly stood: boolean} => ({
		view: {...without(desk.view(), 'looking'), clock: desk.clock(), waiting: desk.view().waiting},
		stood: placeOf(desk.view()).at === 'looking',
	});

	/** What was seen of a step, in the place of the list or page that somebody came from. */
	const toSeen = (view: View, step: string): View => {
		const mine = desk.opened();
		const to = seenPlace(mine.guide, mine.session(), step);
		const fresh = forgotten(forgotten(view, {at: 'seen', step}), {at: 'errands', step});
		return ['seen', 'errands', 'notice'].includes(placeOf(view).at) ? replace(fresh, to) : push(fresh, to);
	};

	/** Whether another session is open since: what was begun in one says nothing in another. */
	const isGone = (mine: Workspace): boolean => desk.scene().workspace !== mine;

	/** What was waited for is here: one bell, and no more looking. */
	const holds = (isSo: boolean) => {
		if (isSo && desk.view().waiting !== null) {
			desk.bell();
			desk.show(remarking({...desk.view(), waiting: null}, 'It holds now.'));
		}
	};

	const look: Effects['look'] = async (what, step, checks, isQuiet = false) => {
		const mine = desk.opened();
		const before = mine.session();
		desk.doing(`Looking at ${what}`);
		if (!isQuiet) {
			desk.show(push(desk.view(), {at: 'looking'}));
		}

		await mine.look(
			what,
			checks.map(id => checkNamed(mine.guide, id).check),
		);
		if (isGone(mine)) {
			return;
		}

		desk.doing(null);
		if (isQuiet) {
			holds(holdsIn(mine.session(), checks));
			return;
		}

		const {view, stood} = afterLooking();
		const session = mine.session();
		const [only = ''] = checks;
		const now = lookOf(session.findings[only]);
		const words =
			checks.length === 1
				? `${checkNamed(mine.guide, only).number} looked at again: ${outcomeWord(now)}${now === lookOf(before.findings[only]) ? ', as it was' : `, was ${outcomeWord(lookOf(before.findings[only]))}`}.`
				: `${checks.length} looked at: ${countWords(
						session,
						checks.map(id => ({id})),
					)}.`;
		const {at} = placeOf(view);
		desk.show(
			remarking(!stood || at === 'map' || at === 'finding' || at === 'refusal' || at === 'finish' ? view : toSeen(view, step), words),
		);
	};

	const refused = (view: View, type: 'enter' | 'finish', step: string, shut: readonly string[], isQuiet: boolean) => {
		const place: Place = {at: 'refusal', wish: type, step, shut};
		const {waiting} = view;
		// Whoever was refused before sees by the remark alone that somebody has looked again.
		const shown =
			placeOf(view).at === 'refusal'
				? remarking(replace(view, place), `Looked at again just now: still shut${shut.length > 1 ? ', all of them' : ''}.`)
				: push(view, place);
		desk.show(isQuiet ? {...shown, waiting: waiting === null ? null : {next: desk.clock() + waitEvery}} : shown);
	};

	const granted = (view: View, type: 'enter' | 'finish', step: string) => {
		const mine = desk.opened();
		const number = numberOf(mine.guide, step);
		if (type === 'enter') {
			const checks = unlookedOf(mine.session(), stepNamed(mine.guide, step)).map(({id}) => id);
			desk.show(view);
			if (checks.length > 0) {
				desk.onward({do: 'look', what: `step ${number}`, step, checks});
			} else {
				desk.show(toSeen(view, step));
			}

			return;
		}

		holds(true);
		const after = mine.guide.steps[number];
		const words = `Step ${number} is finished${leftOpen(mine.session(), stepNamed(mine.guide, step))}.${savedNow(mine)}`;
		desk.show(remarking(reset(view, {at: 'map'}, after === undefined ? {at: 'finish'} : {at: 'page', step: after.id}), words));
	};

	const want: Effects['want'] = async (type, step, isQuiet = false) => {
		const mine = desk.opened();
		const number = numberOf(mine.guide, step);
		const hasGates = gatesOnTheWay(mine.guide, {type, step}).length > 0;
		desk.doing(`Looking at the gates of step ${number}`);
		if (!isQuiet && hasGates) {
			desk.show(push(desk.view(), {at: 'looking'}));
		}

		const decision = await mine.want(type, step);
		if (isGone(mine)) {
			return;
		}

		desk.doing(null);
		const {view, stood} = afterLooking();
		// Whoever has gone elsewhere, or waits no longer, is told and stays there.
		if (isQuiet ? view.waiting === null : !stood && hasGates) {
			desk.show(
				remarking(
					view,
					decision.kind === 'granted'
						? `Step ${number} is ${type === 'enter' ? 'entered' : 'finished'}.`
						: `Step ${number} cannot be ${type === 'enter' ? 'entered' : 'left'} yet.`,
				),
			);
			return;
		}

		switch (decision.kind) {
			case 'granted':
				return granted(view, type, step);
			case 'refused':
				return refused(view, type, step, [...new Set(decision.shut.map(gate => gate.check.id))], isQuiet);
			case 'withheld':
				return desk.show(push(view, {at: 'notice', title: 'Not passed', text: withheldText(mine, decision, type, number)}));
			case 'out-of-order':
				return desk.show(
					remarking(push(view, {at: 'page', step: decision.next}), `Step ${numberOf(mine.guide, decision.next)} comes first.`),
				);
		}
	};

	/** A form that is done with leaves the way back, and what comes of it is said. */
	const done = (form: Form): View => {
		const view = desk.view();
		const places = view.places.filter(place => nameOf(place) !== nameOf({at: 'form', form}));
		return forgotten(emptied({...view, places}, form), {at: 'form', form});
	};

	const brought = async (values: Readonly<Record<string, string>>, form: Extract<Form, {for: 'bring'}>) => {
		const mine = desk.opened();
		const {taken, sentence} = await mine.importEvidence(values['path'] ?? '', values['taken'] || null);
		if (isGone(mine)) {
			return;
		}

		const session = mine.session();
		const unseen = Object.entries(session.findings).flatMap(([id, finding]) => (finding.kind === 'unobserved' ? [id] : []));
		const checks = form.check !== null && !unseen.includes(form.check) ? [form.check, ...unseen] : unseen;
		const step = checks[0] === undefined ? null : checkNamed(mine.guide, form.check ?? checks[0]).step.id;
		desk.show(
			push(done(form), {
				at: 'notice',
				title: taken ? 'Brought in' : 'Nothing was brought in',
				text: sentence,
				...(taken && step !== null ? {then: {do: 'look', what: 'what was not seen', step, checks}} : {}),
			}),
		);
	};

	const answered = async (values: Readonly<Record<string, string>>, form: Extract<Form, {for: 'answer'}>) => {
		const mine = desk.opened();
		const {check, number, step} = checkNamed(mine.guide, form.check);
		const {yes = '', by = '', reason = ''} = values;
		if (mine.looking()?.ended === false) {
			desk.show(remarking(desk.view(), 'Kept. It is judged when the look under way is done.'));
		}

		await mine.answer({statement: statementIdOf(check), yes: /^y/i.test(yes), by, reason});
		if (isGone(mine)) {
			return;
		}

		const stood = nameOf(placeOf(desk.view())) === nameOf({at: 'form', form});
		const view = done(form);
		const words = `${number} is answered: ${outcomeWord(lookOf(mine.session().findings[check.id]))}.${savedNow(mine)}`;
		desk.show(remarking(!stood || ['finding', 'map'].includes(placeOf(view).at) ? view : toSeen(view, step.id), words));
	};

	const valuesOf = (form: Form): Readonly<Record<string, string>> =>
		Object.fromEntries(askedBy(desk.scene(), form).fields.map(field => [field.id, valueOf(desk.view(), form, field).trim()]));

	const objects: Effects['objects'] = form => {
		const values = valuesOf(form);
		for (const {id, missing, wrong} of askedBy(desk.scene(), form).fields) {
			const value = values[id] ?? '';
			const objection = (value === '' ? missing : wrong?.(value, desk.scene().now)) ?? null;
			if (objection !== null) {
				desk.show(remarking(keeping(desk.view(), {focus: id}), objection));
				return true;
			}
		}

		return false;
	};

	const submit: Effects['submit'] = async form => {
		const {fields} = askedBy(desk.scene(), form);
		const values = valuesOf(form);
		const environment = {
			directories: directoriesIn(values['directories'] ?? ''),
			scopeGroup: values['group'] || null,
			cloud: cloudIn(values['cloud']) ?? 'global',
		};
		switch (form.for) {
			case 'session': {
				const next = await desk.start.startSession({name: values['name'] ?? '', ...environment});
				desk.show(done(form));
				return desk.goInto(next, false);
			}

			case 'confirm':
				desk.opened().confirm({...environment, tenant: values['tenant'] || null});
				desk.show(done(form));
				desk.onward(form.then);
				return;
			case 'pilot':
				desk
					.opened()
					.settle(Object.fromEntries(fields.map(({id}) => [id, id === 'pilotUsers' ? usersIn(values[id] ?? '') : values[id] || null])));
				desk.show(remarking(done(form), 'The pilot is kept.'));
				if (form.then !== null) {
					desk.onward(form.then);
				}

				return;
			case 'script': {
				const text = await desk.opened().writeScript(form.place, values['file'] ?? '');
				desk.show(push(done(form), {at: 'notice', title: 'The script', text}));
				return;
			}

			case 'user': {
				const user = values['user'] ?? '';
				const wait: Place = {at: 'notice', title: user, text: `Looking at ${user}.`};
				desk.show(push(done(form), wait));
				const text = await desk
					.opened()
					.oneUser(user)
					.finally(() => desk.show(without(desk.view(), 'notice')));
				desk.show(push(desk.view(), {at: 'notice', title: user, text}));
				return;
			}

			case 'request': {
				const text = await desk.opened().writeText(values['file'] ?? '', form.text);
				desk.show(remarking(done(form), text));
				return;
			}

			case 'bring':
				return brought(values, form);
			case 'answer':
				return answered(values, form);
		}
	};

	return {
		look,
		want,
		objects,
		// What cannot be done with what was typed is said beside it, and nothing typed is lost.
		submit: form =>
			submit(form).catch(error => {
				if (!(error instanceof CannotStart)) {
					throw error;
				}

				desk.show(remarking(desk.view(), error.message));
			}),
	};
};
