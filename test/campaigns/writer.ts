import {writeSync} from 'node:fs';
import {openStore} from '../../src/session/store.ts';

// Writes to a session until it is killed, and says on standard output what it has been told is on disk.
const [folder = '', name = '', longest = '0', manner = ''] = process.argv.slice(2);
const store = openStore(folder);
const at = '2026-11-22T09:00:00.000Z';
const open = store.exists(name) ? store.open(name) : store.create(name, at, '1.0.0');
writeSync(1, 'open\n');
for (let next = open.session.read.length; ; next++) {
	// A hasty one says it first, so that the campaign can be seen to notice.
	if (manner === 'hasty') {
		writeSync(1, `${next}\n`);
	}

	open.journal.append({type: 'read', at, check: `${next} ${'x'.repeat((next * 7919) % (Number(longest) + 1))}`});
	if (manner !== 'hasty') {
		writeSync(1, `${next}\n`);
	}
}
