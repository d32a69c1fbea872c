import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {access, authorityDn, issuingCertificate, issuingList, places, put, template, templateDn, usual, wholePki} from './lab-pki.ts';
import * as oneChange from './one-change.ts';

describeWith(['samba', 'powershell'], 'one object of a real PKI changes', () => {
	vi.setConfig({testTimeout: oneChange.patience, hookTimeout: oneChange.patience});
	let forest: Forest;
	let whole: oneChange.Ends;

	const moved = (change: string, back: string) => oneChange.moved(forest, whole, change, back);
	const movedBy = (dn: string, attribute: string, values: readonly string[], held: readonly string[]) =>
		oneChange.movedBy(forest, whole, [dn, attribute], values, held);
	const ofTemplate = (attribute: string, value: string, before: string) => movedBy(templateDn('LabKdc'), attribute, [value], [before]);
	/** A new certificate of the issuing authority, wherever its certificate stands. */
	const reissued = async (part: Parameters<typeof issuingCertificate>[0]) => {
		const everywhere = (certificate: string) => [places.own, places.aia].map(dn => put(dn, 'cACertificate:', certificate)).join('');
		const both = (certificate: string) =>
			`dn: ${places.ntauth}\nchangetype: modify\nadd: cACertificate\ncACertificate:: ${certificate}\n\n`;
		const gone = (certificate: string) =>
			`dn: ${places.ntauth}\nchangetype: modify\ndelete: cACertificate\ncACertificate:: ${certificate}\n\n`;
		const other = issuingCertificate(part);
		return moved(`${everywhere(other)}${both(other)}`, `${everywhere(first)}${gone(other)}`);
	};
	let first = '';

	beforeAll(async () => {
		forest = await startForest({realm: 'PKI.ONECHANGE.TEST', schema: '2019'});
		await wholePki(forest);
		const found = await forest.search('-b', places.own.replace('@BASEDN@', forest.baseDn), '-s', 'base', 'cACertificate');
		first = /cACertificate:: (\S+)/.exec(found)?.[1] ?? '';
		whole = await oneChange.lookAt(forest);
	});
	afterAll(() => forest?.remove());

	it('is all met where nothing changed', () => {
		const ids = ['enterprise-ca', 'ca-windows-server', 'ca-not-on-dc', 'ca-chain', 'ca-in-ntauth', 'dc-certificate-template'];
		expect(ids.map(id => [id, whole[id]])).toEqual(ids.map(id => [id, 'met']));
		expect(whole).toMatchObject({'revocation-list-on-the-web': 'met', 'revocation-list-current': 'met'});
	});

	it('the template loses the mark for KDC authentication', async () => {
		const usages = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];
		expect(await movedBy(templateDn('LabKdc'), 'pKIExtendedKeyUsage', usages, ['1.3.6.1.5.2.3.5', ...usages])).toEqual({
			'dc-certificate-template': 'unmet',
		});
	});

	it.each([
		['is given a short key', 'msPKI-Minimal-Key-Size', '1024', '2048', 'unmet'],
		['leaves the name of the domain out', 'msPKI-Certificate-Name-Flag', '134217728', '138412032', 'unmet'],
		['puts a subject in, by a number that is negative', 'msPKI-Certificate-Name-Flag', '-2009071616', '138412032', 'caution'],
		['asks for an older provider', 'msPKI-Private-Key-Flag', '101056768', '101056512', 'caution'],
		['waits for somebody who approves', 'msPKI-Enrollment-Flag', '34', '32', 'caution'],
		['lets its key sign only', 'pKIKeyUsage:', 'gAA=', 'oAA=', 'unmet'],
	])('the template %s', async (_, attribute, value, before, outcome) => {
		expect(await ofTemplate(attribute, value, before)).toEqual({'dc-certificate-template': outcome});
	});

	it('the template has its requests hashed with SHA1', async () => {
		const policies = (hash: string) => `msPKI-Asymmetric-Algorithm\`PZPWSTR\`RSA\`msPKI-Hash-Algorithm\`PZPWSTR\`${hash}\``;
		expect(await ofTemplate('msPKI-RA-Application-Policies', policies('SHA1'), policies('SHA256'))).toEqual({
			'dc-certificate-template': 'caution',
		});
	});

	it('the template lets controllers enrol by hand only, refuses them, or lets nobody enrol', async () => {
		const {domainSid} = forest;
		const controllers = `${domainSid}-516`;
		const set = (entries: Parameters<typeof access>[1]) => ofTemplate('nTSecurityDescriptor', access(domainSid, entries), usual(domainSid));
		expect(await set([[true, 'enrol', controllers]])).toEqual({'dc-certificate-template': 'caution'});
		expect(
			await set([
				[false, 'enrol', controllers],
				[true, 'enrol', controllers],
				[true, 'autoenrol', controllers],
			]),
		).toMatchObject({'dc-certificate-template': 'unmet'});
		// No authority is left by which a controller may enrol, so none is looked for in NTAuth.
		expect(await set([])).toEqual({'dc-certificate-template': 'unmet', 'ca-in-ntauth': 'not seen: empty'});
	});

	it('one of two authorities stops issuing it: the other goes on', async () => {
		expect(await movedBy(places.own, 'certificateTemplates', [], ['LabKdc'])).toEqual({});
	});

	it('an authority issues a superseded template still', async () => {
		expect(await movedBy(authorityDn('LAB-CA'), 'certificateTemplates', ['LabKdc', 'KerberosAuthentication'], ['LabKdc'])).toEqual({
			'dc-certificate-template': 'caution',
		});
	});

	it('there is another template by which controllers may enrol, and nothing supersedes it', async () => {
		const other = template('LabLdaps', forest.domainSid, {pKIExtendedKeyUsage: '1.3.6.1.5.5.7.3.1'});
		expect(await moved(other, `dn: ${templateDn('LabLdaps')}\nchangetype: delete\n\n`)).toEqual({'dc-certificate-template': 'caution'});
	});

	it('the certificate of an authority has run out', async () => {
		expect(await reissued({notAfter: '2026-01-01T00:00:00Z'})).toEqual({
			'enterprise-ca': 'unmet',
			'ca-in-ntauth': 'unmet',
			// The other authority is a root that publishes no list, and the dead one is not asked.
			'revocation-list-on-the-web': 'not-applicable',
			'revocation-list-current': 'not-applicable',
		});
	});

	it('the certificate of an authority names its revocation list over LDAP only', async () => {
		expect(await reissued({lists: ['ldap:///CN=Lab%20Root%20CA,CN=CDP']})).toEqual({'revocation-list-on-the-web': 'caution'});
	});

	it('the revocation list of an authority has ended', async () => {
		const [ended = '', held = ''] = ['2026-11-01T10:00:00Z', '2034-01-01T00:00:00Z'].map(issuingList);
		expect(await movedBy(places.list, 'certificateRevocationList:', [ended], [held])).toEqual({
			'revocation-list-current': 'caution',
		});
	});

	it('an authority is taken out of NTAuth', async () => {
		const out = (verb: string) => `dn: ${places.ntauth}\nchangetype: modify\n${verb}: cACertificate\ncACertificate:: ${first}\n\n`;
		expect(await moved(out('delete'), out('add'))).toEqual({'ca-in-ntauth': 'unmet'});
	});

	it('the root is published nowhere', async () => {
		const held = await forest.search('-b', places.rootCa.replace('@BASEDN@', forest.baseDn), '-s', 'base', 'cACertificate');
		const root = /cACertificate:: (\S+)/.exec(held)?.[1] ?? '';
		expect(await moved(put(places.rootCa, 'cACertificate:', 'AA=='), put(places.rootCa, 'cACertificate:', root))).toEqual({
			'ca-chain': 'caution',
		});
	});

	it('the server of the authorities is an old one, or is gone', async () => {
		const computer = 'CN=CA1,CN=Computers,@BASEDN@';
		expect(await movedBy(computer, 'operatingSystemVersion', ['6.1 (7601)'], ['10.0 (17763)'])).toEqual({'ca-windows-server': 'unmet'});
		expect(await movedBy(computer, 'userAccountControl', ['4098'], ['4096'])).toEqual({
			'enterprise-ca': 'unmet',
			'dc-certificate-template': 'unmet',
			'ca-windows-server': 'not seen: inconclusive',
		});
	});
});
