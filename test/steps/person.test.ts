import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {SurveyRecord} from '../../src/guide/check.ts';
import {fewRecords} from '../../src/guide/kept.ts';
import {classify, keptOfUser} from '../../steps/04-directory-synchronization/upn/person.ts';
import {sidOf, user} from '../../steps/case-builders/persons.ts';

const lookupIn = (users: readonly SurveyRecord[]) => fewRecords(keptOfUser, users).lookup;
const account = (upn: string | undefined, over: SurveyRecord = {}): SurveyRecord => ({
	userPrincipalName: upn,
	sAMAccountName: 'ana',
	domain: 'corp.contoso.com',
	sid: sidOf(1),
	...over,
});
const classOf = (record: SurveyRecord, users: readonly SurveyRecord[]) => classify(record, lookupIn(users)).class;

const upn = fc
	.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.constantFrom('contoso.com', 'fabrikam.com', 'contoso.local', 'contoso.onmicrosoft.com'))
	.map(parts => parts.join('@'));
const cloud = fc.record({
	rid: fc.constantFrom(null, 1, 2),
	userPrincipalName: upn,
	onPremisesUserPrincipalName: fc.option(upn),
	onPremisesSyncEnabled: fc.constantFrom(true, false, null),
});

describe('a person', () => {
	it('is joined by SID and by nothing else: without a synchronised object of that SID nobody is met', () => {
		fc.assert(
			fc.property(upn, fc.array(cloud, {maxLength: 4}), (name, records) => {
				const users = records.map(({rid, userPrincipalName, ...over}) => user(rid, userPrincipalName, over));
				const own = users.filter(one => one['onPremisesSecurityIdentifier'] === sidOf(1) && one['onPremisesSyncEnabled'] === true);
				const mayPass = ['same', 'carried'].includes(classOf(account(name), users));
				expect(mayPass && own.length !== 1).toBe(false);
			}),
		);
	});

	it('is met only if one of the two names in Entra ID is the whole on-premises name', () => {
		fc.assert(
			fc.property(upn, upn, fc.option(upn), (name, cloudUpn, carried) => {
				const met = ['same', 'carried'].includes(classOf(account(name), [user(1, cloudUpn, {onPremisesUserPrincipalName: carried})]));
				expect(met).toBe([cloudUpn, carried].includes(name));
			}),
		);
	});

	it('goes by account name and own domain where it has no UPN', () => {
		expect(classify(account(undefined), lookupIn([]))).toMatchObject({
			upn: 'ana@corp.contoso.com',
			suffix: 'corp.contoso.com',
			implicit: true,
		});
		expect(classify(account(''), lookupIn([]))).toMatchObject({upn: 'ana@corp.contoso.com', implicit: true});
	});

	it('is not read while the tenant is not, or while its own SID is missing', () => {
		expect(classify(account('ana@contoso.com'), null).class).toBe('cloud-unseen');
		expect(classOf(account('ana@contoso.com', {sid: undefined}), [user(1, 'ana@contoso.com')])).toBe('unread');
	});

	it('takes a value that is null for read, and one that is missing for not read', () => {
		const {onPremisesUserPrincipalName: _, ...reduced} = user(1, 'ana.maria@contoso.com');
		expect(classOf(account('ana@contoso.com'), [reduced])).toBe('unread');
		expect(classOf(account('ana@contoso.com'), [user(1, 'ana.maria@contoso.com')])).toBe('prefix-differs');
	});

	it('is who its id says it is: of one without an id nobody knows whether it is one', () => {
		const nobody = user(1, 'ana@contoso.com', {id: undefined});
		expect(classify(account('ana@contoso.com'), lookupIn([nobody]))).toMatchObject({class: 'unread', unread: 'id'});
		expect(classOf(account('ana@contoso.com'), [nobody, nobody])).toBe('unread');
		const own = user(1, 'ana@contoso.com', {id: 'a'});
		expect(classOf(account('ana@contoso.com'), [own, own, {...own, id: 'A'}])).toBe('same');
		expect(classOf(account('ana@contoso.com'), [own, {...own, id: 'b'}])).toBe('several');
		expect(classOf(account('ana@contoso.com'), [own, {...own, userPrincipalName: 'anna@contoso.com'}])).toBe('changed');
		expect(classOf(account('ana@contoso.com'), [own, {...own, accountEnabled: false}])).toBe('same');
	});

	it('has changed where a second time it came with another word on whether its name could be taken, in either order', () => {
		const carrying = user(1, 'other@contoso.com', {id: 'a', onPremisesUserPrincipalName: 'ana@contoso.com'});
		const refused = {...carrying, onPremisesProvisioningErrors: [{propertyCausingError: 'UserPrincipalName'}]};
		expect(classOf(account('ana@contoso.com'), [carrying, carrying])).toBe('carried');
		expect(classOf(account('ana@contoso.com'), [carrying, refused])).toBe('changed');
		expect(classOf(account('ana@contoso.com'), [refused, carrying])).toBe('changed');
	});

	it.each([0, 1, 2, 3])('is not alone where another stands behind one who came %i times with other values', times => {
		const again = (one: ReturnType<typeof user>) =>
			Array.from({length: times + 1}, (_, at) => ({
				...one,
				accountEnabled: at % 2 === 0,
				userType: at < 2 ? 'Member' : 'Guest',
			}));
		const own = user(1, 'ana@contoso.com', {id: 'a'});
		expect(classOf(account('ana@contoso.com'), [...again(own), {...own, id: 'b'}])).toBe('several');
		const carrying = {...own, onPremisesUserPrincipalName: 'ana@contoso.com'};
		const sharing = {...user(2, 'anna@contoso.com', {id: 'c'}), onPremisesUserPrincipalName: 'ana@contoso.com'};
		expect(classOf(account('ana@contoso.com'), [...again(carrying), sharing])).toBe('carried-twice');
		const renamed = {...carrying, userPrincipalName: 'other@contoso.com'};
		expect(classOf(account('ana@contoso.com'), [...again(renamed), user(3, 'ana@contoso.com', {id: 'd'})])).toBe('quarantined');
	});

	it.each(['userPrincipalName', 'onPremisesUserPrincipalName', 'onPremisesSyncEnabled'])(
		'without %s is not read, and the property is named',
		field => {
			for (const value of [undefined, 7, ['x'], {x: 1}]) {
				expect(classify(account('ana@contoso.com'), lookupIn([{...user(1, 'ana@contoso.com'), [field]: value}]))).toMatchObject({
					class: 'unread',
					unread: field,
				});
			}
		},
	);

	it('is found under another SID by an anchor that is the same letter by letter', () => {
		const anchor = 'AAECAwQFBgcICQoLDA0ODw==';
		const moved = (immutableId: string) =>
			classOf(account('ana@contoso.com', {anchor}), [user(77, 'x@contoso.com', {onPremisesImmutableId: immutableId})]);
		expect([moved(anchor), moved(anchor.toLowerCase())]).toEqual(['other-sid', 'absent']);
	});
});
