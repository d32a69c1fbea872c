import type {Verdict} from '../../../src/guide/finding.ts';

/**
 * The sentences of several verdicts after a name and a colon: the first goes on in lower case, the others begin anew. A thing that all of them speak of
 * is named once, and is `it` from then on.
 */
export const sentencesOf = (verdicts: readonly Verdict[], thing?: string): string => {
	const said = verdicts.map(({because}) => because).join('\n');
	const named = thing === undefined ? -1 : said.indexOf(thing);
	const whole =
		thing === undefined || named < 0
			? said
			: `${said.slice(0, named + thing.length)}${said.slice(named + thing.length).replaceAll(thing, 'it')}`;
	return whole
		.split('\n')
		.map((one, at) => (at === 0 ? one : `${one.charAt(0).toUpperCase()}${one.slice(1)}`))
		.join(' ');
};
