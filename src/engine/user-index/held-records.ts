import {constants, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import type {SurveyRecord} from '../../guide/check.ts';

/** Records of one bundle; so many stand in memory as objects at once. */
const bundleSize = 1_000;

/** What zstd works in is kept small: a smaller memory of what came before costs little, for persons that stand together are alike. */
const packing = {
	params: {[constants.ZSTD_c_compressionLevel]: -1, [constants.ZSTD_c_windowLog]: 15, [constants.ZSTD_c_hashLog]: 12},
	chunkSize: 32 * 1024,
};

/** Records that wait to be read once, in the order in which they came: as compressed JSON, which takes some 40 bytes for one. What JSON keeps of a record is kept. */
export const heldRecords = () => {
	const bundles: Uint8Array[] = [];
	// Text at once, because objects that live for a while make the heap grow.
	let open: string[] = [];
	const parsed = (lines: string) => JSON.parse(`[${lines}]`) as readonly SurveyRecord[];
	return {
		add: (record: SurveyRecord): void => {
			open.push(JSON.stringify(record));
			if (open.length === bundleSize) {
				// A copy, because what zlib gives is the beginning of a longer buffer.
				bundles.push(new Uint8Array(zstdCompressSync(open.join(), packing)));
				open = [];
			}
		},
		/** Gives all records, a bundle at a time. */
		*bundles(): Generator<readonly SurveyRecord[]> {
			for (const bundle of bundles) {
				yield parsed(zstdDecompressSync(bundle).toString('utf8'));
			}

			yield parsed(open.join());
		},
	};
};
