import type {Collector} from '../guide/check.ts';
import type {Brought, Described, Importer, Refusal, SavedFile, Spoken} from '../guide/importer.ts';
import {graphOf} from '../guide/query.ts';
import {quoted, safeText} from '../guide/untrusted.ts';
import {answersIn, howToSave} from './graph-answers.ts';
import {errorIn} from './graph-errors.ts';
import {wholeOf} from './graph-pages.ts';
import {type Asking, asksFor, factsFor, obstacle, selectedBy} from './graph-questions.ts';
import {jsonIn} from './json-text.ts';
import {safeValue} from './safe-value.ts';
import {spokenOf} from './saved-owner.ts';

/** The server that an answer describes itself as being of; null where it names none. */
const hostOf = (context: unknown): string | null => (typeof context === 'string' && URL.canParse(context) ? new URL(context).host : null);

const listed = (words: readonly string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Everything that was saved as JSON in some files, and what was around it; or what one of them is instead. */
const valuesOf = (files: readonly SavedFile[]): {readonly values: readonly unknown[]; readonly around: readonly string[]} | Refusal => {
	const values: unknown[] = [];
	const around = new Set<string>();
	for (const file of files) {
		const text = file.text();
		const name = files.length === 1 ? 'This Graph answer' : `The Graph answer ${quoted(file.path)}`;
		// Two letters that cannot be read look alike, and two names with them would be one.
		if (text.includes('\ufffd')) {
			return {
				refused: `${name} was saved in an older code page, so some letters of it cannot be read. Save it as UTF-8 or Unicode. ${howToSave}`,
			};
		}

		const found = jsonIn(text);
		if ('broken' in found) {
			return errorIn(text) ?? {refused: `${name} ${found.broken}. ${howToSave}`};
		}

		values.push(...found.values);
		for (const each of found.around) {
			around.add(each);
		}
	}

	return {values, around: [...around]};
};

const read = (
	files: readonly SavedFile[],
	asking: readonly Asking[],
	host: string,
	looks: (text: string) => boolean,
): readonly Brought[] | Refusal => {
	const stranger = files.find(file => !looks(file.text()));
	if (stranger !== undefined) {
		return {refused: `Beside answers of Graph it holds ${quoted(stranger.path)}, which is none. Bring the answers alone.`};
	}

	const saved = valuesOf(files);
	if ('refused' in saved) {
		return saved;
	}

	// Several values are the pages of one list, or answers to different questions: what stands in them says which.
	const [only] = saved.values;
	const found = answersIn(saved.values.length === 1 ? only : saved.values);
	if ('refused' in found) {
		return found;
	}

	const elsewhere = found.answers.map(answer => hostOf(answer['@odata.context'])).find(each => each !== host);
	if (elsewhere !== undefined) {
		return {
			refused: `This Graph answer is of ${elsewhere === null ? 'no server that it names' : safeText(elsewhere)}, and this session reads ${host}. Name its cloud with --cloud, or bring it into a session of its own.`,
		};
	}

	const whole = wholeOf(found.answers);
	if ('refused' in whole) {
		return whole;
	}

	const candidates = asking.filter(one => asksFor(one, whole));
	const fitting = candidates.filter(one => obstacle(one, whole) === null);
	if (fitting.length === 0) {
		const [why] = candidates.map(one => obstacle(one, whole));
		return {
			refused:
				why ??
				`This Graph answer is of no question of the guide, but of ${quoted(whole.resource)}. The questions are: ${asking
					.filter(({query}) => query.each === undefined)
					.map(({query}) => `GET ${query.path}`)
					.join(', ')}.`,
		};
	}

	const {resource, records} = whole;
	const described: Described = {
		about: `graph/${resource}`,
		holds: records === null ? `${resource} of Graph` : `${records.length} record${records.length === 1 ? '' : 's'} of ${resource}`,
		identity: safeValue(spokenOf(whole)) as Spoken,
	};
	const stood = saved.values.length > 1 ? found.stood.filter(each => each !== 'a list') : found.stood;
	const notes = [
		...(stood.length === 0 ? [] : [`The answer stood in ${listed(stood)}.`]),
		...(saved.around.length === 0 ? [] : [`What was around it was left out: ${listed(saved.around)}.`]),
	];
	return fitting.map(one => ({
		collector: one.collector.id,
		facts: safeValue(factsFor(one, whole)),
		source: 'exported',
		takenAt: null,
		from: 'a saved Graph answer',
		notes,
		...described,
	}));
};

/** Names of properties that nothing but Graph uses: two words written as one. */
const tellingNames = (asking: readonly Asking[]): readonly string[] => [
	...new Set(asking.flatMap(({query}) => selectedBy(query)).filter(name => /[a-z][A-Z]/.test(name) && name !== 'displayName')),
];

/** Whether a text may be an answer of Graph, also one that was spoilt: whoever saved it is told what is wrong with it. */
const looksLike = (names: readonly string[]): ((text: string) => boolean) => {
	const property = new RegExp(`["'\u201c\u201d\u201e](?:${names.join('|')})["'\u201c\u201d]\\s*:`, 'i');
	return text =>
		!/"format"\s*:\s*"whfb-/.test(text) &&
		(/@odata\.|odata\.(?:metadata|error)|&quot;@odata|"error_description"\s*:/.test(text) || property.test(text) || errorIn(text) !== null);
};

/** Takes a saved answer of Microsoft Graph at `host`, whole or all its pages, for the collector that asks that question. Graph puts no time into its answers. */
export const savedGraph = (collectors: readonly Collector[], host: string): Importer => {
	const asking = collectors.flatMap(collector => {
		const query = graphOf(collector.query);
		return query === null ? [] : [{collector, query}];
	});
	const looks = looksLike(tellingNames(asking));
	return {
		id: 'saved-graph',
		what: 'a saved Graph answer',
		recognises: files => files.some(file => looks(file.text())),
		read: files => read(files, asking, host, looks),
	};
};
