import {parseArgs} from 'node:util';
import {CannotStart} from '../cannot-start.ts';
import {findProgram} from '../child-processes/find-program.ts';
import {repeatSessions} from '../command-line.ts';
import {shownName} from '../guide/untrusted.ts';
import {isClientId, isGroupName, isHostName, isTenantName, isUserName, signInWays} from '../session/environment.ts';
import type {Environment} from '../session/event.ts';
import {defaultSessionsFolder} from '../session/sessions-folder.ts';
import {openStore, type Store} from '../session/store.ts';
import {readSettings, settingsFile, variableOf} from './settings.ts';
import {type Command, cloudNames, type OptionName, ofOneCommand, options, ownOptions} from './table.ts';

/** What was typed: options by name, and the words that are none. */
export type Typed = {
	readonly values: Readonly<Partial<Record<OptionName, string | boolean | readonly (string | boolean)[] | undefined>>>;
	readonly words: readonly string[];
	/** The options that nobody typed and the file of settings says. */
	readonly settled: readonly string[];
};

/** What was typed, with what the file of settings says where neither an option nor a variable does. Throws CannotStart. */
const withSettings = (values: Typed['values'], words: readonly string[]): Typed => {
	const settings = readSettings(settingsFile(process.env, process.platform));
	const settled = Object.entries(settings).filter(
		([name]) => values[name as OptionName] === undefined && !process.env[variableOf[name] ?? ''],
	);
	return {values: {...Object.fromEntries(settled), ...values}, words, settled: settled.map(([name]) => name)};
};

/** Reads the arguments of a command, null for the wizard; throws CannotStart in our own words. */
export const typed = (args: readonly string[], command: Command | null): Typed => {
	const own = command === null ? [] : ownOptions(command);
	try {
		const taken = Object.entries<{readonly takes: string | null; readonly many?: true; readonly short?: string}>(options)
			.filter(([name]) => !ofOneCommand.has(name) || own.includes(name))
			.map(([name, {takes, many = false, short}]) => [
				name,
				{type: takes === null ? ('boolean' as const) : ('string' as const), multiple: many, ...(short === undefined ? {} : {short})},
			]);
		const {values, positionals} = parseArgs({args: [...args], options: Object.fromEntries(taken), allowPositionals: true, strict: true});
		// A shell that starts must not fail for a setting that is wrong.
		return command === 'completion' ? {values, words: positionals, settled: []} : withSettings(values, positionals);
	} catch (error) {
		if (error instanceof CannotStart) {
			throw error;
		}

		const message = error instanceof Error ? error.message : String(error);
		const name = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
		throw new CannotStart(
			/Unknown option/.test(message)
				? `There is no option ${name}. whfb --help lists the commands, and whfb COMMAND --help its options.`
				: `The option ${name} cannot be read as it stands${/argument missing|is ambiguous/.test(message) ? ': it needs a value after it' : ': it takes no value'}. whfb --help shows how it is written.`,
		);
	}
};

/** The clock of this computer, ISO 8601, UTC. */
export const now = (): string => new Date().toISOString();

/** An option's text, or null. An empty text names nothing, and is refused. */
export const text = ({values}: Typed, name: OptionName): string | null => {
	const value = values[name];
	if (value === '') {
		throw new CannotStart(`--${name} was given with an empty value. Leave it out, or name something.`);
	}

	return typeof value === 'string' ? value : null;
};

/** One of a few words, or CannotStart that lists them. */
export const oneOf = <T extends string>(asked: Typed, name: OptionName, allowed: readonly T[]): T | null => {
	const value = text(asked, name);
	const found = allowed.find(candidate => candidate === value);
	if (value !== null && found === undefined) {
		throw new CannotStart(`--${name} ${JSON.stringify(value)} is not known. It is one of: ${allowed.join(', ')}.`);
	}

	return found ?? null;
};

const hostNamed = (name: string): string => {
	if (!isHostName(name)) {
		throw new CannotStart(
			`--directory ${JSON.stringify(name)} is no host name. Name a domain or a domain controller, such as corp.contoso.com.`,
		);
	}

	return name;
};

/** A user as an option names one, or CannotStart. */
export const userNamed = (name: string, option = 'pilot-user'): string => {
	if (!isUserName(name)) {
		throw new CannotStart(`--${option} ${JSON.stringify(name)} is no user name. Name a user as Entra ID does, such as anna@contoso.com.`);
	}

	return name;
};

/** An option's text, held against what such a name may be; null where it was not given. */
const named = (asked: Typed, option: OptionName, fits: (name: string) => boolean, what: string): string | null => {
	const name = text(asked, option);
	if (name !== null && !fits(name)) {
		throw new CannotStart(`--${option} ${JSON.stringify(name)} is ${what}.`);
	}

	return name;
};

const proxyNamed = (name: string): string => {
	if (!URL.canParse(name) || !['http:', 'https:'].includes(new URL(name).protocol)) {
		throw new CannotStart(`--proxy ${JSON.stringify(name)} is no address of a proxy. Write it as http://proxy.contoso.com:8080.`);
	}

	const {username, password} = new URL(name);
	if (username !== '' || password !== '') {
		throw new CannotStart('--proxy names an account or a password, and whfb keeps neither. Give the address alone.');
	}

	return name;
};

/** The PowerShell that somebody asked for, by its absolute path. */
const powershellNamed = (name: string, env: NodeJS.ProcessEnv): string => {
	const found = findProgram(name, {env});
	if ('objection' in found) {
		throw new CannotStart(
			`The PowerShell asked for is ${JSON.stringify(name)}, but ${found.objection}. Name the program itself with --powershell, or leave it out to use the one of this computer.`,
		);
	}

	return found.path;
};

/** Where an option that is refused was said, if it was nobody's to type. */
const fromFile = (asked: Typed, {message}: CannotStart): string =>
	asked.settled.some(name => message.includes(`--${name}`))
		? ` The file of settings says it: ${shownName(settingsFile(process.env, process.platform))}.`
		: '';

/** What the options, variables and settings say of the environment; only what they say. Throws CannotStart. */
export const environmentIn = (asked: Typed, env: NodeJS.ProcessEnv): Partial<Environment> => {
	try {
		return environmentOf(asked, env);
	} catch (error) {
		throw error instanceof CannotStart ? new CannotStart(`${error.message}${fromFile(asked, error)}`) : error;
	}
};

const environmentOf = (asked: Typed, env: NodeJS.ProcessEnv): Partial<Environment> => {
	const directories = asked.values['directory'];
	const pilotUsers = asked.values['pilot-user'];
	const powershell = text(asked, 'powershell') ?? (env['WHFB_POWERSHELL'] || null);
	const given = {
		directories: Array.isArray(directories) ? directories.map(name => hostNamed(String(name))) : null,
		cloud: oneOf(asked, 'cloud', cloudNames),
		scopeGroup: named(asked, 'scope-group', isGroupName, 'no name of a group. Name it as the directory does, or by its SID'),
		pilotUsers: Array.isArray(pilotUsers) ? pilotUsers.map(name => userNamed(String(name))) : null,
		pilotClient: named(asked, 'pilot-client', isHostName, 'no name of a computer'),
		pilotController: named(asked, 'pilot-dc', isHostName, 'no name of a computer'),
		tenant: named(asked, 'tenant', isTenantName, 'no tenant. Name its id, or one of its domains, such as contoso.com'),
		clientId: named(asked, 'client-id', isClientId, 'no id of a client. It is written like 14d82eec-204b-4c2f-b7e8-296a70dab67e'),
		proxy: text(asked, 'proxy'),
		powershell: powershell === null ? null : powershellNamed(powershell, env),
		signIn: oneOf(asked, 'sign-in', signInWays),
	};
	const {proxy} = given;
	const real = given.directories?.[0] ?? given.tenant;
	if (text(asked, 'practice') !== null && real !== null) {
		throw new CannotStart(
			`In a practice environment nothing of yours is asked, and ${real} is not looked at. Leave out --practice, or that option.`,
		);
	}

	return Object.fromEntries(
		Object.entries({...given, proxy: proxy === null ? null : proxyNamed(proxy)}).filter(([, value]) => value !== null),
	);
};

/** A word that has no place, or CannotStart naming it. */
export const noMoreWords = (command: string, words: readonly string[], most: number) => {
	const extra = words[most];
	if (extra !== undefined) {
		throw new CannotStart(
			command === ''
				? `whfb alone starts the wizard, and does not know what ${JSON.stringify(extra)} is for. A command comes first: whfb COMMAND, then its options. whfb --help lists both.`
				: `whfb ${command} does not know what ${JSON.stringify(extra)} is for. whfb ${command} --help shows what it takes.`,
		);
	}
};

/** The store that the options and variables name. */
export const storeOf = (asked: Typed): Store => {
	const named = text(asked, 'sessions');
	if (named !== null && !asked.settled.includes('sessions')) {
		repeatSessions(named);
	}

	return openStore(named ?? defaultSessionsFolder(process.env, process.platform));
};
