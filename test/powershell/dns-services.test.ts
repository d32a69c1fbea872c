import {afterEach, describe, expect, it} from 'vitest';
import type {Answer, DirectoryAnswer, Reading} from '../../src/guide/answer.ts';
import {unobserved} from '../../src/guide/answer.ts';
import {dnsOf, withServices} from '../../src/powershell/dns-services.ts';
import {startDns, type Zone} from './dns-server.ts';

const domain = 'corp.contoso.com';
const name = `_ldap._tcp.dc._msdcs.${domain}`;
const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) {
		stop();
	}
});

const answered = (...readings: readonly Reading[]): Answer => ({
	kind: 'facts',
	source: 'live',
	takenAt: null,
	from: '',
	facts: {
		forests: [
			{
				asked: domain,
				answered: true,
				forest: domain,
				ids: [],
				domains: [{name: domain, namingContext: 'DC=corp,DC=contoso,DC=com', sid: null}],
				controllers: [],
				readings,
			},
			{asked: 'fabrikam.com', answered: false, reason: 'unreachable', detail: 'Nobody there.'},
		],
	} satisfies DirectoryAnswer,
});
const spoke = (server: string): Reading => ({server, namingContext: '', entries: [], count: 0});
const servicesIn = async (zone: Zone | null, answer = answered(spoke(`dc01.${domain}`))) => {
	const dns = await startDns(zone);
	stops.push(dns.stop);
	const asked = await withServices(answer, ['_ldap._tcp.dc._msdcs'], dnsOf([dns.server]));
	return asked.kind === 'facts' ? (asked.facts as DirectoryAnswer).services : asked;
};

describe('the service records of a domain', () => {
	it('are the servers that DNS names', async () => {
		expect(await servicesIn({[name]: {servers: [`dc01.${domain}`, `dc02.${domain}`]}})).toEqual([
			{name, dns: 'found', servers: [`dc01.${domain}`, `dc02.${domain}`]},
		]);
	});

	it('are not found where DNS knows a server that has just answered, and not them', async () => {
		const host = {[`dc01.${domain}`]: {address: '192.0.2.1'}};
		expect(await servicesIn(host)).toEqual([{name, dns: 'not-found', servers: []}]);
		expect(await servicesIn({...host, [name]: {}})).toEqual([{name, dns: 'not-found', servers: []}]);
	});

	it('are unknown where DNS does not know the forest, such as one on the internet', async () => {
		expect(await servicesIn({'contoso.com': {address: '192.0.2.1'}})).toEqual([{name, dns: 'unknown', servers: []}]);
	});

	it('are unknown where nobody of the forest answered by whom that could be told', async () => {
		const host = {[`dc01.${domain}`]: {address: '192.0.2.1'}};
		expect(await servicesIn(host, answered())).toEqual([{name, dns: 'unknown', servers: []}]);
		expect(await servicesIn(host, answered({server: `dc01.${domain}`, namingContext: '', silent: 'timed-out', detail: ''}))).toEqual([
			{name, dns: 'unknown', servers: []},
		]);
	});

	it('are unknown where DNS does not answer, and nobody waits for ever', async () => {
		const begun = performance.now();
		expect(await servicesIn(null)).toEqual([{name, dns: 'unknown', servers: []}]);
		expect(performance.now() - begun).toBeLessThan(12_000);
	}, 20_000);

	it('are not asked for where no forest answered', async () => {
		const silence = unobserved('unreachable', 'Nobody there.');
		expect(await servicesIn({}, silence)).toEqual(silence);
	});
});
