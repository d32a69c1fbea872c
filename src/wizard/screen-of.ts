import {typedIn} from '../command-line.ts';
import {heldText} from '../report/saved.ts';
import {keptOf, type Place, placeOf, type View} from './navigation.ts';
import type {Scene} from './scene.ts';
import {gap, type Screen, spans} from './screen.ts';
import {errands} from './screens/errands.ts';
import {evidence, finding} from './screens/finding.ts';
import {form} from './screens/form.ts';
import {looking, reads} from './screens/looking.ts';
import {map} from './screens/map.ts';
import {finish, help, type KeyHelp, notice} from './screens/others.ts';
import {page} from './screens/page.ts';
import {refusal} from './screens/refusal.ts';
import {seen} from './screens/seen.ts';
import {signInScreen, whichTenant} from './screens/sign-in-screen.ts';
import {practices, welcome} from './screens/welcome.ts';
import {span} from './text.ts';

/** What is on the screen at a place. `keys` is what the help says of the keys, where there are any. */
const contentOf = (scene: Scene, view: View, place: Place, keys: readonly KeyHelp[]): Screen => {
	const kept = keptOf(view, place);
	const {focus} = kept;
	switch (place.at) {
		case 'welcome':
			return welcome(scene, focus);
		case 'practices':
			return practices(scene, focus);
		case 'plan':
			return notice('Every read beforehand', scene.plan ?? 'Being written down.');
		case 'notice': {
			const {then} = place;
			return then === undefined
				? notice(place.title, place.text)
				: {...notice(place.title, place.text), enter: {words: `look again at what was not seen (${then.checks.length})`, deed: then}};
		}

		case 'form':
			return form(scene, view, place.form, focus);
		case 'map':
			return map(scene, focus);
		case 'page':
			return page(scene, place.step, focus);
		case 'seen':
			return seen(scene, place.step, kept);
		case 'errands':
			return errands(scene, place.step, focus);
		case 'looking':
			return looking(scene);
		case 'reads':
			return reads(scene, place.checks);
		case 'finding':
			return finding(scene, place.check, focus);
		case 'evidence':
			return evidence(scene, place.check);
		case 'sign-in':
			return signInScreen(scene, place.then, focus);
		case 'tenant':
			return whichTenant(scene, place.then);
		case 'refusal':
			return refusal(scene, place.wish, place.step, place.shut);
		case 'finish':
			return finish(scene);
		case 'help':
			return help(scene, keys);
	}
};

/** What the place on top shows and offers; while anything is unsaved it begins with that. Pure: the same scene and view give the same screen. */
export const screenOf = (scene: Scene, view: View, keys: readonly KeyHelp[] = []): Screen => {
	const shown = contentOf(scene, view, placeOf(view), keys);
	const words = scene.workspace === null ? null : heldText(scene.workspace);
	return typedIn(words === null ? shown : {...shown, blocks: [spans(span(words, 'unmet')), gap, ...shown.blocks]});
};
