import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export.ts';
import type {ConnectServerFacts} from '../../steps/04-directory-synchronization/connect-server.facts.ts';
import {asExport, type DescribedServer, describedServer} from '../steps/described-server.ts';

const fromExport = (described: DescribedServer): ConnectServerFacts => {
	const brought = connectExport.read(asExport(described));
	if ('refused' in brought) {
		throw new Error(brought.refused);
	}

	return brought[0]?.facts as ConnectServerFacts;
};

describe('of one Connect server', () => {
	it('an export folder gives what is there, and nothing else', () => {
		fc.assert(
			fc.property(describedServer, described => {
				expect(fromExport(described)).toEqual(described.facts);
			}),
			{numRuns: 500},
		);
	});
});
