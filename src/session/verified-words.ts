import {firstWords} from '../guide/first-names.ts';
import {safeText} from '../guide/untrusted.ts';
import type {Verified} from './verify.ts';

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const hasHave = (n: number): string => (n === 1 ? 'has' : 'have');

const several = (names: readonly (number | string)[]): string => firstWords(names, 10);

/** What was verified in sentences: one for whatever there is to say. */
export const verifiedWords = (one: Verified): readonly string[] => {
	const {chain, chainSays, entries, damagedLines, setAside, mended, unproved, withoutLooks, brought, unknown} = one;
	return [
		...(chainSays === '' ? [] : [chainSays]),
		...(damagedLines.length < 2 ? [] : [`Lines that are not what was written: ${several(damagedLines)}.`]),
		...(chain === 'sound' && entries !== null
			? [`${counted(entries, 'entry', 'entries')}; each line proves the one before it. What is missing at the end would not be seen.`]
			: []),
		...(one.isResaved ? ['An editor saved it with its own line ends or mark, which takes nothing away.'] : []),
		...mended.map(
			({at, line, entries: lost}) => `At ${at} it was mended: ${lost} of its lines, from line ${line} on, were damaged and set aside.`,
		),
		...(setAside.length === 0 ? [] : [`Set aside in quarantine: ${several(setAside)}.`]),
		...(one.proved === 0 ? [] : [`${counted(one.proved, 'passage')} ${hasHave(one.proved)} the proof in the same look.`]),
		...(withoutLooks === 0
			? []
			: [
					`${counted(withoutLooks, 'passage')} ${hasHave(withoutLooks)} no look, as whfb 1.0.0 wrote it: the gates are looked at again before anything more is passed.`,
				]),
		...unproved.map(
			({line, type, step, shut}) =>
				`Line ${line} says that ${step} is ${type}, and ${
					shut.length === 0 ? 'what has to come before it is not there' : `nothing in the same look shows ${several(shut)}`
				}. It is not counted.`,
		),
		...brought.map(
			({at, account, computer, tool}) => `It came from elsewhere: whfb ${tool} brought it in at ${at}, as ${account} on ${computer}.`,
		),
		...(one.form === null
			? []
			: [`Form ${one.form}, begun by whfb ${one.tool}${one.practice === null ? '' : `, practice in ${safeText(one.practice)}`}.`]),
		...(unknown.length === 0 ? [] : [`A later whfb wrote what this one keeps and does not know: ${several(unknown)}.`]),
	];
};
