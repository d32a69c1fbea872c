import {readFileSync} from 'node:fs';
import {CannotStart} from '../cannot-start.ts';
import type {Collector} from '../guide/check.ts';
import {type PlaceOutline, placeWords} from '../guide/outline.ts';
import {inPackage} from '../package-root.ts';
import {briefScripts, formOf, wordsOf} from './line-form.ts';

const shipped = (path: string): string => readFileSync(inPackage(...path.split('/')), 'latin1');

/** A PowerShell text in single quotes; what goes in are our own ids, paths and numbers. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const listed = (texts: readonly string[]): string => `@(${texts.map(quoted).join(', ')})`;

/** The scripts that look at a place, each with its collector's id. */
export const scriptsFor = (
	place: string,
	collectors: readonly Collector[],
): readonly {readonly id: string; readonly path: string; readonly what: string}[] => {
	const found = collectors.flatMap(({id, what, query}) =>
		query.via === 'powershell' && query.on === place ? [{id, path: query.script, what}] : [],
	);
	return found.filter(({id}, index) => found.findIndex(other => other.id === id) === index);
};

/**
 * The script of `whfb collector`: the shipped files of a place one after another, as they stand, and lines of data.
 * `nonce` is 32 hexadecimal digits, `created` a time in ISO 8601. Throws CannotStart where nothing has to be asked at that place.
 */
export const collectorScript = ({
	place,
	places,
	collectors,
	nonce,
	created,
	oneLine = false,
	whom,
}: {
	/** One of `places`, by its id. */
	readonly place: string;
	readonly places: readonly PlaceOutline[];
	readonly collectors: readonly Collector[];
	readonly nonce: string;
	readonly created: string;
	/** Whether it prints one line without being told, and holds no script besides those whose answers go into it. */
	readonly oneLine?: boolean;
	/** On what it is run, and as whom, in plain letters; left out, any machine of the place. */
	readonly whom?: string;
}): string => {
	const brief = briefScripts(place, collectors);
	const scripts = scriptsFor(place, collectors).filter(({id}) => !oneLine || brief.some(one => one.id === id));
	if (oneLine && scripts.length === 0) {
		throw new CannotStart(`There is no form of one line for ${placeWords(places, place)}. Leave out --one-line.`);
	}

	if (scripts.length === 0) {
		const others = places.map(({id}) => id).filter(other => scriptsFor(other, collectors).length > 0);
		throw new CannotStart(
			`There is nothing to carry to ${placeWords(places, place)} yet: every check asks it from here. There are scripts for ${others.join(' and ')}.`,
		);
	}

	const data = `$whfb = @{ Place = ${quoted(place)}; Nonce = ${quoted(nonce)}; Created = ${quoted(created)}; Form = ${quoted(formOf(brief))}; Out = $Out; OneLine = ${oneLine ? '$true' : '[bool] $OneLine'}; Briefs = [ordered] @{}; Collectors = [ordered] @{} }\r\n`;
	const briefs = brief.map(
		one =>
			`$whfb.Briefs[${quoted(one.id)}] = @{ Members = ${listed(one.brief.members)}; Report = ${quoted(one.brief.report?.member ?? '')}; Names = ${listed(one.brief.report?.names ?? [])}; Words = ${listed(wordsOf(one.brief))} }\r\n`,
	);
	const blocks = scripts.map(
		({id, path}) =>
			`\r\n# ---- ${path}, as it ships\r\n$whfb.Collectors[${quoted(id)}] = @{ Path = ${quoted(path)}; Script = {\r\n${shipped(path)}} }\r\n# ---- end of ${path}\r\n`,
	);
	const [line, runner] = ['src/powershell/carried-line.ps1', 'src/powershell/carried.ps1'];
	const functions = brief.length === 0 ? '' : `\r\n# ---- ${line}, as it ships\r\n${shipped(line)}`;
	const whose = places.find(({id}) => id === place);
	const first = whose === undefined ? '' : `# ---- For ${whom ?? whose.words}: run it in ${whose.window}\r\n\r\n`;
	return `${first}${shipped('src/powershell/carried-head.ps1')}\r\n${data}${briefs.join('')}${blocks.join('')}${functions}\r\n# ---- ${runner}, as it ships\r\n& {\r\n${shipped(runner)}} $whfb\r\n`;
};
