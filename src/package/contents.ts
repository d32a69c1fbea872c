import {globSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import type {Bundle} from '../bundle.ts';
import {bundledIn, noticesOf, partsListOf} from '../notices.ts';
import {inPackage} from '../package-root.ts';
import type {NodeRelease} from './node-release.ts';
import {readme} from './readme.ts';
import type {Entry, Target} from './targets.ts';

type Manifest = {
	readonly name: string;
	readonly version: string;
	readonly description: string;
	readonly license: string;
	readonly type: string;
	readonly engines: Readonly<Record<string, string>>;
	readonly bin: Readonly<Record<string, string>>;
	readonly man: string;
	readonly files: readonly string[];
};

const own = (): Manifest => JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as Manifest;

/** The version of the package. */
export const packageVersion = (): string => own().version;

const slashed = (path: string): string => path.split(sep).join('/');

const entry = (name: string, bytes: Uint8Array | string, isProgram = false, packing: Entry['packing'] = 'deflate'): Entry => ({
	name,
	bytes: Buffer.from(bytes),
	isProgram,
	packing,
});

/** What ships as it stands: the files that `package.json` lists for npm, without the built program, and the licence, which npm adds by itself. */
const asTheyStand = ({files}: Manifest): readonly Entry[] =>
	globSync([...files.filter(pattern => pattern !== 'dist'), 'LICENSE'], {cwd: inPackage()})
		.filter(file => statSync(inPackage(file)).isFile())
		.map(file => entry(slashed(file), readFileSync(inPackage(file)), file.endsWith('.sh')));

/** What was built, with the parts list and the notices of a Node that goes with it. */
const builtIn = (folder: string, bundle: Bundle, node: NodeRelease | null): readonly Entry[] => {
	const parts = [...bundledIn(bundle), ...(node === null ? [] : [node.part])];
	const told: Readonly<Record<string, string>> = {
		'THIRD-PARTY-NOTICES.txt': noticesOf(parts),
		'whfb.cdx.json': `${JSON.stringify(partsListOf(parts), null, '\t')}\n`,
	};
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(one => one.isFile())
		.map(one => slashed(relative(folder, join(one.parentPath, one.name))))
		.map(file => entry(`dist/${file}`, told[file] ?? readFileSync(join(folder, file)), file === 'whfb.js'));
};

/** What npm and the program read of the package. What is bundled is no dependency, and nothing runs when it is installed. */
const manifestOf = ({name, version, description, license, type, engines, bin, man}: Manifest): string =>
	`${JSON.stringify({name, version, description, license, type, engines, bin, man}, null, '\t')}\n`;

const launchers = (target: Target): readonly Entry[] => {
	const cmd = readFileSync(inPackage('src', 'package', 'whfb.cmd'), 'utf8');
	const sh = readFileSync(inPackage('src', 'package', 'whfb.sh'), 'utf8');
	return [
		...(target === 'linux-x64' ? [] : [entry('whfb.cmd', target === 'any' ? cmd.replace('"%~dp0node.exe"', 'node') : cmd)]),
		...(target === 'win-x64' ? [] : [entry('whfb', target === 'any' ? sh.replace('"$here/node"', 'node') : sh, true)]),
	];
};

/** Every file of a package for a target, in the order of their names, from a folder that `buildInto` filled. */
export const contentsOf = (target: Target, folder: string, bundle: Bundle, node: NodeRelease | null): readonly Entry[] => {
	const manifest = own();
	return [
		...asTheyStand(manifest),
		...builtIn(folder, bundle, node),
		...launchers(target),
		...(node === null ? [] : [target === 'win-x64' ? entry('node.exe', node.program, true) : entry('node', node.program, true, 'bzip2')]),
		entry('package.json', manifestOf(manifest)),
		entry('README.txt', readme(target, manifest.version)),
	].sort((a, b) => (a.name < b.name ? -1 : 1));
};
