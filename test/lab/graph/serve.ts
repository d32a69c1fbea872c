// Starts the local Graph by hand: node test/lab/graph/serve.ts [tenant.json]
import {readFile} from 'node:fs/promises';
import {startGraph, type Tenant} from '../graph.ts';

const [file] = process.argv.slice(2);
const tenant: Partial<Tenant> =
	file === undefined
		? {
				organization: [{id: '11111111-2222-4333-8444-555555555555', displayName: 'Contoso Ltd', onPremisesSyncEnabled: true}],
				domains: [
					{id: 'contoso.com', isVerified: true, isDefault: true, isInitial: false, authenticationType: 'Managed'},
					{id: 'contoso.onmicrosoft.com', isVerified: true, isDefault: false, isInitial: true, authenticationType: 'Managed'},
				],
			}
		: JSON.parse(await readFile(file, 'utf8'));

const graph = await startGraph(tenant);
process.stdout.write(`export WHFB_GRAPH_ORIGIN=${graph.origin}\nexport WHFB_GRAPH_TOKEN=${graph.token}\n`);
process.once('SIGINT', () => void graph.stop());
