import {CannotStart} from '../cannot-start.ts';
import {gateName} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {daysBetween, lookOf, outcomeWord} from '../guide/words.ts';
import {stepAt} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {Workspace} from '../session/workspace.ts';
import {answer, resized} from './answer.ts';
import {deedsOf, waitEvery} from './deeds.ts';
import {frameOf} from './frame.ts';
import {changesOf, checkNamed, checksBefore, gatesAtStake, leftAt} from './journey.ts';
import {keyActionOf, type Pressed} from './keys.ts';
import {defectText, summaryText} from './leaving.ts';
import type {Line} from './line.ts';
import {type Deed, noSession, type Scene} from './scene.ts';
import {screenOf} from './screen-of.ts';
import {signingDesk} from './sign-in-controller.ts';
import {sayAll} from './spoken.ts';
import type {WizardEnd, WizardStart} from './start.ts';
import type {Theme} from './theme.ts';
import {layerOf, type Onward, push, remarking, reset, startView, tick, type View} from './view.ts';

/** The terminal's side: what is written past the frames, and when it is over. */
export type Terminal = {readonly write: (text: string) => void; readonly redraw: () => void; readonly ended: (end: WizardEnd) => void};

/** Holds the view and does the deeds. React only draws what it shows. */
export type Conductor = {
	readonly frame: () => readonly Line[];
	readonly spoken: () => readonly string[];
	/** Changes whenever there is something new to draw. */
	readonly version: () => number;
	readonly subscribe: (listener: () => void) => () => void;
	readonly view: () => View;
	readonly press: (key: Pressed) => void;
	readonly paste: (text: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	readonly leave: (exit: WizardEnd['exit']) => void;
	readonly fail: (error: unknown) => void;
};

export type Setting = {
	readonly theme: Theme;
	readonly still: boolean;
	readonly columns: number;
	readonly rows: number;
	readonly clock: () => number;
};

const clipboardLimit = 8192;

/** Starts the wizard without drawing anything. */
export const conduct = (start: WizardStart, setting: Setting, terminal: Terminal): Conductor => {
	let workspace: Workspace | null = null;
	let unsubscribe = () => {};
	let before: Session | null = null;
	let doctor: readonly string[] | null = null;
	let plan: string | null = null;
	let doing: string | null = null;
	let isOver = false;
	let isLeaving = false;
	let pending: Promise<void> = Promise.resolve();
	let version = 0;
	let timer: NodeJS.Timeout | null = null;
	let view = startView({at: 'welcome'}, setting.columns, setting.rows, setting.clock());
	const listeners = new Set<() => void>();

	const scene = (): Scene => ({
		start,
		workspace,
		session: workspace?.session() ?? noSession,
		before,
		theme: setting.theme,
		now: start.now(),
		doctor,
		plan,
		still: setting.still,
	});

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

		const ticks = view.waiting !== null || (!setting.still && screenOf(scene(), view).ticks === true);
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

		const {screen} = layerOf(view);
		view = {...view, waiting: {next: view.clock + waitEvery}};
		if (screen.at === 'refusal') {
			run(() => want(screen.wish, screen.step, true));
		} else if (screen.at === 'finding') {
			const {number, step} = checkNamed((workspace as Workspace).guide, screen.check);
			run(() => look(`check ${number}`, step.id, [screen.check], true));
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
			show(push(view, {at: 'notice', title: 'That cannot be done now', text: error.message}));
			return;
		}

		const system = `Node ${process.versions.node}, ${process.platform}`;
		end({
			exit: 70,
			text: defectText({error, doing, session: workspace?.name ?? null, savedAt: workspace?.savedAt() ?? null, tool: start.tool, system}),
		});
		close();
	};

	const close = () => {
		unsubscribe();
		workspace?.close();
		workspace = null;
	};

	const run = (deed: () => Promise<void>) => {
		pending = deed().catch(error => {
			// Whoever has left is not told of what was stopped.
			if (!isLeaving) {
				fail(error);
			}
		});
	};

	const opened = (): Workspace => {
		if (workspace === null) {
			throw new Error('No session is open.');
		}

		return workspace;
	};

	/** Opens a session's page; one of before has its gates looked at again, visibly. */
	const goInto = (next: Workspace, isResumed: boolean) => {
		unsubscribe();
		if (workspace !== null && workspace !== next) {
			workspace.close();
		}

		workspace = next;
		unsubscribe = next.subscribe(() => show());
		before = isResumed ? next.session() : null;
		const step = stepAt(next.guide, next.session());
		show(reset(view, {at: 'step', step}));
		if (next.readOnly !== null) {
			show(push(view, {at: 'notice', title: 'To read only', text: next.readOnly}));
		} else if (isResumed) {
			run(() => proveAgain(next));
		}
	};

	const proveAgain = async (mine: Workspace) => {
		const session = mine.session();
		const left = leftAt(session);
		const isLong = left !== null && daysBetween(left, start.now()) >= 1;
		const hasChanged = changesOf(session).length > 0 || mine.lost !== null;
		const gates = gatesAtStake(mine.guide, session);
		if (isLong || hasChanged) {
			show(push(view, {at: 'resume'}));
		}

		const checks = [...new Set(gates.map(({check}) => check))];
		// Whoever has to sign in does so first: without it a gate would only be said to be not seen.
		const then = {do: 'look', what: 'the gates', step: stepAt(mine.guide, session), checks: checks.map(({id}) => id)} as const;
		if (checks.length > 0 && isAskedFirst(then)) {
			show(remarking(view, 'The gates are looked at again now, and that needs it.'));
		} else if (checks.length > 0) {
			await mine.look(then.what, checks);
			const differ = gates.filter(
				({check}) =>
					session.findings[check.id] !== undefined && lookOf(session.findings[check.id]) !== lookOf(mine.session().findings[check.id]),
			);
			const [first] = differ;
			if (!isLong && !hasChanged) {
				const name = first === undefined ? '' : gateName(mine.guide, first.id);
				show(
					remarking(
						view,
						first === undefined
							? 'The gates were looked at again: as you left them.'
							: `${name}: ${outcomeWord(lookOf(mine.session().findings[first.check.id]))} now, was ${outcomeWord(lookOf(session.findings[first.check.id]))}.`,
					),
				);
			}
		}
	};

	const {look, want, submit, markRead} = deedsOf({
		start,
		clock: setting.clock,
		view: () => view,
		keep: next => {
			view = next;
		},
		show,
		scene,
		workspace: () => workspace,
		opened,
		doing: what => {
			doing = what;
		},
		write: text => terminal.write(text),
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

		const isAsking = checksBefore(opened().guide, deed).length > 0;
		if (opened().session().unconfirmed === null || !isAsking) {
			return signing.isAsked(deed);
		}

		show(push(view, {at: 'form', form: {for: 'confirm', then: deed}}));
		return true;
	};

	const perform = (deed: Deed) => {
		switch (deed.do) {
			case 'go':
				markRead(deed.to);
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
					show(layerOf(view).screen.at === 'looking' ? view : push(view, {at: 'looking'}));
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
				if (workspace?.name === deed.name) {
					return goInto(workspace, false);
				}

				return run(async () => goInto(await start.openSession(deed.name), true));
			case 'practise':
				return run(async () => goInto(await start.startPractice(deed.name), false));
			case 'submit':
				return run(() => submit(deed.form));
			case 'copy': {
				const safe = deed.text.split('\n').map(safeText).join('\n');
				if (Buffer.byteLength(safe) > clipboardLimit) {
					return show(remarking(view, 'Too long for the clipboard. Mark the lines with the mouse.'));
				}

				terminal.write(`\u001B]52;c;${Buffer.from(safe).toString('base64')}\u0007`);
				return show(
					remarking(
						view,
						view.columns < 80
							? 'Sent to the clipboard of your terminal.'
							: "Sent to your terminal's clipboard. Nothing there? Mark the lines with the mouse.",
					),
				);
			}

			case 'stop':
				return layerOf(view).screen.at === 'sign-in' ? signing.stop(true) : workspace?.stop();
			case 'leave':
				return leave(0);
			case 'redraw':
				terminal.redraw();
				return show();
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
			const text = workspace === null ? '' : summaryText(workspace, setting.theme.set, '', kept);
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

	if (start.workspace !== null) {
		goInto(start.workspace, start.resumed);
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
		frame: () => frameOf(scene(), view),
		spoken: () => sayAll(scene(), view),
		version: () => version,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		view: () => view,
		press: key =>
			guarded(() => {
				view = {...view, clock: setting.clock()};
				const wish = keyActionOf(view, key);
				if (wish === null || isOver || isLeaving) {
					return;
				}

				const reply = answer(scene(), view.remark === null ? view : {...view, remark: null}, wish);
				show(reply.view);
				signing.stopIfLeft();
				if (reply.deed !== null) {
					perform(reply.deed);
				}
			}),
		paste: text =>
			guarded(() => {
				if (layerOf(view).screen.at === 'form' || view.search?.typing) {
					show(answer(scene(), view, {name: 'type', text: text.trim()}).view);
				}
			}),
		resize: (columns, rows) =>
			guarded(() => {
				if (columns !== view.columns || rows !== view.rows) {
					terminal.redraw();
					show(resized(scene(), view, columns, rows));
				}
			}),
		leave,
		fail,
	};
};
