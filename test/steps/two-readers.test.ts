import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {compareText} from '../../src/guide/plain-order.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import type {ConnectServerFacts} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {differingFields} from '../evidence/sync-properties.ts';
import {askMany} from '../fixtures/adsync/described.ts';
import {describeWith} from '../require.ts';
import {asExport, type ExampleServer, exampleServer} from './example-server.ts';
import {asStandIn} from './example-stand-in.ts';

const fromExport = (example: ExampleServer): ConnectServerFacts => {
	const brought = connectExport.read(asExport(example));
	if ('refused' in brought) {
		throw new Error(brought.refused);
	}

	return brought[0]?.facts as ConnectServerFacts;
};

/** The facts without what only one reader can know, with GUIDs as they are compared, and lists that have no order in one. */
const comparable = (facts: ConnectServerFacts) => {
	const own = (field: string) =>
		differingFields.filter(({field: name}) => name.startsWith(field)).map(({field: name}) => name.slice(field.length));
	const without = (thing: object, names: readonly string[]) =>
		Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)));
	const top = differingFields.map(({field}) => field).filter(field => !field.includes('.'));
	const said = {
		...without(facts, [...top, 'server']),
		connectors: facts.connectors.map(connector => without(connector, own('connectors.'))),
		rulesOf: facts.rulesOf.toSorted((a, b) => compareText(String(a.connector), String(b.connector))),
	};
	return JSON.parse(
		JSON.stringify(said).replace(/\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?/gi, (_, id: string) => id.toLowerCase()),
	);
};

describe('of one Connect server', () => {
	it('an export folder gives what is there, and nothing else', () => {
		fc.assert(
			fc.property(exampleServer, example => {
				expect(fromExport(example)).toEqual(example.facts);
			}),
			{numRuns: 500},
		);
	});
});

describeWith('powershell', 'of one Connect server', () => {
	it('the script gives what an export folder gives, but for the fields that only one of them can know', {timeout: 180_000}, async () => {
		const examples = fc.sample(exampleServer, {numRuns: 60, seed: 20_261_126});
		const said = await askMany(examples.map(asStandIn));
		expect(said.filter(({error}) => error !== null).map(({error}) => error)).toEqual([]);
		expect(said.flatMap(({facts}) => facts?.silences.filter(text => text.includes('rule')) ?? [])).toEqual([]);
		for (const [at, example] of examples.entries()) {
			const {facts} = said[at] ?? {facts: null};
			expect(facts === null ? null : comparable(facts), JSON.stringify(example)).toEqual(comparable(fromExport(example)));
		}
	});
});
