import {createHash} from 'node:crypto';
import type {Brief} from '../guide/brief.ts';
import type {Collector} from '../guide/check.ts';

/** What a script's answer becomes in a line, and which script it is of. */
export type BriefScript = {readonly id: string; readonly path: string; readonly brief: Brief};

/** The scripts of a place whose answers go into a line, in the order of the line. */
export const briefScripts = (place: string, collectors: readonly Collector[]): readonly BriefScript[] => {
	const found = collectors.flatMap(({id, query, brief}) =>
		query.via === 'powershell' && query.on === place && brief !== undefined ? [{id, path: query.script, brief}] : [],
	);
	return found.filter(({id}, index) => found.findIndex(other => other.id === id) === index).toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** Texts that stand in a line as their place in this list. */
export const wordsOf = ({report}: Brief): readonly string[] => (report === undefined ? [] : [...report.titles, ...report.names]);

/** Names what the fields of a line mean, 12 hexadecimal digits: a line is read by these scripts alone. */
export const formOf = (scripts: readonly BriefScript[]): string =>
	createHash('sha256')
		.update(JSON.stringify(scripts.map(({id, path, brief}) => [id, path, brief.members, brief.report ?? null])))
		.digest('hex')
		.slice(0, 12);

const [firstModulus, secondModulus] = [2_147_483_647, 2_147_483_629];

/** The check sum of a line, 16 hexadecimal digits: sums that PowerShell can compute in ConstrainedLanguage as well, where it makes no hash. */
export const checkSum = (text: string): string => {
	let [first, second] = [7, 11];
	for (let index = 0; index < text.length; index += 1) {
		const unit = text.charCodeAt(index);
		first = (first * 257 + unit) % firstModulus;
		second = (second * 65_599 + unit) % secondModulus;
	}

	return [first, second].map(sum => sum.toString(16).padStart(8, '0')).join('');
};
