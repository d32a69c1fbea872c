import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Answer, DirectoryAnswer, Host} from '../../src/guide/answer.ts';
import type {Collector} from '../../src/guide/check.ts';
import type {Filter} from '../../src/guide/filter.ts';
import type {DirectoryQuery, HostsOf} from '../../src/guide/query.ts';
import {type DirectoryOptions, directoryRunner} from '../../src/powershell/directory.ts';
import {authorityHosts} from '../../steps/03-new-installation-baseline/certification-authority/authority-hosts.facts.ts';
import {certificateStores} from '../../steps/03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import {enrollmentServices} from '../../steps/03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {certificateTemplates} from '../../steps/06-hello-settings/certificates/certificate-templates.facts.ts';
import {hasRight} from '../../steps/06-hello-settings/certificates/enrolment.ts';
import {scopeGroup} from '../../steps/06-hello-settings/scope-group.facts.ts';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

describeWith(['samba', 'powershell'], 'what a forest publishes, read by an ordinary user', () => {
	let first: Forest;
	let second: Forest;
	let shell: DirectoryOptions['shell'];
	let asked: string[] = [];
	/** DNS as the tests want it: knows the domain controllers, and what is named. */
	const dns =
		(known: readonly string[]) =>
		async (name: string): Promise<Host['dns']> => {
			asked.push(name);
			return [first.host, second.host, ...known].includes(name) ? 'found' : 'not-found';
		};
	const factsOf = async <Facts>(collector: Collector<Facts>, options: Partial<DirectoryOptions> = {}): Promise<Facts> => {
		const runner = directoryRunner({shell, directories: [first.dns], lookUp: dns([`ca1.${first.dns}`]), ...options});
		const answer: Answer = await runner.ask(collector.query as DirectoryQuery);
		if (answer.kind !== 'facts') {
			throw new Error(`Not seen, ${answer.reason}: ${answer.detail}`);
		}

		return collector.facts.parse(collector.read(answer.facts as DirectoryAnswer));
	};

	beforeAll(async () => {
		const path = await engine();
		shell = async () => ({path});
		[first, second] = await Promise.all([
			startForest({realm: 'FIRST.PUBLISHED.TEST', schema: '2019'}),
			startForest({realm: 'SECOND.PUBLISHED.TEST', schema: '2019'}),
		]);
		Object.assign(process.env, await credentials([first, second], 'reader'));
	});
	afterAll(async () => {
		await Promise.all([first?.remove(), second?.remove()]);
	});

	it('finds the certificate of an authority in its own object, in AIA, among the roots and in NTAuth', async () => {
		const [services, stores] = await Promise.all([factsOf(enrollmentServices), factsOf(certificateStores)]);
		expect(services.forests).toMatchObject([
			{
				authorities: [
					{
						name: 'LAB-CA',
						unreadable: 0,
						certificates: [{subject: 'CN=LAB-CA', notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-12-31T23:59:59Z'}],
					},
				],
			},
		]);
		const [forest] = services.forests;
		const thumbprint = forest?.silent === null ? forest.authorities[0]?.certificates[0]?.thumbprint : undefined;
		expect(thumbprint).toMatch(/^[0-9a-f]{40}$/);
		const [held] = stores.forests;
		const found = held?.silent === null ? held.stores.map(({store, certificates}) => [store, certificates[0]?.thumbprint]) : [];
		expect(found.toSorted()).toEqual([
			['aia', thumbprint],
			['ntauth', thumbprint],
			['roots', thumbprint],
		]);
	});

	it('reads who may enrol from the access list of a template, though it may not read who is watched', async () => {
		const {forests} = await factsOf(certificateTemplates);
		const [forest] = forests;
		if (forest?.silent !== null) {
			throw new Error('The forest did not answer.');
		}

		expect(forest.domains).toEqual([{domain: first.dns, sid: first.domainSid}]);
		const access = (name: string) => forest.templates.find(template => template.name === name)?.access ?? null;
		const controllers = {domainSid: first.domainSid, readOnly: false};
		const kerberos = access('KerberosAuthentication');
		expect(kerberos?.filter(({sid}) => sid === `${first.domainSid}-516`)).toHaveLength(2);
		expect([hasRight(kerberos, 'enrol', controllers), hasRight(kerberos, 'autoenrol', controllers)]).toEqual(['yes', 'yes']);
		// Nobody gave it an access list of its own.
		expect(hasRight(access('DomainControllerAuthentication'), 'enrol', controllers)).toBe('no');
	});

	it("asks DNS for the server of each forest's authority, and finds the computer that bears its name", async () => {
		asked = [];
		const facts = await factsOf(authorityHosts, {directories: [first.dns, second.dns]});
		expect(facts.hosts).toEqual([
			{name: `ca1.${first.dns}`, dns: 'found'},
			{name: `ca1.${second.dns}`, dns: 'not-found'},
		]);
		expect(asked).toEqual(expect.arrayContaining([`ca1.${first.dns}`, `ca1.${second.dns}`]));
		const computers = facts.forests.map(forest =>
			forest.silent === null ? forest.domains.flatMap(one => ('computers' in one ? one.computers : [])) : null,
		);
		expect(computers).toMatchObject([
			[{dn: `CN=CA1,CN=Computers,${first.baseDn}`, names: [`ca1.${first.dns}`, 'CA1'], enabled: true}],
			[{dn: `CN=CA1,CN=Computers,${second.baseDn}`, enabled: true}],
		]);
	});

	it.each([
		['that it has', `ca1.@DNS@`, 1],
		['that are no more than names', 'x*)(objectClass=*', 0],
		['of letters outside ASCII', 'ca1-ü.@DNS@', 0],
	])('lets one forest find the names %s by itself, and comes to the same as in two turns', async (_, name, bear) => {
		const authority =
			'dn: CN=LAB-CA,CN=Enrollment Services,CN=Public Key Services,CN=Services,CN=Configuration,@BASEDN@\nchangetype: modify\n';
		const named = (value: string) => first.ldif(`${authority}replace: dNSHostName\ndNSHostName: ${value.replace('@DNS@', first.dns)}\n`);
		await named(name);
		try {
			const [one, two] = await Promise.all([
				factsOf(authorityHosts),
				// Two names of one forest are two that may be different ones.
				factsOf(authorityHosts, {directories: [first.dns, first.host]}),
			]);
			expect(one).toEqual(two);
			expect(one.hosts.map(host => host.name)).toEqual([name.replace('@DNS@', first.dns)]);
			expect(
				one.forests.flatMap(forest =>
					forest.silent === null ? forest.domains.map(domain => ('computers' in domain ? domain.computers.length : null)) : [null],
				),
			).toEqual([bear]);
		} finally {
			await named('ca1.@DNS@');
		}
	});

	it('searches for nobody where no name was found', async () => {
		const query = authorityHosts.query as DirectoryQuery & {hostsOf: HostsOf};
		const unnamed: DirectoryQuery = {...query, hostsOf: {...query.hostsOf, attribute: 'description'}};
		const facts = await factsOf({...authorityHosts, query: unnamed});
		expect(facts).toMatchObject({hosts: [], forests: [{silent: null, domains: [{silent: null, computers: []}]}]});
	});

	it('knows in no domain what bears a name where the names could not be read, whether they were read there or in a turn before', async () => {
		const query = authorityHosts.query as DirectoryQuery & {hostsOf: HostsOf};
		const broken: DirectoryQuery = {...query, hostsOf: {...query.hostsOf, query: {...query.hostsOf.query, filter: '((' as Filter}}};
		for (const directories of [[first.dns], [first.dns, first.host]]) {
			const {hosts, forests} = await factsOf({...authorityHosts, query: broken}, {directories});
			expect(hosts).toEqual([]);
			expect(forests.map(forest => (forest.silent === null ? forest.domains.map(({silent}) => silent === null) : null))).toEqual([[false]]);
		}
	});

	it('takes the no of a resolver for nothing that does not know the domain controllers either', async () => {
		const facts = await factsOf(authorityHosts, {lookUp: async () => 'not-found'});
		expect(facts.hosts).toEqual([{name: `ca1.${first.dns}`, dns: 'unknown'}]);
	});

	it('finds a computer of another forest that bears the name of an authority of this one', async () => {
		const moved = `dn: CN=LAB-CA,CN=Enrollment Services,CN=Public Key Services,CN=Services,CN=Configuration,@BASEDN@\nchangetype: modify\nreplace: dNSHostName\ndNSHostName: ca1.${second.dns}\n`;
		await first.ldif(moved);
		try {
			const facts = await factsOf(authorityHosts, {directories: [first.dns, second.dns]});
			expect(facts.hosts.map(({name}) => name)).toEqual([`ca1.${second.dns}`]);
			expect(
				facts.forests.map(forest =>
					forest.silent === null ? forest.domains.flatMap(one => ('computers' in one ? one.computers.length : 0)) : null,
				),
			).toEqual([[0], [1]]);
		} finally {
			await first.ldif(moved.replace(second.dns, first.dns));
		}
	});

	const kinds = async (group?: string) => {
		const facts = await factsOf(scopeGroup, group === undefined ? {} : {scopeGroup: group});
		expect(facts.group).toBe(group ?? null);
		return facts.forests.flatMap(forest =>
			forest.silent === null ? forest.domains.flatMap(one => ('groups' in one ? one.groups : [])) : [],
		);
	};

	it('tells a distribution group of the scope by its type', async () => {
		await first.ldif(
			'dn: CN=Newsletter,OU=People,@BASEDN@\nchangetype: add\nobjectClass: group\nsAMAccountName: Newsletter\ngroupType: 2\n',
		);
		expect(await kinds('Newsletter')).toMatchObject([{dn: `CN=Newsletter,OU=People,${first.baseDn}`, type: 2}]);
	});

	it('tells a security group of the scope by its type', async () => {
		expect(await kinds('Pilot')).toMatchObject([{type: -2147483640}]);
	});

	it('finds the group of the scope by its SID', async () => {
		expect(await kinds(`${first.domainSid}-512`)).toMatchObject([
			{dn: `CN=Domain Admins,CN=Users,${first.baseDn}`, sid: `${first.domainSid}-512`},
		]);
	});

	it('finds nothing where no group bears the name, and where none was named', async () => {
		expect(await Promise.all([kinds('No Such Group'), kinds()])).toEqual([[], []]);
	});
});
