import type {Refusal} from '../guide/importer.ts';
import {quoted} from '../guide/untrusted.ts';
import {isCut} from './graph-damage.ts';
import {errorInside, errorOf, isMembers, mostWrappers} from './graph-errors.ts';
import {jsonIn} from './json-text.ts';

type Members = Readonly<Record<string, unknown>>;

/** Objects that Graph sent, each with its `@odata.context`, raw, in the order in which they stood, and what they stood in, in words. */
export type GraphAnswers = {readonly answers: readonly Members[]; readonly stood: readonly string[]};

/** What to save, for a sentence that refuses something else. */
export const howToSave =
	'Save the whole body that Graph sends: in Graph Explorer the response as it stands; with PowerShell Invoke-MgGraphRequest and -OutputType Json; with the Azure CLI az rest without --query.';

const isAnswer = (value: unknown): value is Members => isMembers(value) && typeof value['@odata.context'] === 'string';
const refused = (why: string): Refusal => ({refused: why});

/** Whether an object is what a PowerShell command for Graph makes of a record: its names begin with capitals. */
export const isOfCmdlet = (value: unknown): boolean =>
	isMembers(value) && (Object.hasOwn(value, 'AdditionalProperties') || (Object.hasOwn(value, 'Id') && !Object.hasOwn(value, 'id')));

/** What is said of it. */
export const ofCmdlet: Refusal = {
	refused: `It was made by a command of PowerShell for Graph (Get-Mg…), which gives properties other names (Id, IsVerified) and leaves out what Graph puts around them. ${howToSave}`,
};

const statusIn = (value: Members): number | null => {
	const [, status] = Object.entries(value).find(([name]) => /^status(?:_?code)?$/i.test(name)) ?? [];
	return typeof status === 'number' ? status : typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : null;
};

/** A text that is JSON of an answer itself, as a web request of PowerShell keeps it. */
const inText = (value: unknown): unknown => {
	if (typeof value !== 'string' || !/^\s*[{[]/.test(value) || !value.includes('@odata.')) {
		return value;
	}

	const found = jsonIn(value);
	return 'values' in found && found.values.length === 1 ? found.values[0] : value;
};

const holdsAnswer = (value: unknown, depth = 0): boolean => {
	const inner = inText(value);
	return (
		isAnswer(inner) ||
		(typeof inner === 'object' &&
			inner !== null &&
			depth < mostWrappers &&
			Object.values(inner).some(member => holdsAnswer(member, depth + 1)))
	);
};

const alone = refused(
	`It holds records alone, without what Graph puts around them: which question they answer, and whether there are more of them. ${howToSave}`,
);

const noAnswer = refused(`It holds no answer as Graph sends one. ${howToSave}`);

/** What an object that is no answer holds: the answers of a wrapper, or what it is instead. */
const wrapped = (value: Members, depth: number): GraphAnswers | Refusal => {
	const error = errorOf(value);
	if (error !== null) {
		return error;
	}

	if (isOfCmdlet(value)) {
		return ofCmdlet;
	}

	const holding = Object.entries(value).filter(([, member]) => holdsAnswer(member));
	const [[name, inner] = ['', undefined]] = holding;
	if (holding.length === 0) {
		return errorInside(value) ?? (Object.hasOwn(value, 'id') || Array.isArray(value['value']) ? alone : noAnswer);
	}

	if (holding.length > 1) {
		return refused(
			`The answers stand in a wrapper, in several places of it (${holding.map(([each]) => quoted(each)).join(', ')}). ${howToSave}`,
		);
	}

	const status = statusIn(value);
	if (status !== null && (status < 200 || status > 299)) {
		return refused(
			`The answer stands in a wrapper that says that the request failed, with status ${status}. Ask again, and save that answer.`,
		);
	}

	// A tool that follows pages keeps the link beside the answer, and the answer would look like the last.
	const link = Object.entries(value).find(([each, member]) => /nextlink$/i.test(each) && member !== null && member !== '');
	if (link !== undefined) {
		return refused(`The answer stands in a wrapper that names a next page (${quoted(link[0])}). ${howToSave}`);
	}

	const found = answersIn(inText(inner), depth + 1);
	return 'refused' in found ? found : {answers: found.answers, stood: [`a wrapper (${quoted(name)})`, ...found.stood]};
};

/** Finds the answers of Graph in a JSON value, in whatever they stand, or says what it is instead. */
export const answersIn = (value: unknown, depth = 0): GraphAnswers | Refusal => {
	if (depth > mostWrappers) {
		return refused(`The answer stands in more wrappers than anybody can follow. ${howToSave}`);
	}

	if (Array.isArray(value)) {
		if (value.length === 0) {
			return refused(`It is an empty list, without what Graph puts around it. ${howToSave}`);
		}

		if (value.some(each => typeof each === 'string' && isCut(each))) {
			return refused(`It is cut: a list or an object in it stands as its name only, because ConvertTo-Json went no deeper. ${howToSave}`);
		}

		const found: GraphAnswers[] = [];
		for (const each of value) {
			const one = answersIn(each, depth + 1);
			if ('refused' in one) {
				return one;
			}

			found.push(one);
		}

		return {answers: found.flatMap(({answers}) => answers), stood: [...new Set(['a list', ...found.flatMap(({stood}) => stood)])]};
	}

	if (isAnswer(value)) {
		// An error beside records: nobody knows what they are worth.
		return errorOf(value) ?? {answers: [value], stood: []};
	}

	return isMembers(value) ? wrapped(value, depth) : noAnswer;
};
