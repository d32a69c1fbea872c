import {existsSync} from 'node:fs';
import {shownName} from '../guide/untrusted.ts';
import {print} from '../output.ts';
import {findShell} from '../powershell/shell.ts';
import {chooseSigns} from '../report/letters.ts';
import {colourOf} from './colour.ts';
import {environmentIn, noMoreWords, oneOf, storeOf, type Typed, typed} from './options.ts';
import {settingsFile, variableOf} from './settings.ts';
import {formats, settingNames} from './table.ts';

type Setting = {readonly name: string; readonly value: string | boolean | null; readonly from: string};

/** What says a setting: the first of an option, a variable, the file; else what is usual. */
const sourceOf = (name: (typeof settingNames)[number], asked: Typed): string => {
	if (asked.settled.includes(name)) {
		return 'file';
	}

	if (asked.values[name] !== undefined) {
		return 'option';
	}

	const variable = variableOf[name] ?? '';
	return process.env[variable] ? variable : 'usual';
};

const settingsIn = async (asked: Typed): Promise<readonly Setting[]> => {
	const {powershell, proxy, signIn} = environmentIn(asked, process.env);
	const shell = powershell ?? (await findShell(undefined));
	const colour = colourOf(process.env, process.stdout.isTTY === true);
	const values: Readonly<Record<(typeof settingNames)[number], string | boolean | null>> = {
		sessions: storeOf(asked).folder,
		powershell: typeof shell === 'string' ? shell : 'kind' in shell ? null : shell.path,
		proxy: proxy ?? null,
		'sign-in': signIn ?? null,
		ascii: asked.values['ascii'] === true || chooseSigns(process.env, process.platform) === 'ascii',
		plain: asked.values['plain'] === true,
	};
	return [
		...settingNames.map(name => ({name, value: values[name], from: sourceOf(name, asked)})),
		{name: 'colour', value: colour.on, from: colour.because === 'terminal' ? 'usual' : colour.because},
	];
};

const words = (value: string | boolean | null): string =>
	value === null ? 'not set' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : shownName(value);

/** `whfb config`. */
export const config = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'config');
	noMoreWords('config', asked.words, 0);
	const file = settingsFile(process.env, process.platform);
	const isThere = existsSync(file);
	const settings = await settingsIn(asked);
	if (oneOf(asked, 'format', formats.config) === 'json') {
		await print(`${JSON.stringify({file: isThere ? file : null, settings}, null, '\t')}\n`);
		return 0;
	}

	const rows = settings.map(({name, value, from}) => [name, words(value), from] as const);
	const wide = (at: 0 | 1) => Math.max(...rows.map(row => row[at].length));
	const lines = rows.map(([name, value, from]) => `${name.padEnd(wide(0))}  ${value.padEnd(wide(1))}  ${from}`);
	await print(
		`${isThere ? 'Settings are read from' : 'There is no file of settings; it would be'} ${shownName(file)}.\n\n${lines.join('\n')}\n`,
	);
	return 0;
};
