import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {crc32} from 'node:zlib';
import {deflateSync} from 'fflate';
import {CannotStart} from '../cannot-start.ts';
import type {Entry} from './targets.ts';

/** 26 October 1985, 08:15, as MS-DOS writes it: without a zone, so that it is the same bytes everywhere. npm gives its files this date, too. */
const [time, date] = [(8 << 11) | (15 << 5), (5 << 9) | (10 << 5) | 26];

/** How a file is packed: its number, and the version of the format that knows it, in tenths (APPNOTE.TXT 4.4.5 and 4.4.3.2). */
const methods = {deflate: {method: 8, version: 20}, bzip2: {method: 12, version: 46}} as const;

/** What bzip2 makes, of which all versions 1.0 make the same; others that bear its name cut their blocks elsewhere. */
const bzipped = (bytes: Uint8Array): Uint8Array => {
	const {stderr, error} = spawnSync('bzip2', ['--help'], {encoding: 'utf8', input: ''});
	if (error !== undefined || !/block-sorting file compressor\. +Version 1\.0\./.test(stderr)) {
		throw new CannotStart('Packing for Linux needs bzip2 1.0 on PATH, so that the same bytes come out everywhere.');
	}

	const {status, stdout} = spawnSync('bzip2', ['-9', '--stdout'], {input: bytes, maxBuffer: bytes.length + 1_000_000});
	if (status !== 0) {
		throw new Error(`bzip2 ended with ${status}.`);
	}

	return stdout;
};

const packed = ({bytes, packing}: Entry): Uint8Array => (packing === 'bzip2' ? bzipped(bytes) : deflateSync(bytes, {level: 9, mem: 12}));

/** Numbers one after another, of two or four bytes each. */
const numbers = (...parts: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
	Buffer.concat(
		parts.map(([size, value]) => {
			const written = Buffer.alloc(size);
			written.writeUIntLE(value, 0, size);
			return written;
		}),
	);

/** A zip archive of one folder, whose bytes follow from its content alone. */
export const zipOf = (folder: string, entries: readonly Entry[]): Uint8Array => {
	const [files, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
	let offset = 0;
	for (const entry of entries) {
		const {method, version} = methods[entry.packing];
		const [name, content] = [Buffer.from(`${folder}/${entry.name}`), packed(entry)];
		const about = numbers(
			...([version, 0, method, time, date].map(value => [2, value]) as [2, number][]),
			...([crc32(entry.bytes), content.length, entry.bytes.length].map(value => [4, value]) as [4, number][]),
			...([name.length, 0].map(value => [2, value]) as [2, number][]),
		);
		const local = Buffer.concat([numbers([4, 0x04_03_4b_50]), about, name]);
		files.push(local, content);
		// Made on Unix, so that the mode counts (4.4.2).
		const mode = entry.isProgram ? 0o100_755 : 0o100_644;
		const [made, rest] = [
			numbers([4, 0x02_01_4b_50], [2, (3 << 8) | version]),
			numbers([2, 0], [2, 0], [2, 0], [4, mode * 0x1_00_00], [4, offset]),
		];
		directory.push(made, about, rest, name);
		offset += local.length + content.length;
	}

	const listed = Buffer.concat(directory);
	const end = numbers(
		[4, 0x06_05_4b_50],
		[2, 0],
		[2, 0],
		[2, entries.length],
		[2, entries.length],
		[4, listed.length],
		[4, offset],
		[2, 0],
	);
	return Buffer.concat([...files, listed, end]);
};

/** A line as `sha256sum --check` reads it. */
export const sumLine = (name: string, bytes: Uint8Array): string => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
