import {readFileSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {notTrusted} from '../child-processes/trusted-program.ts';
import {shownName} from '../guide/untrusted.ts';
import {kindOf, troubleOf} from '../session/trouble.ts';
import {options, settingNames} from './table.ts';

type SettingName = (typeof settingNames)[number];

/** What the file of settings says, by the names of options. */
export type Settings = Readonly<Partial<Record<SettingName, string | true>>>;

/** Variables that say the same as an option, and stand before the file. */
export const variableOf: Readonly<Partial<Record<string, string>>> = {
	sessions: 'WHFB_SESSIONS',
	powershell: 'WHFB_POWERSHELL',
	ascii: 'WHFB_ASCII',
};

/** Where the file of settings lies, whether it is there or not (XDG Base Directory: a path that is not absolute is ignored). */
export const settingsFile = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
	if (platform === 'win32') {
		return join(env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), 'whfb', 'config.json');
	}

	const folder = env['XDG_CONFIG_HOME'];
	return join(folder?.startsWith('/') ? folder : join(homedir(), '.config'), 'whfb', 'config.json');
};

/** Bytes; a file of settings has a few hundred. */
const longest = 65_536;

/** The text of the file, null where there is none. Throws CannotStart where it may be another's, or cannot be read. */
const textOf = (file: string, refuse: (why: string) => CannotStart): string | null => {
	try {
		const stats = statSync(file, {throwIfNoEntry: false});
		if (stats === undefined) {
			return null;
		}

		if (!stats.isFile()) {
			throw refuse(`it is ${kindOf(stats)}`);
		}

		if (stats.size > longest) {
			throw refuse(`it is larger than ${longest} bytes`);
		}

		const others = notTrusted(file);
		if (others !== null) {
			throw refuse(`${shownName(others)}, and it may name a program to start`);
		}

		return new TextDecoder('utf-8', {fatal: true}).decode(readFileSync(file));
	} catch (error) {
		if (error instanceof CannotStart) {
			throw error;
		}

		throw refuse(error instanceof TypeError ? 'it is not written in UTF-8' : troubleOf(error));
	}
};

/** Why a member of the file is no setting, or null. */
const objectionTo = (name: string, value: unknown): string | null => {
	if (!settingNames.some(known => known === name)) {
		const why = Object.hasOwn(options, name) ? 'is an option and no setting' : 'is no setting';
		return `${shownName(JSON.stringify(name))} ${why}; there are: ${settingNames.join(', ')}`;
	}

	if (options[name as SettingName].takes === null) {
		return typeof value === 'boolean' ? null : `${name} is true or false`;
	}

	return typeof value === 'string' && value !== '' ? null : `${name} is a text that is not empty`;
};

/** Reads the file of settings; empty where there is none. What it holds has the right kind of value; what the value means is judged where an option is. Throws CannotStart. */
export const readSettings = (file: string): Settings => {
	const refuse = (why: string) =>
		new CannotStart(
			`The file of settings ${shownName(file)} cannot be used: ${why}. Mend it, or move it away. whfb config --help says what it holds.`,
		);
	const text = textOf(file, refuse);
	if (text === null) {
		return {};
	}

	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw refuse('it is no JSON');
	}

	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw refuse('it is no JSON object');
	}

	const objection = Object.entries(value)
		.map(([name, each]) => objectionTo(name, each))
		.find(each => each !== null);
	if (objection !== undefined) {
		throw refuse(objection);
	}

	return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== false)) as Settings;
};
