import {isBuiltin} from 'node:module';
import type {Plugin} from 'rolldown';

/** `import` as the bundler writes it: a name for all of a module, names of its members, or both. */
const imports = /^import (?:(?:\* as )?(?<whole>[\w$]+))?(?:, )?(?:\{(?<members>[^}]*)\})? from ["'](?<name>[^"']+)["'];?$/gm;

/** Of Node's own modules, those that a bare Node has not loaded: 1 ms a module, 4 for zlib, 5 for crypto. */
const costly = new Set(
	'child_process crypto dns dns/promises net stream stream/consumers worker_threads zlib'.split(' ').map(name => `node:${name}`),
);

const take = (name: string) => `process.getBuiltinModule("${name}")`;

/** `a` or `a as b`, as an import names them. */
const memberOf = (text: string) => {
	const [member = '', own = member] = text.trim().split(' as ');
	return {member, own};
};

/** Whether all that a file does with a class is to make things of it. */
const isOnlyMade = (own: string, code: string): boolean =>
	[
		...code
			.replace(imports, '')
			.matchAll(new RegExp(String.raw`(?<made>\bnew )?(?<![\w$])${own.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'g')),
	].every(({groups}) => groups?.['made'] !== undefined);

/** A function is fetched when it is first called, and a class when something is first made of it; everything else at once. */
const taken = (name: string, text: string, code: string): string => {
	const {member, own} = memberOf(text);
	const value = (process.getBuiltinModule(name) as Readonly<Record<string, unknown>>)[member];
	const isClass = /^[A-Z]/.test(member);
	return !costly.has(name) || typeof value !== 'function' || (isClass && !isOnlyMade(own, code))
		? `const {${member}: ${own}} = ${take(name)};`
		: isClass
			? `const ${own} = function (...given) { return new (${take(name)}.${member})(...given); };`
			: `const ${own} = (...given) => ${take(name)}.${member}(...given);`;
};

/**
 * Takes Node's own modules as values and not as modules to import: of one that is imported Node reads every member, and some of those fetch others,
 * as fs.promises and crypto.webcrypto do. 4 ms of every start, where a bare Node takes 27.
 */
export const builtins: Plugin = {
	name: 'builtins',
	renderChunk: code =>
		code.replace(imports, (text, whole: string | undefined, members: string | undefined, name: string) =>
			isBuiltin(name)
				? [
						...(whole === undefined ? [] : [`const ${whole} = ${take(name)};`]),
						...(members === undefined ? [] : members.split(',').map(member => taken(name, member, code))),
					].join(' ')
				: text,
		),
};

/** A sign beyond ASCII as JavaScript writes it in a text, in a template or in an expression. */
const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes the bundle in ASCII: V8 keeps a file in half the room, and compiles it faster, where no sign of it needs two bytes. 4 % of a start. */
export const inAscii: Plugin = {
	name: 'in ascii',
	generateBundle: (_, files) => {
		for (const file of Object.values(files)) {
			if (file.type === 'chunk') {
				// A backslash before such a sign would be taken for one before the backslash that is written.
				if (/(?<!\\)(?:\\\\)*\\[^\x00-\x7F]/.test(file.code)) {
					throw new Error(`${file.fileName} holds a backslash before a sign that is not of ASCII.`);
				}

				file.code = file.code.replace(/[^\x00-\x7F]/g, escaped);
			}
		}
	},
};

const facade = /^export ?\{(?<names>[^}]*)\} ?from ?"\.\/(?<file>[^"]+)";\s*$/;
const later = /\bimport\(([`'"])\.\/([^`'"]+)\1\)/g;

/**
 * Loads what is loaded later from the file that holds it, and not from one of a single line that hands it on under its own name: half a millisecond for
 * each such file on the way to a first word.
 */
export const direct = (gone: Set<string>): Plugin => ({
	name: 'direct',
	generateBundle: (_, files) => {
		const chunks = Object.values(files).filter(file => file.type === 'chunk');
		const facades = new Map(
			chunks.flatMap(({fileName, code}) => (facade.exec(code)?.groups ? [[fileName, facade.exec(code)?.groups] as const] : [])),
		);
		for (const chunk of chunks) {
			chunk.code = chunk.code.replace(later, (text, _quote: string, name: string) => {
				const {file, names = ''} = facades.get(name) ?? {};
				const members = names.split(',').map(each => {
					const {member, own} = memberOf(each);
					return `${own}:each.${member}`;
				});
				return file === undefined ? text : `import("./${file}").then(each=>({${members.join(',')}}))`;
			});
		}

		for (const name of facades.keys()) {
			delete files[name];
			gone.add(name);
		}
	},
});
