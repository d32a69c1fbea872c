// Starts the local Graph by hand: node test/lab/graph/serve.ts [--sign-in] [tenant.json]
// What it prints is for the shell that runs whfb. With --sign-in there is a local authority as well, and no token: a code is taken after two questions.
import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {startGraph, type Tenant} from '../graph.ts';
import {startAuthority} from './authority.ts';
import {makeCertificates} from './certificates.ts';
import {contosoResources} from './contoso.ts';

const {values, positionals} = parseArgs({allowPositionals: true, options: {'sign-in': {type: 'boolean', default: false}}});
const [file] = positionals;
const tenantId = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const contoso: Partial<Tenant> = {
	...contosoResources,
	organization: [
		{
			id: tenantId,
			displayName: 'Contoso Ltd',
			onPremisesSyncEnabled: true,
			onPremisesLastSyncDateTime: new Date().toISOString(),
			verifiedDomains: [{name: 'contoso.com', isDefault: true}, {name: 'contoso.onmicrosoft.com'}],
		},
	],
	domains: [
		{id: 'contoso.com', isVerified: true, isDefault: true, isInitial: false, authenticationType: 'Managed'},
		{id: 'contoso.onmicrosoft.com', isVerified: true, isDefault: false, isInitial: true, authenticationType: 'Managed'},
	],
};
const tenant: Partial<Tenant> = file === undefined ? contoso : JSON.parse(await readFile(file, 'utf8'));
const stops: (() => Promise<void>)[] = [];
const settings: Record<string, string> = {};

if (values['sign-in']) {
	const certificates = await makeCertificates();
	const authority = await startAuthority(certificates, {tenantId, pending: 2});
	const graph = await startGraph({...tenant, accepts: authority.accepts});
	settings['WHFB_GRAPH_ORIGIN'] = graph.origin;
	settings['WHFB_AUTHORITY_ORIGIN'] = authority.origin;
	settings['NODE_EXTRA_CA_CERTS'] = certificates.caFile;
	stops.push(graph.stop, authority.stop, certificates.remove);
} else {
	const graph = await startGraph(tenant);
	settings['WHFB_GRAPH_ORIGIN'] = graph.origin;
	settings['WHFB_GRAPH_TOKEN'] = graph.token;
	stops.push(graph.stop);
}

process.stdout.write(
	Object.entries(settings)
		.map(([name, value]) => `export ${name}=${value}\n`)
		.join(''),
);
process.once('SIGINT', () => void Promise.all(stops.map(stop => stop())));
