/**
 * Writes the list of scripts that were shipped to be carried (`npm run shipped [RELEASE]`). Without a release, what lies here and was never shipped
 * is listed as of `development`, and what was listed so before is dropped; with one, what lies here is listed as shipped by it, for good.
 */
import {writeFileSync} from 'node:fs';
import {guide} from '../steps/guide.ts';
import {scriptsFor} from './evidence/collector-script.ts';
import {development, hashOf, type ShippedScripts, shippedList, shippedScripts} from './evidence/shipped-scripts.ts';
import {compareText} from './guide/plain-order.ts';
import {collectorsIn} from './guide/step.ts';
import {inPackage} from './package-root.ts';

/** The list after `release`, or after another day of development where it is null. */
const listed = (known: ShippedScripts, release: string | null): ShippedScripts => {
	const collectors = collectorsIn(guide);
	const here = guide.outline.places.flatMap(({id}) => scriptsFor(id, collectors)).map(({path}) => ({script: path, sha256: hashOf(path)}));
	const before = known
		.map(one => ({...one, releases: one.releases.filter(name => name !== development)}))
		.filter(({releases}) => releases.length > 0);
	const now = here.filter(({script, sha256}) => !before.some(one => one.script === script && one.sha256 === sha256));
	const isHere = (one: ShippedScripts[number]) => here.some(({script, sha256}) => one.script === script && one.sha256 === sha256);
	return [
		...before.map(one =>
			release === null || !isHere(one) || one.releases.includes(release) ? one : {...one, releases: [...one.releases, release]},
		),
		...now.map(one => ({...one, releases: [release ?? development]})),
	].toSorted((a, b) => compareText(a.script, b.script) || compareText(a.sha256, b.sha256));
};

const text = JSON.stringify(listed(shippedScripts(), process.argv[2] ?? null), null, '\t');
// Lists of names stand on one line, as the formatter has them.
writeFileSync(
	inPackage(...shippedList),
	`${text.replace(/\[\s+("[^\]]*")\s+\]/g, (_, names: string) => `[${names.replace(/\s+/g, ' ')}]`)}\n`,
);
