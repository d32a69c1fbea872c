import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {survey} from '../../src/engine/survey.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {Answer, Entry} from '../../src/guide/answer.ts';
import {unobserved} from '../../src/guide/answer.ts';
import type {SurveyRecord} from '../../src/guide/check.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {user} from '../../steps/case-builders/persons.ts';
import {domain, tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {type LocalGraph, startGraph, type Tenant} from '../lab/graph.ts';

const at = '2026-11-26T15:00:00.000Z';
const domainOf = 'corp.contoso.com';
const context = 'DC=corp,DC=contoso,DC=com';

const sidBytes = (rid: number) => {
	const bytes = Buffer.alloc(28);
	bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
	for (const [place, part] of [21, 111, 222, 333, rid].entries()) {
		bytes.writeUInt32LE(part, 8 + 4 * place);
	}

	return bytes.toString('base64');
};

const entryOf = (rid: number, upn: string): Entry => ({
	dn: `CN=user${rid},${context}`,
	attributes: {
		userPrincipalName: [upn],
		sAMAccountName: [`user${rid}`],
		objectSid: [sidBytes(rid)],
		objectGUID: ['AAAAAAAAAAAAAAAAAAAAAA=='],
	},
});

/** A directory of these accounts, whole. */
const directoryOf = (accounts: readonly Entry[]) => async (_query: unknown, onEntry: (forest: string, entry: Entry) => void) => {
	for (const entry of accounts) {
		onEntry(domainOf, entry);
	}

	const readings = [{server: `dc1.${domainOf}`, namingContext: context, entries: [], count: accounts.length}];
	const forest = {
		asked: domainOf,
		answered: true,
		forest: domainOf,
		ids: ['1'],
		domains: [{name: domainOf, namingContext: context, sid: null}],
		readings,
	};
	return {kind: 'facts', facts: {forests: [forest]}, source: 'live', takenAt: at, from: `dc1.${domainOf}`} satisfies Answer;
};

const anna = entryOf(1, 'anna@contoso.com');
const bert = entryOf(2, 'bert@contoso.com');
const users = [
	user(1, 'anna@fabrikam.com', {id: 'a', onPremisesUserPrincipalName: 'anna@contoso.com'}),
	user(2, 'bert@contoso.com', {id: 'b', onPremisesUserPrincipalName: 'bert@contoso.com'}),
];
/** Carries Anna's name on-premises, which is not supported for both. */
const sharing = user(9, 'other@contoso.com', {id: 'z', onPremisesUserPrincipalName: 'anna@contoso.com'});
const stranger = user(8, 'zoe@contoso.com', {id: 'y'});

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph();
});
afterEach(() => graph.stop());

/** One look at the gate, through the runner of Graph and the survey. */
const lookAt = async (tenant: Partial<Tenant>, accounts: readonly Entry[] = [anna, bert]): Promise<Finding> => {
	const well = {pageSize: {}, dropNext: {}, dropPage: {}, repeat: {}, count: {}, missing: {}, asText: {}};
	graph.set({...well, domains: tenantDomainsOf('contoso.com', 'fabrikam.com').domains as Tenant['domains'], ...tenant});
	const cloud = graphRunner({origin: graph.origin, token: async () => graph.token});
	const ask = askOnce(
		async collector => {
			const {query} = collector;
			switch (query.via) {
				case 'graph':
					return cloud.ask(query);
				case 'survey':
					return survey(collector, {
						directory: directoryOf(accounts),
						graph: (asked, onRecords) => cloud.stream(asked, onRecords),
						size: cloud.count,
					});
				default:
					return unobserved('no-runner', 'Nobody was asked.');
			}
		},
		() => [],
		() => at,
	);
	return look(verifiedUpn, ask, () => at);
};
const met = {kind: 'judged', verdict: {outcome: 'met'}};
const asUsers = (all: readonly SurveyRecord[]) => all as unknown as Tenant['users'];
const usersAsked = () =>
	graph.requests.filter(({path}) => path.startsWith('/v1.0/users?') && !path.includes('$top=1&') && !path.endsWith('$top=1'));

describe('the users of a tenant', () => {
	it('are judged where all of them came', async () => {
		expect(await lookAt({users: asUsers(users)})).toMatchObject(met);
		expect(await lookAt({users: asUsers([...users, stranger]), pageSize: {users: 1}})).toMatchObject(met);
	});

	it('B65 are not seen where a chain of pages breaks, and both numbers are said', async () => {
		const finding = await lookAt({users: asUsers([...users, sharing]), pageSize: {users: 2}, dropNext: {users: true}});
		expect(finding).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
			remedy: 'read-the-whole-list',
			detail: expect.stringContaining('Graph says that the tenant holds 3 users, and 2 came.'),
		});
		expect(await lookAt({users: asUsers([...users, sharing])})).toMatchObject({kind: 'judged', verdict: {outcome: 'unmet'}});
	});

	it('B65 are read once more, in pages of another length, and no more often', async () => {
		await lookAt({users: asUsers([...users, stranger]), pageSize: {users: 2}, dropNext: {users: true}});
		const tops = usersAsked().map(({path}) => new URL(path, graph.origin).searchParams.get('$top'));
		expect(tops).toEqual(['999', '998']);
	});

	it('B65 are not seen where a page is left out of the chain', async () => {
		expect(await lookAt({users: asUsers([...users, sharing, stranger]), pageSize: {users: 1}, dropPage: {users: 2}})).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
		});
	});

	it('B65 are not seen where Graph counts others than came, more or fewer', async () => {
		for (const count of [1, 3]) {
			expect(await lookAt({users: asUsers(users), count: {users: count}})).toMatchObject({kind: 'unobserved', reason: 'incomplete'});
		}
	});

	it('B65 are not seen where Graph does not say how many there are, or says it in text', async () => {
		for (const count of ['2', null]) {
			expect(await lookAt({users: asUsers(users), count: {users: count}})).toMatchObject({
				kind: 'unobserved',
				reason: 'incomplete',
				detail: expect.stringContaining('did not say how many'),
			});
		}
	});

	it('B65 are not seen where one came twice in the place of another', async () => {
		const shifted = {users: asUsers([...users, ...users]), count: {users: 3}};
		expect(await lookAt(shifted)).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
			detail: expect.stringContaining('3 users, and 2 came'),
		});
		expect(await lookAt({...shifted, count: {users: 2}})).toMatchObject(met);
	});

	it('B65 are the same when the first of them come again at the end', async () => {
		expect(await lookAt({users: asUsers(users), repeat: {users: 2}})).toMatchObject(met);
	});

	it('B65 that came are judged, whoever did not come', async () => {
		const wrong = user(1, 'anna.maria@contoso.com', {id: 'a'});
		expect(await lookAt({users: asUsers([wrong, users[1] ?? {}, stranger]), pageSize: {users: 2}, dropNext: {users: true}})).toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'unmet', because: expect.stringMatching(/^Not met for 1 of 2 users.*Not seen: the list of users/)},
		});
	});

	it('B65 are whole in a tenant that users come to and go from while they are read', async () => {
		const crowd = Array.from({length: 300}, (_, number) => user(100 + number, `u${number}@contoso.com`, {id: `u${number}`}));
		let page = 0;
		graph.fault(/skiptoken/, {
			kind: 'before',
			run: () => {
				page += 1;
				graph.set({
					users: asUsers([
						...users,
						...crowd,
						...Array.from({length: page}, (_, more) => user(900 + more, `n${more}@contoso.com`, {id: `n${more}`})),
					]),
				});
			},
		});
		expect(await lookAt({users: asUsers([...users, ...crowd]), pageSize: {users: 50}})).toMatchObject(met);
	});

	it('B65 are whole where they fill their last page by chance: shorter pages show the end', async () => {
		const crowd = Array.from({length: 997}, (_, number) => user(100 + number, `u${number}@contoso.com`, {id: `u${number}`}));
		expect(await lookAt({users: asUsers([...users, ...crowd])})).toMatchObject(met);
		expect(await lookAt({users: asUsers([...users, ...crowd, sharing]), dropNext: {users: true}, count: {users: 999}})).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
		});
	});

	it.each(['id', 'userPrincipalName', 'onPremisesSecurityIdentifier', 'onPremisesUserPrincipalName', 'onPremisesSyncEnabled'])(
		'B64 are not seen where %s does not come, and the sentence names it',
		async field => {
			expect(await lookAt({users: asUsers(users), missing: {users: [field]}})).toMatchObject({
				kind: 'unobserved',
				detail: expect.stringContaining(`${field} did not come back for 2 users of Entra ID`),
			});
		},
	);

	it('are not seen where true or false came as text, and the sentence names the property', async () => {
		const finding = await lookAt({users: asUsers(users), asText: {users: ['onPremisesSyncEnabled']}});
		expect(finding).toMatchObject({
			kind: 'unobserved',
			reason: 'malformed',
			detail: expect.stringContaining('Graph gives onPremisesSyncEnabled of 2 users as another kind of value than true, false or null'),
		});
	});
});

describe('the domains of a tenant', () => {
	const withDomains = (change: (one: Tenant['domains'][number]) => object): Partial<Tenant> => ({
		users: asUsers(users),
		domains: tenantDomainsOf('contoso.com', 'fabrikam.com').domains.map(one =>
			change(one as Tenant['domains'][number]),
		) as Tenant['domains'],
	});

	it.each([
		['isVerified', 'true', /isVerified of contoso\.com as the text "true", where true or false without quotes belongs/],
		['isVerified', null, /isVerified of contoso\.com as null/],
		['isVerified', 1, /isVerified of contoso\.com as the number 1/],
		['isInitial', 'false', /isInitial of contoso\.com as the text "false"/],
		['isDefault', 'no', /isDefault of contoso\.com as the text "no"/],
		['authenticationType', 7, /authenticationType of contoso\.com as the number 7, where text, or null belongs/],
		['id', 7, /id of a domain as the number 7/],
	] as const)('are not seen where %s is %j, in one sentence that names it', async (field, value, words) => {
		const finding = await lookAt(withDomains(one => (one.id === 'contoso.com' ? {...one, [field]: value} : one)));
		expect(finding).toMatchObject({
			kind: 'unobserved',
			reason: 'malformed',
			remedy: 'read-the-domains-again',
			detail: expect.stringMatching(words),
		});
		expect(finding.kind === 'unobserved' && finding.detail).not.toMatch(/invalid|expected|received|✖|\n/i);
	});

	it('are not seen where isVerified does not come at all', async () => {
		expect(await lookAt({...withDomains(one => one), missing: {domains: ['isVerified']}})).toMatchObject({
			reason: 'malformed',
			detail: expect.stringContaining('isVerified of contoso.onmicrosoft.com did not come back'),
		});
	});

	it('B14 are not known to stay where state does not come: a removal may be under way', async () => {
		expect(await lookAt({...withDomains(one => one), missing: {domains: ['state']}})).toMatchObject({
			kind: 'unobserved',
			reason: 'inconclusive',
		});
	});

	it('B63 are judged by operation and status, and PowerShell writes no state as one without members', async () => {
		const withState = (state: unknown) => lookAt(withDomains(one => (one.id === 'contoso.com' ? {...one, state} : one)));
		expect(await withState({operation: 'Verification', status: 'Failed'})).toMatchObject(met);
		expect(await withState({operation: null, status: null})).toMatchObject(met);
		expect(await withState({operation: 'ForceDelete', status: 'Scheduled'})).toMatchObject({
			verdict: {outcome: 'unmet', remedy: 'keep-the-domain'},
		});
		for (const state of [{}, {operation: 'ForceDelete'}, 'ForceDelete', [], 1, {operation: 'Sale', status: 'InProgress'}]) {
			expect(await withState(state)).toMatchObject({kind: 'unobserved', reason: 'inconclusive'});
		}
	});

	it('B62 contradict each other where one is listed twice, in any order', async () => {
		const twice = [domain('contoso.com', {isVerified: false}), ...tenantDomainsOf('contoso.com', 'fabrikam.com').domains];
		for (const domains of [twice, twice.toReversed()]) {
			expect(await lookAt({users: asUsers(users), domains: domains as Tenant['domains']})).toMatchObject({reason: 'contradicted'});
		}
	});
});
