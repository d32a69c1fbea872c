import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Bundle} from './bundle.ts';
import {inPackage} from './package-root.ts';

/** A package of which something is in the bundle, with the texts that its licence wants to be passed on. */
export type Bundled = {
	readonly name: string;
	readonly version: string;
	/** As SPDX writes it. */
	readonly license: string;
	readonly texts: readonly string[];
	/** SHA-512 of the archive that it came in, hexadecimal; null where the lock file has none. */
	readonly sha512: string | null;
	/** Where it is installed, from the package's folder on, with slashes. */
	readonly place: string;
};

type Manifest = {readonly name: string; readonly version: string; readonly license?: unknown; readonly author?: unknown};

/** Packages that are published without the text of their licence, with whom it names. Each says in its manifest that its licence is MIT. */
const holders: Readonly<Record<string, string>> = {
	'@nodable/entities': 'Amit Gupta',
	'proxy-agent-negotiate': 'Nathan Rajlich',
	'yoga-layout': 'Meta Platforms, Inc. and affiliates',
};

const mit = (holder: string): string => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const textsOf = (place: string, {name, license}: Manifest): readonly string[] => {
	const files = readdirSync(inPackage(place))
		.filter(file => /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i.test(file))
		.sort();
	const texts = files.map(file =>
		readFileSync(join(inPackage(place), file), 'utf8')
			.replaceAll('\r\n', '\n')
			.trim(),
	);
	const holder = holders[name];
	if (texts.length === 0 && (holder === undefined || license !== 'MIT')) {
		throw new Error(
			`${name} is in the bundle and has no text of its licence. Look at what it says, and name its holder in src/notices.ts.`,
		);
	}

	return texts.length === 0 ? [mit(holder ?? '')] : texts;
};

/** Every package of which a file went into the bundle, in the order of names and versions, each version once. */
export const bundledIn = ({outputs}: Bundle): readonly Bundled[] => {
	const lock = JSON.parse(readFileSync(inPackage('package-lock.json'), 'utf8')) as {
		readonly packages: Readonly<Record<string, {readonly integrity?: string}>>;
	};
	const files = Object.values(outputs).flatMap(({inputs}) => Object.keys(inputs));
	const places = new Set(
		files.flatMap(file =>
			// The bundler's own few lines, by which modules of the other kind are called, come from no file.
			file.includes('\0rolldown/')
				? 'node_modules/rolldown'
				: (/(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
		),
	);
	const all = [...places].sort().map((place): Bundled => {
		const manifest = JSON.parse(readFileSync(inPackage(place, 'package.json'), 'utf8')) as Manifest;
		if (typeof manifest.license !== 'string') {
			throw new Error(`${manifest.name} is in the bundle and does not say what its licence is.`);
		}

		const integrity = /^sha512-(\S+)$/.exec(lock.packages[place]?.integrity ?? '')?.[1];
		return {
			name: manifest.name,
			version: manifest.version,
			license: manifest.license,
			texts: textsOf(place, manifest),
			sha512: integrity === undefined ? null : Buffer.from(integrity, 'base64').toString('hex'),
			place,
		};
	});
	const keyOf = ({name, version}: Bundled) => `${name}@${version}`;
	return all.filter((one, at) => all.findIndex(other => keyOf(other) === keyOf(one)) === at).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/** The notices as one text: a heading a package, then what its licence says. */
export const noticesOf = (bundled: readonly Bundled[]): string => {
	const rule = '='.repeat(80);
	const parts = bundled.map(
		({name, version, license, texts}) => `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.join('\n\n')}\n`,
	);
	return `whfb holds parts of ${bundled.length} packages by others. Each is named here with its version, and with the text that its licence wants to be passed on.\n\n${parts.join('\n')}`;
};

/** The address of a package as a package URL writes it (https://github.com/package-url/purl-spec): the @ of a scope is escaped. */
const purlOf = ({name, version}: {readonly name: string; readonly version: string}): string =>
	`pkg:npm/${name.replace('@', '%40')}@${version}`;

/** The parts list as CycloneDX 1.6 has it. It has neither a number nor a time of its own, so that the same sources make the same file. */
export const partsListOf = (bundled: readonly Bundled[]): unknown => {
	const own = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as Manifest;
	const licensed = (license: string) => (/ /.test(license) ? [{expression: license}] : [{license: {id: license}}]);
	return {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: {
			component: {
				type: 'application',
				'bom-ref': purlOf(own),
				name: own.name,
				version: own.version,
				licenses: licensed(String(own.license)),
				purl: purlOf(own),
			},
		},
		components: bundled.map(one => ({
			type: 'library',
			'bom-ref': purlOf(one),
			name: one.name,
			version: one.version,
			...(one.sha512 === null ? {} : {hashes: [{alg: 'SHA-512', content: one.sha512}]}),
			licenses: licensed(one.license),
			purl: purlOf(one),
		})),
	};
};
