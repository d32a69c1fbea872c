import {numberOf} from '../guide/checks.ts';
import {savedPhrase} from '../report/saved.ts';
import {gatesShown, stepLook} from '../report/standing.ts';
import {stepAt} from '../session/decide.ts';
import type {Place} from './navigation.ts';
import type {Scene} from './scene.ts';
import type {Trail} from './screen.ts';

const sessionsWords = (count: number) => (count === 0 ? 'no session yet' : `${count} session${count === 1 ? '' : 's'}`);

/** Where a place of the guide is on a screen: which step it belongs to, where that is not the one somebody is at. */
const stepOf = (place: Place): string | null => ('step' in place ? place.step : null);

/** The first two rows of every screen: where one is, how the steps and gates stand, and whether all is saved. */
export const trailOf = ({workspace, session, start}: Scene, place: Place): Trail => {
	const isOutside = place.at === 'welcome' || place.at === 'practices' || (place.at === 'form' && place.form.for === 'session');
	if (workspace === null || isOutside) {
		return {
			place: '',
			reading: '',
			steps: Array.from({length: start.outline.steps}, () => ({look: 'not-looked', isHere: false})),
			gates: start.outline.gates.map(({short}) => ({name: short, look: 'not-looked'})),
			session: place.at === 'practices' ? '' : sessionsWords(start.sessions.length),
			isPractice: place.at === 'practices',
			saved: '',
			isTroubled: false,
		};
	}

	const {guide, practice, name} = workspace;
	const at = stepAt(guide, session);
	const step = stepOf(place);
	return {
		place: `${numberOf(guide, at)} of ${guide.steps.length}`,
		reading: step === null || step === at ? '' : `reading ${numberOf(guide, step)}: `,
		steps: guide.steps.map(each => ({look: stepLook(session, each), isHere: each.id === at})),
		gates: gatesShown(guide, session).map(({short, look}) => ({name: short, look})),
		session: practice ?? name,
		isPractice: practice !== null,
		saved: savedPhrase(workspace),
		isTroubled: workspace.notSaved() !== null || workspace.readOnly !== null,
	};
};
