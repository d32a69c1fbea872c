import {permissionsOf} from '../guide/checks.ts';
import type {SignInWay, Workspace} from '../session/workspace.ts';
import {checksBefore} from './journey.ts';
import {type Onward, placeOf, push, remarking, type View, without} from './navigation.ts';

/** What signing in needs of the controller. */
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

/** Takes the sign-in off the way back: nobody goes back into it. */
const signedIn = (view: View): View => without(view, 'sign-in', 'tenant');

/** With another screen in the place of one of the sign-in's. */
const turned = (view: View, from: 'sign-in' | 'tenant', to: 'sign-in' | 'tenant', then: Onward): View => ({
	...view,
	places: view.places.map(place => (place.at === from ? {at: to, then} : place)),
});

/** The part of the controller that leads through a sign-in: which way, the wait, which tenant, and on to what was wanted. */
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

		const stands = view().places.some(({at}) => at === 'sign-in');
		if (end.kind === 'without' && stands) {
			show(signedIn(view()));
			onward(then);
		} else if (end.kind === 'unconfirmed' && stands) {
			show(turned(view(), 'sign-in', 'tenant', then));
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
			if (signIn()?.now().kind === 'under-way' && !view().places.some(({at}) => at === 'sign-in')) {
				signIn()?.stop();
			}
		},
		confirm: (isRight, then) => {
			signIn()?.confirm(isRight);
			if (isRight) {
				show(signedIn(view()));
				onward(then);
				return;
			}

			show(placeOf(view()).at === 'tenant' ? turned(view(), 'tenant', 'sign-in', then) : view());
		},
	};
};
