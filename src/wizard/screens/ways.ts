import {commandLine} from '../../command-line.ts';
import {checkNamed, gatesOfCheck, machineOf, needsGraph, queriesOf, statementOf} from '../../guide/checks.ts';
import {pilotPlaceWords} from '../../guide/outline.ts';
import {addressByHand} from '../../guide/query.ts';
import {findingOf, type Scene, workspaceOf} from '../scene.ts';
import {type Block, type Deed, label, type Row, row, text, verbatim} from '../screen.ts';
import {span} from '../text.ts';
import {lookAgain} from './detail.ts';

type Way = {
	readonly id: string;
	readonly words: string;
	readonly about: string;
	readonly opens: boolean;
	readonly verb: string;
	readonly deed: Deed;
};

/** A place of the guide as a sentence calls it. */
export const placeName = ({start, session}: Scene, place: string): string =>
	pilotPlaceWords(start.outline.places, place, session.environment);

const waysTo = (scene: Scene, id: string): readonly Way[] => {
	const {check, number} = checkNamed(workspaceOf(scene).guide, id);
	const place = machineOf(check);
	const state: Way = {
		id: 'state',
		words: 'State it yourself',
		about: 'your name, the date and your reason',
		opens: false,
		verb: `state ${number} yourself`,
		deed: {do: 'go', to: {at: 'form', form: {for: 'answer', check: id}}},
	};
	if (statementOf(check) !== null) {
		return [state];
	}

	const finding = findingOf(scene, id);
	const isSignedOut = finding?.kind === 'unobserved' && finding.reason === 'not-signed-in' && needsGraph(check);
	const exported =
		scene.start.outline.places.find(({id: other}) => other === place)?.exported ??
		(needsGraph(check)
			? 'a saved Graph answer, one file for each question'
			: 'what a script printed there, or a session that a colleague exported');
	return [
		...(isSignedOut && workspaceOf(scene).signIn !== null
			? [
					{
						id: 'sign-in',
						words: 'Sign in',
						about: 'to Entra ID from here; whfb only reads',
						opens: true,
						verb: 'sign in to Entra ID',
						deed: {do: 'go', to: {at: 'sign-in', then: lookAgain(scene, id)}},
					} as const,
				]
			: []),
		...(place === null
			? []
			: [
					{
						id: 'carry',
						words: 'Carry a script',
						about: `writes one readable .ps1; an administrator runs it on ${placeName(scene, place)} and gives you back one file`,
						opens: true,
						verb: `write the script for ${placeName(scene, place)}`,
						deed: {do: 'go', to: {at: 'form', form: {for: 'script', place}}},
					} as const,
				]),
		{
			id: 'bring',
			words: 'Bring a file',
			about: exported,
			opens: true,
			verb: 'bring a file or a folder',
			deed: {do: 'go', to: {at: 'form', form: {for: 'bring', check: id}}},
		},
		state,
		{
			id: 'again',
			words: 'Look again',
			about: 'after what was missing has been mended',
			opens: true,
			verb: `look again at ${number}`,
			deed: lookAgain(scene, id),
		},
	];
};

/** The ways to supply what was not seen: a sign-in, a script to carry, a file to bring, a person's word; where a gate rests on it, whether they can open it. */
export const waysOf = (scene: Scene, id: string): readonly Row[] => {
	const isGate = gatesOfCheck(workspaceOf(scene).guide, id).length > 0;
	return waysTo(scene, id).map(way =>
		row({
			id: way.id,
			lead: [span(way.words.padEnd(20))],
			words: way.about,
			beside: isGate ? [span(way.opens ? 'can open the gate' : 'never opens the gate', 'quiet')] : [],
			enter: {words: way.verb, deed: way.deed},
		}),
	);
};

type ByHand = {readonly blocks: readonly Block[]; readonly addresses: readonly string[]};

/** How a check is answered by hand: what to do, and the addresses, each with the header it needs. None where nobody is missing to ask Graph. */
export const byHand = (scene: Scene, id: string): ByHand => {
	const {signIn, guide} = workspaceOf(scene);
	const finding = findingOf(scene, id);
	const isAskable =
		signIn !== null && finding?.kind === 'unobserved' && (finding.reason === 'not-signed-in' || finding.reason === 'access-denied');
	const addresses = isAskable ? queriesOf(checkNamed(guide, id).check).flatMap(query => addressByHand(query, signIn.graph()) ?? []) : [];
	// Graph Explorer knows the global cloud alone.
	const tool = scene.session.environment.cloud === 'global' ? 'Graph Explorer' : 'Graph with a tool of yours';
	const put = `Put ${addresses.length === 1 ? 'this to' : 'each of these to'} ${tool}, save the whole answer as a file, a list of several pages as one folder, and bring it in here with the time you asked.`;
	return {
		addresses: addresses.map(({address}) => address),
		blocks:
			addresses.length === 0
				? []
				: [
						label('By hand', text(put)),
						...addresses.flatMap(({address, header}) => [
							verbatim(address),
							...(header === null ? [] : [text(`with the header ${header}`, 4)]),
						]),
					],
	};
};

/** How a file is brought in once this is left: an open session takes evidence from nobody else. */
export const afterLeaving = (scene: Scene): readonly Block[] => [
	text('Already have a file? Bring it in here, or after leaving with:'),
	verbatim(commandLine(['whfb', 'import', 'FILE', '--session', workspaceOf(scene).name, '--taken', 'TIME'])),
];
