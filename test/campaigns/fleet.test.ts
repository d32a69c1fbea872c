import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {heldBy} from '../../src/app/held-evidence.ts';
import {importInto} from '../../src/app/importing.ts';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {unobserved} from '../../src/guide/answer.ts';
import {openStore} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';
import {writeFleet} from './fleet.ts';

/** `WHFB_CLIENTS=5000` brings as many as the promise says; `WHFB_SEED` repeats a run. A build brings a thousand. */
const count = Number(process.env['WHFB_CLIENTS'] ?? 1_000);
const seed = Number(process.env['WHFB_SEED'] ?? 20_261_122);
const now = () => '2026-11-22T09:00:00.000Z';

it('counts a fleet exactly as it was made, and names every damaged file of it', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-fleet-campaign-'));
	try {
		const {clients, damaged} = writeFleet(join(folder, 'brought'), count, seed);
		expect(damaged.size).toBe(count / 50);
		const store = openStore(join(folder, 'sessions'));
		const told = await importInto(
			{guide, store, tool: '1.0.0', now, confirms: false, environment: {}},
			{path: join(folder, 'brought'), taken: null},
			'fleet',
			() => {},
		);
		const named = told.split('\n').flatMap(line => /^ {2}"([^"]+)": .+$/.exec(line)?.[1] ?? []);
		expect(named).toEqual([...damaged.keys()].toSorted());
		expect(told).toContain(` of ${count - damaged.size} computers.`);

		const open = store.open('fleet');
		open.close();
		expect(open.session.evidence.length).toBeLessThan(10);
		const ask = askOnce(
			async collector => unobserved('elsewhere', `${collector.id} is asked elsewhere.`),
			heldBy(guide, open.session),
			now,
		);
		const said = async (id: string) => {
			const check = guide.steps.flatMap(({checks}) => checks).find(one => one.id === id);
			const finding = await look(check as never, ask, now);
			return finding.kind === 'judged' ? finding.verdict.because : finding.detail;
		};
		const all = count - damaged.size;
		const joined = all - clients['not-joined'];
		const of = (number: number) => number.toLocaleString('en-GB');
		expect(await said('device-joined')).toContain(
			`${of(joined)} of ${of(all)} clients are hybrid joined; ${of(clients['not-joined'])} not: not in Entra ID (${clients['not-joined']}: `,
		);
		const hello = await said('hello-prerequisites');
		expect(hello).toContain(`no TPM that fits (${clients['no-tpm']}: `);
		expect(hello).toContain(`certificate trust (${clients.certificate}: `);
		expect(await said('hello-policy')).toContain(`; ${of(clients.certificate)} not: certificate trust (${clients.certificate}: `);
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}, 300_000);
