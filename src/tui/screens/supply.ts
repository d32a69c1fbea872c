import {becauseOf, exhibitsBeside, lookOf} from '../../guide/words.ts';
import {checkNamed, gatesOfCheck, graphReadsOf, needsGraph, placeOf, statementOf} from '../journey.ts';
import {empty, type Line, span} from '../line.ts';
import {type Deed, findingOf, type Scene, type Shown, verdictLine, walkOf} from '../scene.ts';
import {labelled, wrapSpans, wrapText} from '../wrap.ts';
import {exhibitRows, remedyFor, remedyRows} from './finding.ts';

/** A way to supply what was not seen. `opens` says whether it can open a gate. */
export type Way = {
	readonly id: string;
	readonly words: string;
	readonly about: string;
	readonly opens: boolean;
	readonly verb: string;
	readonly deed: Deed;
};

const placeNames = {'connect-server': 'the Connect server', 'domain-controller': 'a domain controller', client: 'a client'} as const;
export const placeName = (place: keyof typeof placeNames): string => placeNames[place];

/** The ways to supply a check: a script to carry, a file to bring, an answer to paste, a person's word. */
export const waysOf = (scene: Scene, id: string): readonly Way[] => {
	const {check, number, step} = checkNamed(walkOf(scene).guide, id);
	const place = placeOf(check);
	const statement = statementOf(check);
	const bring = (paste: boolean): Deed => ({do: 'go', to: {at: 'form', form: {for: 'bring', check: id, paste}}});
	const state: Way = {
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
	const signIn: readonly Way[] =
		isSignedOut && walkOf(scene).signIn !== null
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
	const carry: readonly Way[] =
		place === null
			? []
			: [
					{
						id: 'carry',
						words: 'Carry a script',
						about: `writes one readable .ps1; an administrator runs it on ${placeName(place)} and gives you back one file`,
						opens: true,
						verb: `write the script for ${placeName(place)}`,
						deed: {do: 'go', to: {at: 'form', form: {for: 'write', place}}},
					},
				];
	const exported =
		place === 'connect-server'
			? 'a folder made by Get-ADSyncServerConfiguration'
			: needsGraph(check)
				? 'a saved Graph answer, one file for each question'
				: 'a file that whfb or a colleague has made elsewhere';
	return [
		...signIn,
		...carry,
		{id: 'bring', words: 'Bring an export', about: exported, opens: true, verb: 'bring a file or a folder', deed: bring(false)},
		{
			id: 'paste',
			words: 'Paste an answer',
			about: 'save the text of one answer as a file; it carries no time',
			opens: false,
			verb: 'bring a saved answer',
			deed: bring(true),
		},
		state,
	];
};

/** Addresses that answer a check by hand, in Graph Explorer; none where nobody is missing to ask Graph. */
export const addressesOf = (scene: Scene, id: string): readonly string[] => {
	const {signIn, guide} = walkOf(scene);
	const finding = findingOf(scene, id);
	return signIn !== null && finding?.kind === 'unobserved' && (finding.reason === 'not-signed-in' || finding.reason === 'access-denied')
		? graphReadsOf(checkNamed(guide, id).check).map(({path}) => `${signIn.graph()}${path}`)
		: [];
};

const wayRows = (way: Way, isFocused: boolean, isGate: boolean, width: number): readonly Line[] => {
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
	const {guide} = walkOf(scene);
	const {check, number, step} = checkNamed(guide, id);
	const finding = findingOf(scene, id);
	const gates = gatesOfCheck(guide, id);
	const ways = waysOf(scene, id);
	const focus = asked ?? ways[0]?.id ?? null;
	const chosen = ways.find(way => way.id === focus);
	const remedy = remedyFor(scene, id, finding);
	const shut = [...new Set(gates.map(gate => guide.gateNames[gate.id]?.long ?? gate.id))];
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
	const addresses = addressesOf(scene, id);
	body.push(
		...(addresses.length === 0
			? []
			: [
					...wrapText('By hand: put this to Graph Explorer, save the answer, and bring it with whfb import FILE.', width),
					...addresses.map((address): Line => [span(`  ${address}`, 'command')]),
					empty,
				]),
	);
	body.push(...wrapText('Already have a file? whfb import FILE, now or later, from any terminal.', width));
	body.push(empty, ...labelled('Check', [span(`${number} ${id}`, 'quiet')], width));
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
		...(addresses.length === 0 ? {} : {copy: {hint: 'copy the address', text: addresses.join('\n')}}),
		again: {hint: 'look again', deed: {do: 'look', what: `check ${number}`, step: step.id, checks: [id]}},
	};
};
