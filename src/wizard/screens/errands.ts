import {stepNamed} from '../../guide/checks.ts';
import {numberWord} from '../../guide/outline.ts';
import {ageOf, lookOf} from '../../guide/words.ts';
import type {Errand} from '../../report/errands.ts';
import {errandsText, settles} from '../../report/errands-text.ts';
import {errandsOf, findingOf, type Scene, workspaceOf} from '../scene.ts';
import {type Block, type Deed, type EnterAction, gap, label, type Row, row, type Screen, screen, spans, strong, text} from '../screen.ts';
import {span} from '../text.ts';
import {requestActions} from './detail.ts';
import {againAction, opening} from './page.ts';
import {finishBlocks, finishRow} from './seen.ts';
import {placeName} from './ways.ts';

/** Nobody signs in while practising; this is what a real session does there. */
const signInShown: Deed = {
	do: 'go',
	to: {
		at: 'notice',
		title: 'Signing in, in a real session',
		text: 'A practice environment signs in nowhere. In a real session this asks how you will sign in: with the browser, a code, the Azure CLI or Az PowerShell. It names each permission and why it is needed, and whose tenant it is, before anything is read.',
	},
};

/** What Enter does about an errand: it begins it, or shows the checks where it begins elsewhere. */
const enterOf = (scene: Scene, {giver, checks}: Errand, step: string): EnterAction => {
	const [first] = checks;
	const ids = checks.map(({check}) => check.id);
	const look = {do: 'look', what: checks.length === 1 ? `check ${first?.number}` : `${checks.length} checks`, step, checks: ids} as const;
	switch (giver.kind) {
		case 'file':
			return {
				words: `write the script for ${placeName(scene, giver.place)}`,
				deed: {do: 'go', to: {at: 'form', form: {for: 'script', place: giver.place}}},
			};
		case 'sign-in':
			return workspaceOf(scene).signIn === null
				? {words: 'see how one signs in', deed: signInShown}
				: {words: 'sign in to Entra ID', deed: {do: 'go', to: {at: 'sign-in', then: look}}};
		case 'answer':
			return {words: `answer ${first?.number}`, deed: opening(scene, first?.check.id ?? '')};
		case 'again':
			return {words: checks.length === 1 ? `look again at ${first?.number}` : `look again at these ${checks.length} checks`, deed: look};
	}
};

const errandRow = (scene: Scene, errand: Errand, step: string): Row =>
	row({
		id: errand.id,
		words: errand.title,
		beside: [span(settles(errand), 'quiet')],
		under: [
			text(
				`${errand.checks.map(({number}) => number).join(' ')}${errand.minutes === null ? '' : ` · about ${errand.minutes} minutes`}${errand.giver.kind === 'file' || errand.giver.kind === 'again' ? '' : ` · ${errand.about}`}`,
			),
			...(errand.giver.kind === 'file' ? [text(errand.about)] : []),
		],
		look: 'unobserved',
		enter: enterOf(scene, errand, step),
	});

/** How an errand is run, for whoever stands on it. */
const wayOf = ({title, steps, who, giver}: Errand): readonly Block[] => [
	strong(title),
	...steps.map((words, at) => spans(span(steps.length === 1 || giver.kind === 'answer' ? words : `${at + 1}  ${words}`))),
	label('Who', text(who)),
];

/** What was not seen of a step, grouped by who can give it. Finishing is a row. */
export const errands = (scene: Scene, step: string, asked: string | null): Screen => {
	const {guide} = workspaceOf(scene);
	const {checks} = stepNamed(guide, step);
	const {title, short} = scene.start.page(step);
	const all = errandsOf(scene, checks);
	const unseen = checks.filter(({id}) => lookOf(findingOf(scene, id)) === 'unobserved').length;
	const settle =
		all.length === 1
			? 'One errand settles them'
			: `${numberWord(all.length).replace(/^./, letter => letter.toUpperCase())} errands settle them`;
	const at = checks.flatMap(({id}) => findingOf(scene, id)?.at ?? []).sort()[0];
	const head =
		all.length === 0
			? 'All of this step was seen.'
			: `${unseen} of ${checks.length} checks were not seen. ${settle}${all.length === 1 && unseen === 1 ? '' : ':'}`;
	const rest = checks.length - unseen;
	const rows = [
		...all.map(errand => errandRow(scene, errand, step)),
		...(rest === 0
			? []
			: [
					row({
						id: '+seen',
						words: 'See what was seen',
						beside: [span(`${rest} check${rest === 1 ? '' : 's'}`, 'quiet')],
						enter: {words: 'see what was seen', deed: {do: 'go', to: {at: 'seen', step}}},
					}),
				]),
		...finishRow(scene, step),
	];
	const focus = rows.find(({id}) => id === asked)?.id ?? rows[0]?.id ?? null;
	const chosen = all.find(({id}) => id === focus);
	return screen({
		title,
		short,
		blocks: [row({id: '+head', words: head, beside: at === undefined ? [] : [span(ageOf(at, scene.now), 'quiet')]}), gap, ...rows],
		side: {
			blocks: chosen !== undefined ? wayOf(chosen) : focus === '+finish' ? finishBlocks(scene, step) : [],
			isBelow: true,
		},
		focus,
		actions: [
			{name: 'bring', words: 'bring a file', deed: {do: 'go', to: {at: 'form', form: {for: 'bring', check: null}}}},
			...(chosen === undefined
				? []
				: requestActions(scene, `errand-${chosen.id.replace(' ', '-')}`, `${errandsText([chosen]).join('\n')}\n`)),
			{name: 'page', words: 'page', deed: {do: 'go', to: {at: 'page', step}}},
			...againAction(scene, step),
		],
	});
};
