import {describe, expect, it} from 'vitest';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {mostNames} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {connectOf, server} from '../../steps/case-builders/connect-servers.ts';
import {computersOf, forest, identitiesOf, membersOf, schemaOf, usersOf, wholeForest} from '../../steps/case-builders/forests.ts';
import {type Account, personsFrom, user} from '../../steps/case-builders/persons.ts';
import {domain, tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, notSeen, seen} from '../../steps/case-builders/witnesses.ts';

const removing = domain('fabrikam.com', {state: {operation: 'ForceDelete', status: 'InProgress'}});
const ana: Account = {rid: 1, upn: 'ana@contoso.com'};
const dan: Account = {rid: 9, upn: 'dan@fabrikam.com'};
const cloudAna = user(1, 'ana@contoso.com');
const cloudDan = user(9, 'dan@fabrikam.com');

const worldOf = (...[accounts, users, around]: Parameters<typeof personsFrom>) => ({
	persons: seen(personsFrom(accounts, users, around)),
	domains: seen(tenantDomainsOf('contoso.com', removing)),
	connect: nobodyAsked,
	identities: identitiesOf(forest),
	owned: nobodyAsked,
	computers: nobodyAsked,
});

const writeBack = {
	connect: seen(connectOf(server())),
	identities: identitiesOf(forest),
	users: usersOf({[forest]: 300}),
	inetOrgPersons: nobodyAsked,
	domains: seen(tenantDomainsOf('contoso.com')),
	...schemaOf({[forest]: wholeForest(forest)}),
	engine: nobodyAsked,
	members: membersOf(),
	computers: computersOf(['SYNC01', 'FILES01'].map(name => ({name, dnsName: `${name}.${forest}`, enabled: true}))),
};

describe('what the names of users are judged on', () => {
	const shown = (...of: Parameters<typeof personsFrom>) => verifiedUpn.exhibits?.(worldOf(...of)) ?? [];
	const signs = (...of: Parameters<typeof personsFrom>) => shown(...of).map(({sign, what}) => `${sign} ${what}`);

	it('is a line for each suffix, in the order of their names, and none for persons who are as they should be', () => {
		expect(shown([dan, ana], [cloudDan, cloudAna])).toEqual([
			{sign: 'met', what: 'contoso.com', seen: '1 user: contoso.com is verified.'},
			{
				sign: 'unmet',
				what: 'fabrikam.com',
				seen: '1 user: fabrikam.com is verified, but a removal is under way: Entra ID is renaming its users.',
			},
		]);
	});

	it('has a line for persons of whom something is amiss, and for a forest that was not read', () => {
		expect(
			signs([ana, {rid: 2, upn: 'ben@contoso.com'}], [cloudAna], {forests: {[forest]: 'read', 'fabrikam.com': 'unreachable'}}),
		).toEqual(['met contoso.com', expect.stringMatching(/^unmet /), 'unobserved fabrikam.com']);
	});

	it('has a line for a list of the tenant that is not whole, and for a suffix of which nobody knows whether it is verified', () => {
		const given = {...worldOf([ana], [cloudAna], {said: [2, 2]}), domains: notSeen('access-denied', 'Graph answered 403.')};
		expect(verifiedUpn.exhibits?.(given).map(({sign}) => sign)).toEqual(['unobserved', 'unobserved']);
		expect(verifiedUpn.exhibits?.({...given, persons: notSeen('unreachable', 'DC01 did not answer.')})).toEqual([]);
	});
});

describe('what a session keeps of users', () => {
	const keptOf = (given: ReturnType<typeof worldOf>) => {
		const kept = verifiedUpn.keep?.(given) as ReturnType<typeof worldOf>;
		return kept.persons.seen
			? kept.persons.facts.groups.map(({suffix, names}) => `${suffix}: ${names.map(({name, upn}) => `${name} ${upn}`).join(', ')}`)
			: null;
	};

	it('is the names of those whom somebody has to mend: their own, or that of their domain', () => {
		const ben: Account = {rid: 2, upn: 'ben@contoso.com'};
		expect(keptOf(worldOf([ana, ben, dan], [cloudAna, user(2, 'benny@contoso.com'), cloudDan]))).toEqual([
			'contoso.com: ',
			'contoso.com: user2 ben@contoso.com',
			'fabrikam.com: user9 dan@fabrikam.com',
		]);
		const unread = {...worldOf([], []), persons: notSeen('unreachable', 'DC01 did not answer.')};
		expect(verifiedUpn.keep?.(unread)).toEqual(unread);
	});

	it(`is no more than ${mostNames} names, however many there are to mend`, () => {
		const many = Array.from({length: mostNames - 1}, (_, at): Account => ({rid: at + 10, upn: `u${at}@contoso.com`}));
		const three = [1, 2, 3].map((at): Account => ({rid: 2 * mostNames + at, upn: `dan${at}@fabrikam.com`}));
		const [stray, ofDomain] =
			keptOf(
				worldOf(
					[...many, ...three],
					three.map(({rid}, at) => user(rid, `dan${at + 1}@fabrikam.com`)),
				),
			) ?? [];
		expect(stray?.split('@')).toHaveLength(mostNames);
		expect(ofDomain).toBe(`fabrikam.com: user${2 * mostNames + 1} dan1@fabrikam.com`);
	});
});

describe('what a Connect server is judged on', () => {
	it('is one line for all servers where none of them exports', () => {
		const idle = ['SYNC01', 'SYNC02'].map(name => server({server: name, staging: true}));
		expect(keyWriteBack.exhibits?.({...writeBack, connect: seen(connectOf(...idle))})).toMatchObject([
			{sign: 'unobserved', what: 'SYNC01 and SYNC02'},
		]);
	});
});

describe('what a session keeps of servers', () => {
	it('is, of all computers of the directory, those that bear the name of a Connect server, beside everything else that was seen', () => {
		const one = computersOf([{name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: true}]);
		expect(keyWriteBack.keep?.(writeBack)).toEqual({...writeBack, computers: one});
		const connect = notSeen('unreachable', 'SYNC01 did not answer.');
		expect(keyWriteBack.keep?.({...writeBack, connect})).toEqual({...writeBack, connect, computers: computersOf([])});
	});
});
