import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {linksOf} from '../../steps/group-policy/gp-link.ts';
import {settingsIn} from '../../steps/group-policy/policy-settings.ts';
import {type Container, chainOf, reaching} from '../../steps/group-policy/reach.ts';
import {recordsOf} from '../../steps/group-policy/registry-pol.ts';
import {hasRight, isTrustee, type PolicyAccess, type Who} from '../../steps/group-policy/trustees.ts';
import {comparableDn} from '../../steps/identity.ts';
import {enrolKey, helloKey, type PolicyValue, registryPol} from '../lab/policies.ts';

/** Written by Samba's own writer of such files (python3-samba 4.17, samba.dcerpc.preg): Enabled 1, a deletion, AEPolicy 7, a text. */
const fromSamba =
	'UFJlZwEAAABbAFMAbwBmAHQAdwBhAHIAZQBcAFAAbwBsAGkAYwBpAGUAcwBcAE0AaQBjAHIAbwBzAG8AZgB0AFwAUABhAHMAcwBwAG8AcgB0AEYAbwByAFcAbwByAGsAAAA7AEUAbgBhAGIAbABlAGQAAAA7AAQAAAA7AAQAAAA7AAEAAABdAFsAUwBvAGYAdAB3AGEAcgBlAFwAUABvAGwAaQBjAGkAZQBzAFwATQBpAGMAcgBvAHMAbwBmAHQAXABQAGEAcwBzAHAAbwByAHQARgBvAHIAVwBvAHIAawAAADsAKgAqAGQAZQBsAC4AVQBzAGUAQwBsAG8AdQBkAFQAcgB1AHMAdABGAG8AcgBPAG4AUAByAGUAbQBBAHUAdABoAAAAOwABAAAAOwAEAAAAOwAgAAAAXQBbAFMAbwBmAHQAdwBhAHIAZQBcAFAAbwBsAGkAYwBpAGUAcwBcAE0AaQBjAHIAbwBzAG8AZgB0AFwAQwByAHkAcAB0AG8AZwByAGEAcABoAHkAXABBAHUAdABvAEUAbgByAG8AbABsAG0AZQBuAHQAAAA7AEEARQBQAG8AbABpAGMAeQAAADsABAAAADsABAAAADsABwAAAF0AWwBTAG8AZgB0AHcAYQByAGUAXABQAG8AbABpAGMAaQBlAHMAXABNAGkAYwByAG8AcwBvAGYAdABcAEMAcgB5AHAAdABvAGcAcgBhAHAAaAB5AFwAQQB1AHQAbwBFAG4AcgBvAGwAbABtAGUAbgB0AAAAOwBPAGYAZgBsAGkAbgBlAEUAeABwAGkAcgBhAHQAaQBvAG4AUwB0AG8AcgBlAE4AYQBtAGUAcwAAADsAAQAAADsABgAAADsATQBZAAAAXQA=';

const settings = (values: readonly PolicyValue[]) => settingsIn(recordsOf(registryPol(values)) ?? []);

describe('a Registry.pol', () => {
	it('that another program wrote is read', () => {
		const records = recordsOf(Buffer.from(fromSamba, 'base64'));
		expect(records?.map(({key, value, type, data}) => [key, value, type, data.length])).toEqual([
			[helloKey, 'Enabled', 4, 4],
			[helloKey, '**del.UseCloudTrustForOnPremAuth', 1, 4],
			[enrolKey, 'AEPolicy', 4, 4],
			[enrolKey, 'OfflineExpirationStoreNames', 1, 6],
		]);
		expect(settingsIn(records ?? [])).toEqual({enabled: 1, cloudTrust: 'deleted', autoenrolment: 7});
	});

	const texts = fc.string({unit: fc.constantFrom(...'aZ;[]*. \\é'), maxLength: 12});
	const values = fc.array(fc.tuple(texts, texts, fc.oneof(fc.integer({min: 0, max: 0xffffffff}), texts)), {maxLength: 6});

	it('comes back as it was written, whatever signs its names hold', () => {
		fc.assert(
			fc.property(values, written => {
				expect(
					recordsOf(registryPol(written))?.map(({key, value, type, data}) => [
						key,
						value,
						type === 4 ? data.readUInt32LE() : data.toString('utf16le').replace(/\0$/, ''),
					]),
				).toEqual(written);
			}),
			{numRuns: 1000},
		);
	});

	it('that is cut anywhere but between records is not read', () => {
		fc.assert(
			fc.property(values, fc.nat(), (written, at) => {
				const whole = registryPol(written);
				const ends = written.map((_, index) => registryPol(written.slice(0, index)).length);
				const cut = at % whole.length;
				fc.pre(!ends.includes(cut));
				expect(recordsOf(whole.subarray(0, cut))).toBeNull();
			}),
			{numRuns: 1000},
		);
	});

	it('of random bytes is not read, and breaks nothing', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 200}), bytes => {
				const behind = Buffer.concat([registryPol([]), bytes]);
				const read = recordsOf(behind);
				expect(recordsOf(Buffer.from(bytes))).toBeNull();
				expect(bytes.length === 0 ? read : (read ?? [])).toEqual([]);
			}),
			{numRuns: 1000},
		);
	});

	it('deletes one value, all of a key, named ones, and keys', () => {
		const on: PolicyValue = [helloKey, 'Enabled', 1];
		const [parent = '', name = ''] = [helloKey.slice(0, helloKey.lastIndexOf('\\')), 'PassportForWork'];
		expect(settings([on, [helloKey, '**Del.ENABLED', ' ']])).toEqual({enabled: 'deleted'});
		expect(settings([[helloKey, '**delvals.', ' '], on]).enabled).toBe(1);
		expect(settings([on, [helloKey, '**DelVals', ' ']]).enabled).toBe('deleted');
		expect(settings([on, [helloKey, '**DeleteValues', 'Other; enabled']]).enabled).toBe('deleted');
		expect(settings([on, [parent, '**DeleteKeys', `Other;${name}`]]).enabled).toBe('deleted');
		expect(settings([on, [parent, '**DeleteKeys', 'Passport']]).enabled).toBe(1);
	});

	it('tells of every value that this guide speaks of, and of no other', () => {
		expect(settings([['Software\\Policies\\Microsoft\\Windows\\System', 'UserPolicyMode', 2]])).toEqual({loopback: 2});
		expect(settings([['Software\\Policies\\Microsoft\\Windows\\System', 'Other', 2]])).toEqual({});
	});

	it('whose value is no number says so', () => {
		expect(settings([[helloKey, 'Enabled', '1']])).toEqual({enabled: 'unread'});
		expect(settings([[`${helloKey}2`, 'Enabled', 1]])).toEqual({});
	});
});

describe('links', () => {
	it('are read in their order', () => {
		expect(linksOf('[LDAP://cn={A},cn=policies,DC=x;0][ldap://CN={B},DC=x;3]')).toEqual([
			{policy: 'cn={A},cn=policies,DC=x', disabled: false, enforced: false},
			{policy: 'CN={B},DC=x', disabled: true, enforced: true},
		]);
		expect(linksOf(' ')).toEqual([]);
	});

	it('of another form are none', () => {
		for (const odd of [
			'[LDAP://CN={A};0',
			'x[LDAP://CN={A};0]',
			'[LDAP://CN={A};0]x',
			'[LDAP://CN={A};]',
			'[CN={A};0]',
			'[LDAP://CN={A};0]x[LDAP://CN={B};0]',
		]) {
			expect(linksOf(odd)).toBeNull();
		}
	});

	const container = (dn: string, links: string, blocks = false): Container => ({dn, links: linksOf(links) ?? [], blocks});
	const link = (name: string, options = 0) => `[LDAP://CN=${name};${options}]`;
	const order = (unit: Container, domain: Container, site?: Container) => {
		const containers = new Map([unit, domain].map(one => [comparableDn(one.dn), one]));
		return reaching(site === undefined ? [] : [site], chainOf('CN=pc,OU=Sub,OU=Unit,DC=x', containers)).map(({policy}) => policy.slice(3));
	};
	const domain = container('DC=x', link('d1') + link('d2'));

	it('are applied from the site to the unit, and the one that stands last in its container last', () => {
		expect(order(container('ou=unit, dc=X', link('u')), domain, container('CN=S', link('s')))).toEqual(['s', 'd1', 'd2', 'u']);
	});

	it('that are disabled do not count', () => {
		expect(order(container('OU=Unit,DC=x', link('u', 1)), domain)).toEqual(['d1', 'd2']);
	});

	it('are blocked from above, site and all, and come through where they are enforced, the highest the strongest', () => {
		const enforcing = container('DC=x', link('d1', 2) + link('d2'));
		expect(
			order(container('OU=Unit,DC=x', link('u') + link('e', 2), true), enforcing, container('CN=S', link('s') + link('f', 2))),
		).toEqual(['u', 'e', 'd1', 'f']);
	});
});

describe('a trustee', () => {
	const domain = 'S-1-5-21-1-2-3';
	const controller: Who = {kind: 'controller', domainSid: domain, readOnly: false};
	const computer: Who = {kind: 'computer', domainSid: domain};
	const user: Who = {kind: 'user', domainSid: domain, groups: [`${domain}-1105`]};

	it.each([
		['S-1-5-11', 'yes', 'yes', 'yes'],
		['S-1-5-9', 'yes', 'no', 'no'],
		[`${domain}-516`, 'yes', 'no', 'no'],
		[`${domain}-515`, 'no', 'yes', 'no'],
		['S-1-5-21-9-9-9-516', 'no', 'no', 'no'],
		[`${domain}-513`, 'no', 'no', 'yes'],
		[`${domain}-512`, 'no', 'no', 'unknown'],
		[`${domain}-1105`, 'unknown', 'unknown', 'yes'],
		['S-1-5-18', 'no', 'no', 'no'],
		['S-1-5-32-544', 'no', 'no', 'unknown'],
		['S-1-5-32-545', 'unknown', 'unknown', 'unknown'],
	] as const)('%s is of a controller %s, of a computer %s, of a user in scope %s', (sid, ...is) => {
		expect([controller, computer, user].map(who => isTrustee(sid, who))).toEqual(is);
	});

	const entry = (sid: string, allows: boolean, more: Partial<PolicyAccess> = {}): PolicyAccess => ({
		sid,
		allows,
		apply: true,
		read: false,
		conditional: false,
		...more,
	});

	it('has a right by the first entry that names it', () => {
		expect(hasRight([entry('S-1-5-11', false), entry('S-1-5-11', true)], 'apply', user).has).toBe('no');
		expect(hasRight([entry('S-1-5-11', true)], 'read', user).has).toBe('no');
		expect(hasRight([], 'apply', user).has).toBe('no');
		expect(hasRight(null, 'apply', user).has).toBe('unknown');
	});

	it('leaves open what an unknown group could change, and nothing else', () => {
		const stranger = `${domain}-2000`;
		expect(hasRight([entry(stranger, false), entry('S-1-5-11', true)], 'apply', user)).toEqual({has: 'unknown', hangsOn: [stranger]});
		expect(hasRight([entry(stranger, true), entry('S-1-5-11', true)], 'apply', user).has).toBe('yes');
		expect(hasRight([entry(stranger, true)], 'apply', user).has).toBe('unknown');
		expect(hasRight([entry(stranger, false)], 'apply', user).has).toBe('no');
		expect(hasRight([entry('S-1-5-11', true, {conditional: true})], 'apply', user).has).toBe('unknown');
	});
});
