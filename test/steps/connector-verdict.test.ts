import {describe, expect, it} from 'vitest';
import type {Connector, ConnectServer} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {connectorVerdict, forestKey} from '../../steps/04-directory-synchronization/key-write-back/connector-verdict.ts';
import {aroundServers, connectorOf, entra, inbound, server} from '../../steps/case-builders/connect-servers.ts';
import {forest, idOf} from '../../steps/case-builders/forests.ts';

const verdictOn = (one: ConnectServer) =>
	connectorVerdict(aroundServers(one), one, one.connectors.find(({kind}) => kind !== 'entra') as Connector);

describe('a connector', () => {
	it('is of the forest that its id says, else of the one that it names, else of its own name', () => {
		const keyOf = (over: Partial<Connector>) => forestKey(aroundServers(server()), connectorOf('Old.name', {domains: [], ...over}));
		expect(keyOf({forestId: idOf(forest)})).toBe(forest);
		expect(keyOf({forestId: null, name: 'x'})).toBe('old.name');
		expect(keyOf({forestId: null, forest: null, name: 'Of Old'})).toBe('of old');
	});

	it('needs the wizard to refresh it, and of a server whose version nobody knows nothing is asked before', () => {
		const pilot = [entra(), connectorOf(forest, {selected: [], schemaHoldsKey: false})];
		expect(verdictOn(server({connectors: pilot, version: null}))).toMatchObject({outcome: 'unmet', remedy: 'refresh-the-schema'});
		expect(verdictOn(server({connectors: pilot, version: '1.1.0.0'}))).toMatchObject({remedy: 'upgrade-then-refresh'});
	});

	it('is of evidence that lacks the Entra connector only where rules name that one', () => {
		const alone = [connectorOf(forest)];
		const rulesOf = [entra(), ...alone].map(({id}) => ({connector: id, rules: 1}));
		expect(verdictOn(server({connectors: alone, rulesOf}))).toMatchObject({
			reason: 'incomplete',
			because: expect.stringContaining('the Entra connector, which 1 rule names'),
		});
		expect(verdictOn(server({connectors: alone, rules: [inbound()]}))).toMatchObject({outcome: 'unmet'});
	});
});
