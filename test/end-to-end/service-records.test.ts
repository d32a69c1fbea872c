import {afterAll, beforeAll, expect, it} from 'vitest';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import {dnsOf} from '../../src/powershell/dns-services.ts';
import {findShell} from '../../src/powershell/shell.ts';
import {domainControllers} from '../../steps/02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {dcServiceRecords} from '../../steps/03-new-installation-baseline/domain-controllers/dc-service-records.ts';
import {serviceRecords} from '../../steps/03-new-installation-baseline/domain-controllers/service-records.facts.ts';
import {nobodyAsked} from '../../steps/case-builders/witnesses.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {startDns, type Zone} from '../powershell/dns-server.ts';
import {describeWith} from '../require.ts';

describeWith(['samba', 'powershell'], 'the records of a real domain controller, in a DNS of its own', () => {
	let forest: Forest;
	const before = {...process.env};
	beforeAll(async () => {
		forest = await startForest({realm: 'RECORDS.LAB.TEST', schema: '2019'});
		Object.assign(process.env, forest.env);
	});
	afterAll(async () => {
		process.env = before;
		await forest?.remove();
	});

	const judged = async (zone: Zone) => {
		const dns = await startDns(zone);
		try {
			const powershell = await engine();
			const runner = directoryRunner({
				shell: () => findShell(powershell),
				directories: [forest.dns],
				dns: dnsOf([dns.server]),
			});
			const ask = async (query: unknown) => {
				const answer = await runner.ask(query as DirectoryQuery);
				if (answer.kind !== 'facts') {
					throw new Error(answer.detail);
				}

				return answer.facts;
			};
			const [records, controllers] = await Promise.all([ask(serviceRecords.query), ask(domainControllers.query)]);
			return dcServiceRecords.judge({
				records: serviceRecords.facts.parse(serviceRecords.read(records)),
				controllers: domainControllers.facts.parse(domainControllers.read(controllers)),
				head: nobodyAsked,
				scope: nobodyAsked,
			});
		} finally {
			dns.stop();
		}
	};
	const records = (...servers: readonly string[]) =>
		Object.fromEntries(['_ldap', '_kerberos'].map(name => [`${name}._tcp.dc._msdcs.${forest.dns}`, {servers}]));

	it('lead to it', async () => {
		expect(await judged(records(forest.host))).toMatchObject({outcome: 'met'});
	});

	it('lead to another one only', async () => {
		const verdict = await judged(records(`dc2.${forest.dns}`));
		expect(verdict).toMatchObject({outcome: 'caution', remedy: 'let-it-register'});
		expect(verdict.because).toContain(`${forest.host} has no record`);
	});

	it('are not there, in a DNS that knows it by name', async () => {
		expect(await judged({[forest.host]: {address: '127.0.0.1'}})).toMatchObject({outcome: 'unmet', remedy: 'let-it-register'});
	});

	it('are not there, in a DNS that has never heard of it', async () => {
		expect(await judged({})).toMatchObject({outcome: 'declined', remedy: 'ask-the-right-dns'});
	});
});
