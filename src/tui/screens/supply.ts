import {commandLine} from '../../command-line.ts';
import {placeWords} from '../../guide/outline.ts';
import {addressByHand} from '../../guide/query.ts';
import {gateName} from '../../guide/step.ts';
import {becauseOf, exhibitsBeside, lookOf} from '../../guide/words.ts';
import {checkNamed, gatesOfCheck, needsGraph, placeOf, queriesOf, statementOf} from '../journey.ts';
import {empty, type Line, plain, span} from '../line.ts';
import {type Deed, findingOf, type Scene, type Shown, verdictLine, workspaceOf} from '../scene.ts';
import {labelled, wrapSpans, wrapText} from '../wrap.ts';
import {exhibitRows, remedyFor, remedyRows} from './finding.ts';

/** A way to supply what was not seen. `opens` says whether it can open a gate. */
export type SupplyOption = {
	readonly id: string;
	readonly words: string;
	readonly about: string;
	readonly opens: boolean;
	readonly verb: string;
	readonly deed: Deed;
};

/** A place of the guide as a sentence calls it. */
export const placeName = ({start}: Scene, place: string): string => placeWords(start.outline.places, place);

/** The ways to supply a check: a script to carry, a file to bring, an answer to paste, a person's word. */
export const supplyOptionsOf = (scene: Scene, id: string): readonly SupplyOption[] => {
	const {check, number, step} = checkNamed(workspaceOf(scene).guide, id);
	const place = placeOf(check);
	const statement = statementOf(check);
	const importEvidence = (paste: boolean): Deed => ({do: 'go', to: {at: 'form', form: {for: 'bring', check: id, paste}}});
	const state: SupplyOption = {
		id: 'state',
		words: 'State it yourself',
		about: statement === null ? 'your name, the date and your reason; for the record' : 'your name, the date and your reason',
		opens: false,
		verb: `state ${number} yourself`,
		deed: {do: 'go', to: {at: 'form', form: {for: 'answer', check: id}}},
	};
	if (statement !== null) {
		return [state];
	}

	const finding = findingOf(scene, id);
	const isSignedOut = finding?.kind === 'unobserved' && finding.reason === 'not-signed-in' && needsGraph(check);
	const signIn: readonly SupplyOption[] =
		isSignedOut && workspaceOf(scene).signIn !== null
			? [
					{
						id: 'sign-in',
						words: 'Sign in',
						about: 'to Entra ID from here; whfb only reads',
						opens: true,
						verb: 'sign in to Entra ID',
						deed: {do: 'go', to: {at: 'sign-in', then: {do: 'look', what: `check ${number}`, step: step.id, checks: [id]}}},
					},
				]
			: [];
	const carry: readonly SupplyOption[] =
		place === null
			? []
			: [
					{
						id: 'carry',
						words: 'Carry a script',
						about: `writes one readable .ps1; an administrator runs it on ${placeName(scene, place)} and gives you back one file`,
						opens: true,
						verb: `write the script for ${placeName(scene, place)}`,
						deed: {do: 'go', to: {at: 'form', form: {for: 'write', place}}},
					},
				];
	const exported =
		scene.start.outline.places.find(({id: other}) => other === place)?.exported ??
		(needsGraph(check) ? 'a saved Graph answer, one file for each question' : 'a file that whfb or a colleague has made elsewhere');
	return [
		...signIn,
		...carry,
		{id: 'bring', words: 'Bring an export', about: exported, opens: true, verb: 'bring a file or a folder', deed: importEvidence(false)},
		{
			id: 'paste',
			words: 'Paste an answer',
			about: 'save the text of one answer as a file, and say when it was taken',
			opens: true,
			verb: 'bring a saved answer',
			deed: importEvidence(true),
		},
		state,
	];
};

/** How a check is answered by hand: what to do, and the addresses, each with the header it needs. None where nobody is missing to ask Graph. */
export const byHand = (
	scene: Scene,
	id: string,
): {readonly words: string; readonly addresses: readonly {readonly address: string; readonly header: string | null}[]} => {
	const {signIn, guide} = workspaceOf(scene);
	const finding = findingOf(scene, id);
	const isAskable =
		signIn !== null && finding?.kind === 'unobserved' && (finding.reason === 'not-signed-in' || finding.reason === 'access-denied');
	const addresses = isAskable ? queriesOf(checkNamed(guide, id).check).flatMap(query => addressByHand(query, signIn.graph()) ?? []) : [];
	// Graph Explorer knows the global cloud alone.
	const tool = scene.session.environment.cloud === 'global' ? 'Graph Explorer' : 'Graph with a tool of yours';
	const each = addresses.length === 1 ? 'this to' : 'each of these to';
	return {
		addresses,
		words: `By hand: put ${each} ${tool}, save the whole answer as a file, a list of several pages as one folder, and bring it in here with the time you asked.`,
	};
};

const wayRows = (way: SupplyOption, isFocused: boolean, isGate: boolean, width: number): readonly Line[] => {
	const mark = isFocused ? ' > ' : '   ';
	const head = span(`${mark}${way.words.padEnd(20)}`, isFocused ? 'strong' : 'plain');
	if (width < 60) {
		return [[head, ...(isGate ? [span(way.opens ? 'yes' : 'never', 'quiet')] : [])], ...(isFocused ? wrapText(way.about, width, 5) : [])];
	}

	const lines = wrapSpans([span(way.about)], width - (isGate ? 12 : 0), [head], [span(' '.repeat(23))]);
	const [first, ...rest] = lines;
	const used = (first ?? []).reduce((sum, {text}) => sum + text.length, 0);
	return isGate && first !== undefined
		? [[...first, span(' '.repeat(Math.max(1, width - 10 - used))), span(way.opens ? 'yes' : 'never', 'quiet')], ...rest]
		: lines;
};

/** Something was not seen: why, and the ways in which it can be. */
export const supply = (scene: Scene, id: string, width: number, asked: string | null): Shown => {
	const {guide, name} = workspaceOf(scene);
	const {check, number, step} = checkNamed(guide, id);
	const finding = findingOf(scene, id);
	const gates = gatesOfCheck(guide, id);
	const ways = supplyOptionsOf(scene, id);
	const focus = asked ?? ways[0]?.id ?? null;
	const chosen = ways.find(way => way.id === focus);
	const remedy = remedyFor(scene, id, finding);
	const shut = [...new Set(gates.map(gate => gateName(guide, gate.id)))];
	const body: Line[] = [
		...wrapSpans([span(check.question, 'strong')], width),
		...wrapSpans(verdictLine(scene, finding), width),
		empty,
		...wrapText(
			`${finding === undefined ? 'Nobody has looked yet.' : becauseOf(finding)} That is no pass.${shut.length === 0 ? '' : ` The gate ${shut.join(' and ')} stays shut until one of these is done.`}`,
			width,
		),
		...exhibitRows(exhibitsBeside(finding), width, scene),
		empty,
	];
	const heading =
		ways.length === 1
			? 'One way to supply it'
			: `${['', '', 'Two', 'Three', 'Four', 'Five'][ways.length] ?? ways.length} ways to supply it`;
	body.push([
		span(heading, 'strong'),
		...(gates.length === 0 || width < 60
			? []
			: [span(' '.repeat(Math.max(2, width - heading.length - 23))), span('can it open the gate?', 'quiet')]),
	]);
	const items: {id: string; line: number}[] = [];
	for (const way of ways) {
		items.push({id: way.id, line: body.length});
		body.push(...wayRows(way, way.id === focus, gates.length > 0, width));
	}

	body.push(empty, ...(remedy === null ? [] : [...remedyRows(remedy, 'What helps', width, scene), empty]));
	const {words, addresses} = byHand(scene, id);
	body.push(
		...(addresses.length === 0
			? []
			: [
					...wrapText(words, width),
					...addresses.flatMap(({address, header}) => [
						...wrapSpans([span(address, 'command')], width, plain('  ')),
						...(header === null ? [] : wrapText(`with the header ${header}`, width, 4)),
					]),
					empty,
				]),
		// An open session takes evidence from nobody else.
		...(ways.some(way => way.id === 'bring')
			? [
					...wrapText('Already have a file? Bring it in here, or after leaving with:', width),
					...wrapSpans(
						[span(commandLine(['whfb', 'import', 'FILE', '--session', name, '--taken', 'TIME']), 'command')],
						width,
						plain('  '),
					),
					empty,
				]
			: []),
	);
	body.push(...labelled('Check', [span(`${number} ${id}`, 'quiet')], width));
	return {
		title: `Check ${number}`,
		body,
		items,
		moves: 'list',
		focus,
		enter:
			chosen === undefined || lookOf(finding) !== 'unobserved'
				? {words: 'back to the page', deed: {do: 'back'}}
				: {words: chosen.verb, deed: chosen.deed},
		evidence: {hint: 'what would be read', deed: {do: 'go', to: {at: 'reads', checks: [id]}}},
		...(addresses.length === 0 ? {} : {copy: {hint: 'copy the address', text: addresses.map(({address}) => address).join('\n')}}),
		again: {hint: 'look again', deed: {do: 'look', what: `check ${number}`, step: step.id, checks: [id]}},
	};
};
