import type {Finding} from '../guide/finding.ts';
import {safeThroughout, shortened} from '../guide/untrusted.ts';

/** Letters that a sentence may have before anything in it is looked for; what judges write themselves is shorter. */
const usual = 400;
/** Letters of one sentence at most, whatever stands in it. */
const most = 16_000;

/** Every text in a value that is too long for a sentence, the longest first. */
const longIn = (value: unknown): readonly string[] => {
	const found = new Set<string>();
	const walk = (one: unknown): void => {
		if (typeof one === 'string') {
			if (shortened(one) !== one) {
				found.add(one);
			}
		} else if (typeof one === 'object' && one !== null) {
			Object.values(one).forEach(walk);
		}
	};
	walk(value);
	return [...found].sort((a, b) => b.length - a.length);
};

/** A sentence in which no name is endless: names stand in it as they were read, so they are found again, and both ends of each are shown. */
const sentence = (text: string, facts: unknown): string => {
	if (text.length <= usual) {
		return text;
	}

	const short = longIn(facts)
		.reduce((rest, name) => rest.replaceAll(name, shortened(name)), text)
		.replace(/\S{300,}/g, shortened);
	return short.length <= most ? short : `${short.slice(0, most)}... (${short.length} letters)`;
};

const shortLines = (finding: Finding): Finding => {
	const line = (text: string) => sentence(text, finding.facts);
	const from = finding.from === undefined ? {} : {from: line(finding.from)};
	const exhibits =
		finding.exhibits === undefined
			? {}
			: {exhibits: finding.exhibits.map(({sign, what, seen}) => ({sign, what: line(what), seen: line(seen)}))};
	return finding.kind === 'unobserved'
		? {...finding, detail: line(finding.detail), ...from, ...exhibits}
		: {...finding, verdict: {...finding.verdict, because: line(finding.verdict.because)}, ...from, ...exhibits};
};

/** What was found, as it is shown and kept: no text that a screen would obey, drop or draw as nothing; no endless name in a sentence. The facts keep every name whole. */
export const shown = (finding: Finding): Finding => safeThroughout(shortLines(finding));
