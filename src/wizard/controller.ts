import {CannotStart} from '../cannot-start.ts';
import {checkNamed, stepNamed} from '../guide/checks.ts';
import {safeText} from '../guide/untrusted.ts';
import {daysBetween, type SignSet} from '../guide/words.ts';
import {changesOf, leftAt} from '../report/changes.ts';
import {defectText} from '../report/defect-text.ts';
import {gatesAtStake} from '../report/standing.ts';
import {summaryText} from '../report/summary.ts';
import {pilotOf} from '../session/ahead.ts';
import {stepAt} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {Workspace} from '../session/workspace.ts';
import {effectsOf} from './effects.ts';
import {checksBefore, goOnWords} from './journey.ts';
import {type Onward, placeOf, push, remarking, reset, startView, tick, type View, without} from './navigation.ts';
import {noSession, type Scene, workspaceOf} from './scene.ts';
import type {Deed, Screen, Trail} from './screen.ts';
import {screenOf} from './screen-of.ts';
import {resumePlace} from './screens/map.ts';
import type {KeyHelp} from './screens/others.ts';
import {signingDesk} from './sign-in-controller.ts';
import type {WizardEnd, WizardStart} from './start.ts';
import {trailOf} from './trail.ts';
import {type Intent, update, waitEvery} from './update.ts';

/** The side of whoever shows the screens: where copies go, what rings, and when it is over. */
export type Terminal = {
	/** Hands a text to whoever reads; comes back with what is said of it. */
	readonly copy: (text: string) => string;
	readonly bell: () => void;
	readonly ended: (end: WizardEnd) => void;
};

/** Holds the view and does the deeds. Whoever shows it only draws and passes on what is wanted. */
export type Controller = {
	readonly screen: () => Screen;
	readonly trail: () => Trail;
	readonly view: () => View;
	readonly scene: () => Scene;
	/** Changes whenever there is something new to show. */
	readonly version: () => number;
	readonly subscribe: (listener: () => void) => () => void;
	readonly want: (intent: Intent) => void;
	/** Says something for a moment. */
	readonly remark: (text: string) => void;
	/** When nothing that was begun is under way any more. */
	readonly settled: () => Promise<void>;
	readonly leave: (exit: WizardEnd['exit']) => void;
	readonly fail: (error: unknown) => void;
};

export type Setting = {
	/** The signs of what is printed after it has ended. */
	readonly signs: SignSet;
	/** What a command that goes on needs besides, ` --plain`. */
	readonly flag: string;
	readonly still: boolean;
	readonly clock: () => number;
	/** What the help says of keys. */
	readonly keys: readonly KeyHelp[];
};

/** Starts the wizard without drawing anything. */
export const control = (start: WizardStart, setting: Setting, terminal: Terminal): Controller => {
	let workspace: Workspace | null = null;
	let unsubscribe = () => {};
	let before: Session | null = null;
	let doctor: readonly string[] | null = null;
	let plan: string | null = null;
	let doing: string | null = null;
	let isOver = false;
	let isLeaving = false;
	const underWay = new Set<string>();
	let pending: Promise<void> = Promise.resolve();
	let version = 0;
	let drawn: {readonly version: number; readonly screen: Screen} | null = null;
	let timer: NodeJS.Timeout | null = null;
	let view = startView({at: 'welcome'}, setting.clock());
	const listeners = new Set<() => void>();

	const scene = (): Scene => ({
		start,
		workspace,
		session: workspace?.session() ?? noSession,
		before,
		now: start.now(),
		clock: view.clock,
		waitsFor: view.waiting === null ? null : view.waiting.next - view.clock,
		doctor,
		plan,
		still: setting.still,
	});

	/** Built once for each change, however often it is asked for. */
	const screen = (): Screen => {
		if (drawn?.version !== version) {
			drawn = {version, screen: screenOf(scene(), view, setting.keys)};
		}

		return drawn.screen;
	};

	const show = (next: View = view) => {
		view = next;
		version += 1;
		for (const listener of listeners) {
			listener();
		}

		schedule();
	};

	/** One tick a second only while a clock shows; a remark goes by itself. */
	const schedule = () => {
		if (timer !== null) {
			clearTimeout(timer);
			timer = null;
		}

		if (isOver) {
			return;
		}

		const ticks = view.waiting !== null || (!setting.still && screen().ticks);
		const wait = ticks ? 1000 : view.remark === null ? null : Math.max(20, view.remark.until - setting.clock());
		if (wait !== null) {
			timer = setTimeout(() => {
				timer = null;
				show(tick(view, setting.clock()));
				lookWhileWaiting();
			}, wait);
		}
	};

	const lookWhileWaiting = () => {
		const {waiting} = view;
		if (waiting === null || doing !== null || view.clock < waiting.next) {
			return;
		}

		const place = placeOf(view);
		view = {...view, waiting: {next: view.clock + waitEvery}};
		if (place.at === 'refusal') {
			run(() => want(place.wish, place.step, true));
		} else if (place.at === 'finding') {
			const {number, step} = checkNamed(opened().guide, place.check);
			run(() => look(`check ${number}`, step.id, [place.check], true));
		}
	};

	const end = (finish: WizardEnd) => {
		if (!isOver) {
			isOver = true;
			schedule();
			terminal.ended(finish);
		}
	};

	const fail = (error: unknown) => {
		if (error instanceof CannotStart) {
			doing = null;
			show(push(without(view, 'looking'), {at: 'notice', title: 'That cannot be done now', text: error.message}));
			return;
		}

		const system = `Node ${process.versions.node}, ${process.platform}`;
		const text = defectText({
			error,
			doing,
			session: workspace?.name ?? null,
			flag: setting.flag,
			savedAt: workspace?.savedAt() ?? null,
			tool: start.tool,
			system,
		});
		close();
		end({exit: 70, text});
	};

	const close = () => {
		unsubscribe();
		workspace?.close();
		workspace = null;
	};

	const run = (deed: () => Promise<void>) => {
		const mine = deed().catch(error => {
			// Whoever has left is not told of what was stopped.
			if (!isLeaving) {
				fail(error);
			}
		});
		pending = Promise.all([pending, mine]).then(() => undefined);
	};

	/** Does what must not be begun twice: a second Enter before the first is done says so. */
	const once = (name: string, deed: () => Promise<void>) => {
		if (underWay.has(name)) {
			show(remarking(view, 'One moment: what Enter began is not done yet.'));
			return;
		}

		underWay.add(name);
		run(() => deed().finally(() => underWay.delete(name)));
	};

	const opened = (): Workspace => workspaceOf(scene());

	/** Opens a session at its map; one of before where somebody left it, and its gates are looked at again, visibly. */
	const goInto = (next: Workspace, isResumed: boolean) => {
		unsubscribe();
		if (workspace !== null && workspace !== next) {
			workspace.close();
		}

		// What was typed and focused in one session is no business of another.
		view = next === workspace ? view : startView({at: 'map'}, setting.clock());
		doing = next === workspace ? doing : null;
		workspace = next;
		unsubscribe = next.subscribe(() => show());
		before = isResumed ? next.session() : null;
		view = reset(view, {at: 'map'});
		if (next.readOnly !== null) {
			show(push(view, {at: 'notice', title: 'To read only', text: next.readOnly}));
		} else if (isResumed) {
			const left = leftAt(next.session());
			const isNews = (left !== null && daysBetween(left, start.now()) >= 1) || changesOf(next.session()).length > 0 || next.lost !== null;
			show(isNews ? view : push(view, resumePlace(scene())));
			run(() => proveAgain(next));
		} else {
			show(view);
		}
	};

	/** Looks at every gate at stake again, while somebody reads. Whoever has to sign in does so first. */
	const proveAgain = async (mine: Workspace) => {
		const session = mine.session();
		const checks = [...new Set(gatesAtStake(mine.guide, session).map(({check}) => check))];
		const then = {do: 'look', what: 'the gates', step: stepAt(mine.guide, session), checks: checks.map(({id}) => id)} as const;
		if (checks.length === 0 || isAskedFirst(then)) {
			show(checks.length === 0 ? view : remarking(view, 'The gates are looked at again now, and that needs it.'));
			return;
		}

		await mine.look(then.what, checks);
		if (workspace === mine) {
			show(remarking(view, 'The gates were looked at again.'));
		}
	};

	const {look, want, objects, submit} = effectsOf({
		start,
		clock: setting.clock,
		view: () => view,
		show,
		scene,
		opened,
		doing: what => {
			doing = what;
		},
		bell: terminal.bell,
		goInto,
		onward: deed => perform(deed),
	});

	const onward = (deed: Onward) => run(() => (deed.do === 'look' ? look(deed.what, deed.step, deed.checks) : want(deed.type, deed.step)));
	const signing = signingDesk({view: () => view, show, workspace: () => workspace, run, onward});

	/** Asks first what has to be said before anybody is asked: whom a session from elsewhere names, then who signs in. True where it does. */
	const isAskedFirst = (deed: Onward): boolean => {
		if (opened().readOnly !== null) {
			return false;
		}

		const {guide} = opened();
		if (deed.do === 'want' && deed.type === 'enter' && pilotOf(opened().session(), stepNamed(guide, deed.step)).length > 0) {
			show(push(view, {at: 'form', form: {for: 'pilot', step: deed.step, then: deed}}));
			return true;
		}

		const isAsking = checksBefore(guide, deed).length > 0;
		if (opened().session().unconfirmed === null || !isAsking) {
			return signing.isAsked(deed);
		}

		show(push(view, {at: 'form', form: {for: 'confirm', then: deed}}));
		return true;
	};

	const perform = (deed: Deed) => {
		switch (deed.do) {
			case 'go':
				if (deed.to.at === 'plan' && plan === null) {
					run(async () => {
						plan = await start.plan();
						show();
					});
				}

				return;
			case 'look':
			case 'want':
				if (doing !== null) {
					// Already under way: shown, not doubled.
					show(push(view, {at: 'looking'}));
					return;
				}

				return isAskedFirst(deed) ? undefined : onward(deed);
			case 'sign-in':
				return opened().session().unconfirmed === null
					? run(() => signing.begin(deed.way, deed.permissions, deed.then))
					: void isAskedFirst(deed.then);
			case 'another-way':
				return signing.stop(false);
			case 'confirm':
				return signing.confirm(deed.isRight, deed.then);
			case 'open':
				return workspace?.name === deed.name
					? goInto(workspace, false)
					: once('open', async () => goInto(await start.openSession(deed.name), true));
			case 'practise':
				return once('open', async () => goInto(await start.startPractice(deed.name), false));
			case 'submit':
				return objects(deed.form) ? undefined : once(JSON.stringify(deed.form), () => submit(deed.form));
			case 'copy':
				return show(remarking(view, terminal.copy(deed.text.split('\n').map(safeText).join('\n'))));
			case 'stop':
				return placeOf(view).at === 'sign-in' ? signing.stop(true) : workspace?.stop();
			case 'leave':
				return leave(0);
			default:
				return;
		}
	};

	const leave = (exit: WizardEnd['exit']) => {
		if (isLeaving || isOver) {
			return;
		}

		isLeaving = true;
		workspace?.stop();
		workspace?.signIn?.stop();
		// What was stopped is written down before the session is closed, but nobody waits for it longer than this.
		const patience = new Promise<void>(resolve => setTimeout(resolve, 500).unref());
		Promise.race([pending, patience]).then(() => {
			const kept = workspace !== null && workspace.notSaved() !== null ? workspace.keepElsewhere() : null;
			const text =
				workspace === null
					? ''
					: summaryText(workspace, goOnWords(workspace.guide, workspace.session()), setting.signs, setting.flag, kept);
			close();
			end({exit, text});
		}, fail);
	};

	const guarded = (work: () => void) => {
		try {
			work();
		} catch (error) {
			fail(error);
		}
	};

	const {workspace: first} = start;
	if (first !== null) {
		guarded(() => goInto(first, start.resumed));
	}

	start.doctor.then(
		lines => {
			doctor = lines;
			show();
		},
		error => {
			// The welcome goes on without it; `whfb doctor` says the same and more.
			doctor = [`this computer could not be looked at: ${error instanceof Error ? error.message : String(error)}`];
			show();
		},
	);

	return {
		screen,
		trail: () => trailOf(scene(), placeOf(view)),
		view: () => view,
		scene,
		version: () => version,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		want: intent => {
			if (isOver || isLeaving) {
				return;
			}

			guarded(() => {
				view = {...view, clock: setting.clock(), remark: null};
				const reply = update(scene(), view, screen(), intent);
				show(reply.view);
				signing.stopIfLeft();
				if (reply.deed !== null) {
					perform(reply.deed);
				}
			});
		},
		remark: text => show(remarking({...view, clock: setting.clock()}, text)),
		settled: async () => {
			for (let waited: Promise<void> | null = null; waited !== pending; ) {
				waited = pending;
				await waited;
			}
		},
		leave,
		fail,
	};
};
