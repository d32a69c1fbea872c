import {lookOf, looks} from '../guide/words.ts';
import {gatesOnTheWay} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {Workspace} from '../session/workspace.ts';
import {valuesOf} from './answer.ts';
import {checkNamed, countWords, leftOpen, numberOf, statementIdOf, stepNamed} from './journey.ts';
import {savedNow, withheldText} from './saved.ts';
import type {Scene} from './scene.ts';
import {askedBy, directoriesIn} from './screens/form.ts';
import {opening} from './screens/step.ts';
import type {WizardStart} from './start.ts';
import {emptied, type Form, layerOf, type Onward, onLayer, push, remarking, replace, type Screen, toStep, type View} from './view.ts';

/** Look again every minute while somebody waits. */
export const waitEvery = 60_000;

/** What deeds need of the conductor. */
export type Desk = {
	readonly start: WizardStart;
	readonly clock: () => number;
	readonly view: () => View;
	/** Keeps a view without drawing it yet. */
	readonly keep: (view: View) => void;
	readonly show: (view: View) => void;
	readonly scene: () => Scene;
	readonly workspace: () => Workspace | null;
	/** The open session; throws where there is none. */
	readonly opened: () => Workspace;
	/** What is under way, for somebody who has to be told that it failed. */
	readonly doing: (what: string | null) => void;
	readonly write: (text: string) => void;
	readonly goInto: (workspace: Workspace, isResumed: boolean) => void;
	/** Does what was wanted before something else had to be said first. */
	readonly onward: (deed: Onward) => void;
};

const clouds = ['global', 'usgov', 'usgovdod', 'china'] as const;
const cloudIn = (typed: string | undefined): (typeof clouds)[number] | null =>
	typed === '' ? 'global' : (clouds.find(cloud => cloud === typed) ?? null);
const noCloud = `The cloud is one of ${clouds.join(', ')}.`;

/** The deeds that go through a session: looking, wanting through, answering, bringing. */
export type Deeds = {
	readonly look: (what: string, step: string, checks: readonly string[], isQuiet?: boolean) => Promise<void>;
	readonly want: (type: 'enter' | 'finish', step: string, isQuiet?: boolean) => Promise<void>;
	readonly submit: (form: Form) => Promise<void>;
	readonly markRead: (screen: Screen) => void;
};

export const deedsOf = (desk: Desk): Deeds => {
	/** Leaves the looking screen, if it is still on top; otherwise only remarks, because the desk.view() is the reader's. */
	const afterLooking = (then: (view: View) => View, remark: string) => {
		const {layers} = desk.view();
		const stands = layerOf(desk.view()).screen.at === 'looking';
		const without = {...desk.view(), layers: layers.filter(({screen}) => screen.at !== 'looking')};
		desk.show(stands && without.layers.length > 0 ? then({...without, clock: desk.clock()}) : remarking(without, remark));
	};

	const worst = (session: Session, checks: readonly string[]): string | null =>
		[...checks]
			.filter(id => ['unmet', 'unobserved', 'caution'].includes(lookOf(session.findings[id])))
			.sort((a, b) => looks.indexOf(lookOf(session.findings[a])) - looks.indexOf(lookOf(session.findings[b])))[0] ?? null;

	/** How many were looked at and how many were what; shorter where the window is narrow. */
	const countedWords = ({columns}: View, session: Session, checks: readonly string[]): string => {
		const words = countWords(
			session,
			checks.map(id => ({id})),
		);
		return columns < 80 ? words : `${checks.length} of ${checks.length} looked at: ${words}.`;
	};

	const look = async (what: string, step: string, checks: readonly string[], isQuiet = false) => {
		const mine = desk.opened();
		desk.doing(`Looking at ${what}`);
		if (!isQuiet) {
			desk.show(push(desk.view(), {at: 'looking'}));
		}

		await mine.look(
			what,
			checks.map(id => checkNamed(mine.guide, id).check),
		);
		desk.doing(null);
		const {screen} = layerOf(desk.view());
		if (isQuiet) {
			holds(checks.every(id => ['met', 'not-applicable'].includes(lookOf(mine.session().findings[id]))));
			return;
		}

		afterLooking(
			back => {
				const top = layerOf(back).screen;
				if (top.at === 'resume') {
					return back;
				}

				if (top.at === 'finding' || top.at === 'supply') {
					const deed = opening(desk.scene(), top.check);
					return deed.do === 'go' ? replace(back, deed.to) : back;
				}

				const focus = worst(mine.session(), checks);
				const page = focus === null || top.at !== 'step' ? toStep(back, step) : toStep(back, step, focus);
				return remarking(page, countedWords(page, mine.session(), checks));
			},
			`${what.slice(0, 1).toUpperCase()}${what.slice(1)} has been looked at.`,
		);
		if (screen.at === 'looking') {
			markRead(layerOf(desk.view()).screen);
		}
	};

	/** What was waited for is here: one bell, and no more looking. */
	const holds = (isSo: boolean) => {
		if (isSo && desk.view().waiting !== null) {
			desk.write('\u0007');
			desk.show(remarking({...desk.view(), waiting: null}, 'It holds now.'));
		}
	};

	const want = async (type: 'enter' | 'finish', step: string, isQuiet = false) => {
		const mine = desk.opened();
		const number = numberOf(mine.guide, step);
		const waits = desk.view().waiting;
		desk.doing(`Looking at the gates of step ${number}`);
		if (!isQuiet && gatesOnTheWay(mine.guide, {type, step}).length > 0) {
			desk.show(push(desk.view(), {at: 'looking'}));
		}

		const decision = await mine.want(type, step);
		desk.doing(null);
		const stands = layerOf(desk.view()).screen.at === 'looking' || isQuiet || gatesOnTheWay(mine.guide, {type, step}).length === 0;
		desk.keep({...desk.view(), clock: desk.clock(), layers: desk.view().layers.filter(({screen}) => screen.at !== 'looking')});
		const passed = type === 'enter' ? 'entered' : 'finished';
		const left = type === 'enter' ? '' : leftOpen(mine.session(), stepNamed(mine.guide, step));
		if (!stands) {
			desk.show(
				remarking(
					desk.view(),
					decision.kind === 'granted'
						? `Step ${number} is ${passed}${left}.`
						: `Step ${number} cannot be ${type === 'enter' ? 'entered' : 'left'} yet.`,
				),
			);
			return;
		}

		switch (decision.kind) {
			case 'granted': {
				const page = toStep(desk.view(), step);
				const isLast = type === 'finish' && mine.guide.steps.at(-1)?.id === step;
				holds(true);
				desk.show(isLast ? push(page, {at: 'finish'}) : remarking(page, `Step ${number} is ${passed}${left}.${savedNow(mine)}`));
				return;
			}

			case 'refused': {
				const screen: Screen = {at: 'refusal', wish: type, step, shut: decision.shut.map(gate => gate.check.id)};
				// Whoever was refused before sees by the remark alone that somebody has looked again.
				const shown =
					layerOf(desk.view()).screen.at === 'refusal'
						? remarking(
								onLayer(replace(desk.view(), screen), {top: layerOf(desk.view()).top}),
								decision.shut.length > 1 ? 'Looked at again just now: still shut, both.' : 'Looked at again just now: still shut.',
							)
						: push(desk.view(), screen);
				desk.show(isQuiet ? {...shown, waiting: waits === null ? null : {next: desk.clock() + waitEvery}} : shown);
				return;
			}

			case 'withheld':
				desk.show(push(desk.view(), {at: 'notice', title: 'Not passed', text: withheldText(mine, decision, type, number)}));
				return;
			case 'out-of-order':
				desk.show(remarking(toStep(desk.view(), decision.next), `Step ${numberOf(mine.guide, decision.next)} comes first.`));
		}
	};

	const markRead = (screen: Screen) => {
		const workspace = desk.workspace();
		if (
			workspace !== null &&
			(screen.at === 'finding' || screen.at === 'supply') &&
			workspace.session().findings[screen.check] !== undefined &&
			!workspace.session().read.includes(screen.check)
		) {
			workspace.markRead(screen.check);
		}
	};

	const submit = async (form: Form) => {
		const values = valuesOf(desk.scene(), desk.view(), form);
		const wanted = (field: string, words: string) => desk.show(remarking(onLayer(desk.view(), {focus: field}), words));
		for (const {id, missing, wrong} of askedBy(desk.scene(), form).fields) {
			const value = values[id] ?? '';
			const objection = (value === '' ? missing : wrong?.(value, desk.scene().now)) ?? null;
			if (objection !== null) {
				wanted(id, objection);
				return;
			}
		}

		const said = (text: string) => {
			const view = emptied(desk.view(), form);
			desk.show(push({...view, layers: view.layers.slice(0, -1)}, {at: 'notice', title: 'Done', text}));
		};
		switch (form.for) {
			case 'session': {
				const cloud = cloudIn(values['cloud']);
				if (cloud === null) {
					wanted('cloud', noCloud);
					return;
				}

				desk.goInto(
					await desk.start.startSession({
						name: values['name'] ?? '',
						directories: directoriesIn(values['directories'] ?? ''),
						scopeGroup: values['group'] || null,
						cloud,
					}),
					false,
				);
				return;
			}

			case 'confirm': {
				const cloud = cloudIn(values['cloud']);
				if (cloud === null) {
					wanted('cloud', noCloud);
					return;
				}

				desk.opened().confirm({
					directories: directoriesIn(values['directories'] ?? ''),
					scopeGroup: values['group'] || null,
					cloud,
					tenant: values['tenant'] || null,
				});
				desk.show(emptied({...desk.view(), layers: desk.view().layers.filter(({screen}) => screen.at !== 'form')}, form));
				desk.onward(form.then);
				return;
			}

			case 'write':
				said(await desk.opened().writeScript(form.place, values['file'] ?? ''));
				return;
			case 'bring': {
				const {taken, sentence} = await desk.opened().importEvidence(values['path'] ?? '', values['taken'] || null);
				said(
					taken && form.check !== null
						? `${sentence} Look again at ${checkNamed(desk.opened().guide, form.check).number} to have it judged.`
						: sentence,
				);
				return;
			}

			case 'answer': {
				const {check, number, step} = checkNamed(desk.opened().guide, form.check);
				const {yes = '', by = '', reason = ''} = values;
				if (!/^(y|yes|n|no)$/i.test(yes)) {
					wanted('yes', 'Yes or no? Write one of the two.');
					return;
				}

				await desk.opened().answer({statement: statementIdOf(check), yes: /^y/i.test(yes), by, reason});
				desk.show(remarking(toStep({...desk.view(), drafts: {}}, step.id, check.id), `${number} is stated.${savedNow(desk.opened())}`));
			}
		}
	};

	return {look, want, submit, markRead};
};
