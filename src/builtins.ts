import {isBuiltin} from 'node:module';
import type {Plugin} from 'rolldown';

/** `import` as the bundler writes it: a name for all of a module, names of its members, or both. */
const imports = /^import (?:(?:\* as )?(?<whole>[\w$]+))?(?:, )?(?:\{(?<members>[^}]*)\})? from ["'](?<name>[^"']+)["'];?$/gm;

/**
 * Takes Node's own modules as values and not as modules to import: of one that is imported Node reads every member, and some of those fetch others,
 * as fs.promises and crypto.webcrypto do. 4 ms of every start, where a bare Node takes 27.
 */
export const builtins: Plugin = {
	name: 'builtins',
	renderChunk: code =>
		code.replace(imports, (text, whole: string | undefined, members: string | undefined, name: string) => {
			const targets = [...(whole === undefined ? [] : [whole]), ...(members === undefined ? [] : [`{${members.replace(/ as /g, ':')}}`])];
			return isBuiltin(name) ? targets.map(target => `const ${target} = process.getBuiltinModule("${name}");`).join(' ') : text;
		}),
};
