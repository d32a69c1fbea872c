import type {Errand} from './errands.ts';
import {wrappedHere as wrapped} from './wrapped.ts';

/** How many checks an errand settles, and which gates wait for it: `9 checks, gate NAME`. */
export const settles = ({checks, gates}: Errand): string =>
	`${checks.length} ${checks.length === 1 ? 'check' : 'checks'}${gates.length === 0 ? '' : `, gate${gates.length === 1 ? '' : 's'} ${gates.join(' and ')}`}`;

/** Errands in words, at most 80 columns: what ends `check`, and what can be sent to whoever runs them. */
export const errandsText = (errands: readonly Errand[]): readonly string[] =>
	errands.flatMap((errand, at) => [
		...(at === 0 ? [] : ['']),
		...wrapped(
			`${errand.title}: ${settles(errand)}${errand.minutes === null ? '' : `, about ${errand.minutes} minutes`}`,
			`${at + 1}. `,
			3,
		),
		...wrapped(errand.checks.map(({number}) => number).join(' '), '   Checks   ', 12),
		...errand.steps.flatMap((step, index) =>
			wrapped(
				errand.steps.length === 1 || errand.giver.kind === 'answer' ? step : `${index + 1} ${step}`,
				index === 0 ? '   How      ' : ' '.repeat(12),
				12,
			),
		),
		...wrapped(errand.who, '   Who      ', 12),
	]);
