import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {z} from 'zod';
import {inPackage} from '../package-root.ts';

/** Stands for the release of what none has shipped yet. */
export const development = 'development';

const listSchema = z.array(
	z.strictObject({
		script: z.string(),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		/** Releases that shipped it, oldest first; `development` for what none has shipped yet. */
		releases: z.array(z.string()).min(1),
	}),
);

/** Every collector's script that a release shipped to be carried, by its SHA-256. `npm run shipped` writes the list. */
export type ShippedScripts = z.infer<typeof listSchema>;

/** Where the list lies, below the package. */
export const shippedList = ['src', 'powershell', 'shipped-scripts.json'] as const;

let known: ShippedScripts | undefined;

/** The list; read once. */
export const shippedScripts = (): ShippedScripts => {
	known ??= listSchema.parse(JSON.parse(readFileSync(inPackage(...shippedList), 'utf8')));
	return known;
};

/** SHA-256 of a script of this package as it lies on disk, which is how it is carried. */
export const hashOf = (script: string): string =>
	createHash('sha256')
		.update(readFileSync(inPackage(...script.split('/'))))
		.digest('hex');

/** The releases that shipped a script with this hash; null where none did. */
export const releasesOf = (script: string, sha256: string): readonly string[] | null =>
	shippedScripts().find(one => one.script === script && one.sha256 === sha256)?.releases ?? null;

/** Whether a release shipped a script with this hash, or this build carries it. */
export const isShipped = (script: string, sha256: string): boolean => releasesOf(script, sha256) !== null || hashOf(script) === sha256;

/** The whole hash of a script of which only the beginning is told, at least 12 digits; null where no release shipped one that begins so, or two did. */
export const fullHash = (script: string, beginning: string): string | null => {
	const known = [...shippedScripts().flatMap(one => (one.script === script ? [one.sha256] : [])), hashOf(script)];
	const [only, other] = new Set(known.filter(one => beginning.length >= 12 && one.startsWith(beginning)));
	return other === undefined ? (only ?? null) : null;
};
