import {linkSync, readFileSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Holder} from '../../src/session/held-locks.ts';
import {judge} from '../../src/session/judge-owner.ts';
import {hold} from '../../src/session/lock.ts';
import {Held} from '../../src/session/lock-chain.ts';
import {type Owner, ownOwner} from '../../src/session/lock-owner.ts';
import {randomFrom} from './random.ts';

// One of several processes that want the same lock again and again, until it is killed or has tried often enough. Says of each try on standard
// output what came of it: h had it, r was refused, d had it while somebody else was inside.
const [folder = '', kind = 'ours', links = 'yes', tries = '0', seed = '1'] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const file = join(folder, 'raced.lock');
const inside = join(folder, 'inside');

const noLink = () => {
	throw Object.assign(new Error('EPERM'), {code: 'EPERM', syscall: 'link'});
};

/** How one would write it at first: look, take away what is dead, make one's own. Two who look at once both take away, the second one a live lock. */
const planted = (me: Owner): Holder => {
	const mine = JSON.stringify(me);
	const begun = `${file}.${process.pid}`;
	writeFileSync(begun, mine);
	try {
		for (;;) {
			try {
				linkSync(begun, file);
				return {means: 'link', release: () => rmSync(file, {force: true})};
			} catch {
				let text: string;
				try {
					text = readFileSync(file, 'utf8');
				} catch {
					continue;
				}

				if (judge(JSON.parse(text), me, file, false).kind === 'held') {
					throw new Held('held');
				}

				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
				rmSync(file, {force: true});
			}
		}
	} finally {
		rmSync(begun, {force: true});
	}
};

const me = ownOwner();
const badge = join(folder, `badge.${process.pid}`);
writeFileSync(badge, JSON.stringify(me));

/** Goes inside; false where somebody who is alive is there already. Who was killed inside is there no more. */
const enter = (): boolean => {
	for (;;) {
		try {
			linkSync(badge, inside);
			return true;
		} catch {
			let other: Owner;
			try {
				other = JSON.parse(readFileSync(inside, 'utf8'));
			} catch {
				continue;
			}

			if (judge(other, me, inside, false).kind === 'held') {
				return false;
			}

			rmSync(inside, {force: true});
		}
	}
};

writeSync(1, '.');
readFileSync(0);
for (let attempt = 0; attempt < Number(tries); attempt++) {
	let holder: Holder;
	try {
		holder = kind === 'ours' ? hold(file, 'raced', {me: ownOwner, link: links === 'yes' ? linkSync : noLink}) : planted(ownOwner());
	} catch (error) {
		if (!(error instanceof Held)) {
			throw error;
		}

		writeSync(1, 'r');
		continue;
	}

	const isAlone = enter();
	if (random() < 0.2) {
		// Long enough for the others to come by.
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
	}

	if (isAlone) {
		rmSync(inside, {force: true});
	}

	writeSync(1, isAlone ? 'h' : 'd');
	holder.release();
}
