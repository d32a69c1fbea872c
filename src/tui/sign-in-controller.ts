import type {SignInWay, Workspace} from '../session/workspace.ts';
import {checksBefore, permissionsOf} from './journey.ts';
import {layerOf, type Onward, push, remarking, type View} from './view.ts';

/** What signing in needs of the conductor. */
export type SigningParts = {
	readonly view: () => View;
	readonly show: (view: View) => void;
	readonly workspace: () => Workspace | null;
	readonly run: (deed: () => Promise<void>) => void;
	/** Does what was wanted before somebody had to sign in. */
	readonly onward: (deed: Onward) => void;
};

export type SigningDesk = {
	/** Shows the sign-in where somebody has to be asked first; true where it does. */
	readonly isAsked: (deed: Onward) => boolean;
	readonly begin: (way: SignInWay, permissions: readonly string[], then: Onward) => Promise<void>;
	/** Stops a sign-in under way and shows the ways again. */
	readonly stop: (isSaid: boolean) => void;
	/** Stops a sign-in whose screen somebody has left. */
	readonly stopIfLeft: () => void;
	readonly confirm: (isRight: boolean, then: Onward) => void;
};

const isOf = (at: string): boolean => at === 'sign-in' || at === 'tenant';

/** Takes the sign-in off the back stack: nobody goes back into it. */
const without = (view: View): View => ({...view, layers: view.layers.filter(({screen}) => !isOf(screen.at))});

/** The part of the conductor that leads through a sign-in: which way, the wait, which tenant, and on to what was wanted. */
export const signingDesk = ({view, show, workspace, run, onward}: SigningParts): SigningDesk => {
	const signIn = () => workspace()?.signIn ?? null;

	const begin: SigningDesk['begin'] = async (way, permissions, then) => {
		const mine = signIn();
		if (mine === null) {
			return;
		}

		const coming = mine.start(way, permissions);
		show(view());
		const end = await coming;
		if (signIn() !== mine || mine.now() !== end) {
			return;
		}

		const stands = view().layers.some(({screen}) => screen.at === 'sign-in');
		if (end.kind === 'without' && stands) {
			show(without(view()));
			onward(then);
		} else if (end.kind === 'unconfirmed' && stands) {
			const layers = view().layers.map(layer =>
				layer.screen.at === 'sign-in' ? {screen: {at: 'tenant', then} as const, top: 0, focus: null} : layer,
			);
			// Whoever was about to press Enter on the screen before looks at this one first.
			show({...view(), layers, guardUntil: view().clock + 300});
		} else {
			show(view());
		}
	};

	return {
		isAsked: deed => {
			const mine = signIn();
			const guide = workspace()?.guide;
			if (mine === null || guide === undefined) {
				return false;
			}

			const permissions = permissionsOf(checksBefore(guide, deed));
			if (!mine.isDue(permissions)) {
				return false;
			}

			show(push(view(), {at: mine.now().kind === 'unconfirmed' ? 'tenant' : 'sign-in', then: deed}));
			const named = mine.named();
			if (named !== null && mine.now().kind === 'out') {
				run(() => begin(named, permissions, deed));
			}

			return true;
		},
		begin,
		stop: isSaid => {
			signIn()?.stop();
			show(isSaid ? remarking(view(), 'Stopped. Nobody was signed in.') : view());
		},
		stopIfLeft: () => {
			if (signIn()?.now().kind === 'under-way' && !view().layers.some(({screen}) => screen.at === 'sign-in')) {
				signIn()?.stop();
			}
		},
		confirm: (isRight, then) => {
			signIn()?.confirm(isRight);
			if (isRight) {
				show(without(view()));
				onward(then);
				return;
			}

			const layers = view().layers.map(layer =>
				layer.screen.at === 'tenant' ? {screen: {at: 'sign-in', then} as const, top: 0, focus: null} : layer,
			);
			show(layerOf(view()).screen.at === 'tenant' ? {...view(), layers, guardUntil: view().clock + 300} : view());
		},
	};
};
