import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {crc32, deflateRawSync} from 'node:zlib';
import {folder} from './pilot.ts';

/** One entry, with what may be said of it wrongly. Sizes are in bytes; `attributes` are Unix modes. */
export type Packed = {
	readonly name: string;
	readonly content: string | Uint8Array;
	readonly crc?: number;
	readonly size?: number;
	readonly method?: number;
	readonly flags?: number;
	readonly mode?: number;
};

/** A zip archive (APPNOTE.TXT 4.3), as sound or as unsound as its entries. */
export const zipOf = (entries: readonly Packed[], entryCount = entries.length): Buffer => {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const {name, content, crc, size, method = 8, flags = 0x800, mode = 0o100644} of entries) {
		const whole = Buffer.from(content);
		const packed = method === 8 ? deflateRawSync(whole) : whole;
		const title = Buffer.from(name);
		const head = Buffer.alloc(26);
		head.writeUInt16LE(20, 0);
		head.writeUInt16LE(flags, 2);
		head.writeUInt16LE(method, 4);
		head.writeUInt32LE(crc ?? crc32(whole), 10);
		head.writeUInt32LE(packed.length, 14);
		head.writeUInt32LE(size ?? whole.length, 18);
		head.writeUInt16LE(title.length, 22);
		const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, title, packed]);
		const end = Buffer.alloc(14);
		end.writeUInt32LE((mode << 16) >>> 0, 6);
		end.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), head, end, title]));
		bodies.push(local);
		offset += local.length;
	}

	const central = Buffer.concat(directory);
	const last = Buffer.alloc(18);
	last.writeUInt16LE(entryCount, 4);
	last.writeUInt16LE(entryCount, 6);
	last.writeUInt32LE(central.length, 8);
	last.writeUInt32LE(offset, 12);
	return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), last]);
};

/** The files of a folder as entries, below a path in the archive. */
export const entriesOf = (root: string, below = ''): readonly Packed[] =>
	readdirSync(root, {recursive: true, withFileTypes: true, encoding: 'utf8'})
		.filter(entry => entry.isFile())
		.map(entry => {
			const whole = join(entry.parentPath, entry.name);
			return {name: `${below}${whole.slice(root.length + 1).replaceAll('\\', '/')}`, content: readFileSync(whole)};
		});

export const savedZip = (bytes: Uint8Array, name = 'export.zip'): string => {
	const path = join(folder(), name);
	writeFileSync(path, bytes);
	return path;
};
