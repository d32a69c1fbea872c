import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {importInto} from '../../src/app/importing.ts';
import {sessionWriterFor} from '../../src/app/session-writer.ts';
import type {Event} from '../../src/session/event.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';

let folder: string;
let saved: string;
const now = () => new Date().toISOString();

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-importing-'));
	saved = join(folder, 'domains.json');
	writeFileSync(
		saved,
		JSON.stringify({
			'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains',
			value: [
				{
					id: 'contoso.com',
					isVerified: true,
					isInitial: false,
					isDefault: true,
					isRoot: true,
					authenticationType: 'Managed',
					state: null,
				},
			],
		}),
	);
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const parts = (store: Store) => ({guide, store, tool: '1.0.0', now, confirms: false, environment: {}});
const write = (store: Store, ...events: readonly Event[]) => {
	const writer = sessionWriterFor({store, name: 'contoso', environment: {}, guide, tool: '1.0.0', at: now()});
	writer.record(...events);
	writer.close();
};

/** A store in which somebody else writes between the first time that a session is opened and the second. */
const meanwhile = (store: Store, event: Event): Store => {
	let opened = 0;
	return {
		...store,
		open: name => {
			opened += 1;
			if (opened === 2) {
				write(store, event);
			}

			return store.open(name);
		},
	};
};

const heldIn = (store: Store) =>
	store.list().flatMap(listed => (listed.kind === 'sound' ? listed.session.evidence.map(({collector}) => collector) : []));

describe('a file that is brought while somebody else writes to the session', () => {
	const other: Event = {
		type: 'identified',
		at: now(),
		identity: {forests: [], tenant: {id: '99999999-2222-4333-8444-555555555555', domains: ['fabrikam.com']}},
	};

	it('is kept where nothing of whose it is has changed', async () => {
		const store = openStore(join(folder, 's'));
		write(store);
		const told = await importInto(
			parts(meanwhile(store, {type: 'read', at: now(), check: 'x'})),
			{path: saved, taken: now()},
			'contoso',
			() => undefined,
		);
		expect(told).toMatch(/^Taken: .*\nKept in session contoso\.$/s);
		expect(heldIn(store)).toEqual(['tenant-domains']);
	});

	it.each([
		['another tenant', other, /It is of somebody else: it belongs to the tenant of contoso\.com/],
		['another cloud', {type: 'settled', at: now(), environment: {cloud: 'china'}} as Event, /was given another cloud meanwhile/],
	])('is refused where the session is of %s by then', async (_, event, why) => {
		const store = openStore(join(folder, 's'));
		write(store);
		await expect(importInto(parts(meanwhile(store, event)), {path: saved, taken: now()}, 'contoso', () => undefined)).rejects.toThrow(why);
		expect(heldIn(store)).toEqual([]);
	});

	it('makes no session where it cannot be used', async () => {
		const store = openStore(join(folder, 's'));
		writeFileSync(saved, '{}');
		await expect(importInto(parts(store), {path: saved, taken: null}, 'new', () => undefined)).rejects.toThrow(/was not taken/);
		expect(store.list()).toEqual([]);
	});
});
