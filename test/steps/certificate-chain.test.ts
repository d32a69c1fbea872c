import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {addressesOf} from '../../steps/certificate-addresses.ts';
import {linksAmong} from '../../steps/certificate-links.ts';
import {elementsOf} from '../../steps/der.ts';
import {revocationListOf, subjectOf} from '../../steps/revocation-list.ts';
import {certificateDer, issuerPlaces, listPoints, newKeys, revocationList, thumbprintOf} from './certificates.ts';

const rootKeys = newKeys();
const ownKeys = newKeys();
const root = certificateDer({name: 'Contoso Root CA', keys: rootKeys});
const issuing = certificateDer({issuer: 'Contoso Root CA', keys: ownKeys, signer: rootKeys, serial: 2});
const linked = (...all: readonly Buffer[]) => linksAmong(all.map(one => one.toString('base64')));

describe('who signed a certificate', () => {
	it('is told by the signature', () => {
		const links = linked(issuing, root);
		expect(links.get(thumbprintOf(issuing))).toEqual({issuers: [thumbprintOf(root)], selfSigned: false, doubtful: false});
		expect(links.get(thumbprintOf(root))).toEqual({issuers: [], selfSigned: true, doubtful: false});
	});

	it('is not told by the name: another root of that name signed nothing', () => {
		const other = certificateDer({name: 'Contoso Root CA', keys: newKeys()});
		expect(linked(issuing, other).get(thumbprintOf(issuing))?.issuers).toEqual([]);
		expect(linked(issuing, other, root).get(thumbprintOf(issuing))?.issuers).toEqual([thumbprintOf(root)]);
	});

	it('is each renewed certificate of the same key', () => {
		const renewed = certificateDer({name: 'Contoso Root CA', keys: rootKeys, serial: 9, notBefore: '2025-01-01T00:00:00Z'});
		expect(linked(issuing, root, renewed).get(thumbprintOf(issuing))?.issuers).toEqual([thumbprintOf(root), thumbprintOf(renewed)]);
	});

	it('is nobody for a certificate that calls itself its issuer and was signed by somebody else', () => {
		const claimed = certificateDer({name: 'Contoso Root CA', keys: ownKeys, signer: rootKeys});
		expect(linked(claimed).get(thumbprintOf(claimed))).toEqual({issuers: [], selfSigned: false, doubtful: false});
	});

	it('does not hang on the order, nor on what is no certificate', () => {
		expect(linked(root, Buffer.from('none'), issuing)).toEqual(linked(issuing, root, Buffer.alloc(1)));
	});
});

const ldap = 'ldap:///CN=Contoso,CN=CDP,DC=corp?certificateRevocationList?base?objectClass=cRLDistributionPoint';
const web = 'http://crl.corp.example.test/cdp/Contoso.crl';

describe('the addresses in a certificate', () => {
	it('are those of each distribution point, and of the issuer without OCSP', () => {
		const both = certificateDer({extensions: [listPoints([ldap, web], ['https://other/']), issuerPlaces(web)]});
		expect(addressesOf(both)).toEqual({lists: [ldap, web, 'https://other/'], issuerAt: [web]});
	});

	it('are none where the extensions are not there', () => {
		expect(addressesOf(root)).toEqual({lists: [], issuerAt: []});
		expect(addressesOf(certificateDer({extensions: [issuerPlaces()]}))).toEqual({lists: [], issuerAt: []});
		expect(addressesOf(certificateDer({extensions: [listPoints([])]}))).toEqual({lists: [], issuerAt: []});
	});

	it('are not read where a certificate is cut', () => {
		const whole = certificateDer({extensions: [listPoints([web]), issuerPlaces(web)]});
		for (let at = 0; at < whole.length; at++) {
			expect(addressesOf(whole.subarray(0, at)), `cut at ${at}`).toEqual({lists: null, issuerAt: null});
		}
	});

	it('never throw, whatever bytes came', () => {
		const whole = certificateDer({extensions: [listPoints([ldap, web]), issuerPlaces(web)]});
		fc.assert(
			fc.property(fc.nat(whole.length - 1), fc.integer({min: 0, max: 255}), (at, byte) => {
				const changed = Buffer.from(whole);
				changed[at] = byte;
				addressesOf(changed);
			}),
			{numRuns: 2000},
		);
		fc.assert(fc.property(fc.uint8Array({maxLength: 400}), junk => addressesOf(Buffer.from(junk)) !== undefined));
	});
});

describe('DER', () => {
	it('is read in every length that a certificate may have, and in none that it may not', () => {
		const element = (size: number, ...head: readonly number[]) => Buffer.concat([Buffer.from(head), Buffer.alloc(size, 1)]);
		for (const [size, head] of [
			[5, [4, 5]],
			[127, [4, 0x7f]],
			[200, [4, 0x81, 200]],
			[700, [4, 0x82, 2, 188]],
		] as const) {
			expect(elementsOf(element(size, ...head))?.[0]?.content.length).toBe(size);
		}

		expect(elementsOf(element(5, 4, 0x80))).toBeNull();
		expect(elementsOf(element(5, 4, 6))).toBeNull();
		expect(elementsOf(element(5, 0x1f, 5))).toBeNull();
		expect(elementsOf(Buffer.from([4]))).toBeNull();
		expect(elementsOf(Buffer.alloc(0))).toEqual([]);
	});

	it('gives back what was written', () => {
		const piece = fc.record({tag: fc.constantFrom(2, 4, 5, 6, 0x30, 0x86, 0xa0), content: fc.uint8Array({maxLength: 100})});
		fc.assert(
			fc.property(fc.array(piece), pieces => {
				const written = Buffer.concat(pieces.map(({tag, content}) => Buffer.from([tag, content.length, ...content])));
				expect(elementsOf(written)?.map(({tag, content}) => ({tag, content: [...content]}))).toEqual(
					pieces.map(({tag, content}) => ({tag, content: [...content]})),
				);
			}),
			{numRuns: 1000},
		);
	});
});

describe('a revocation list', () => {
	it('is known by the name of its authority, and by when it ends, in either form of a time', () => {
		for (const until of ['2026-11-29T09:20:00Z', '2055-06-30T12:00:00Z']) {
			const list = revocationListOf(revocationList({name: 'Contoso Root CA', until}));
			expect(list?.until).toBe(until);
			expect(list?.issuer.equals(subjectOf(root) ?? Buffer.alloc(0))).toBe(true);
			expect(list?.issuer.equals(subjectOf(issuing) ?? Buffer.alloc(0))).toBe(false);
		}
	});

	it('may hold revoked certificates, be of the first version, and never end', () => {
		const revoked = revocationList({name: 'Contoso Root CA', until: '2026-11-29T09:20:00Z', revoked: 500});
		expect(revocationListOf(revoked)?.until).toBe('2026-11-29T09:20:00Z');
		expect(revocationListOf(revocationList({name: 'Contoso Root CA', until: null}))?.until).toBeNull();
		expect(subjectOf(certificateDer({name: 'Contoso Root CA', extensions: [issuerPlaces()]}))).toEqual(subjectOf(root));
	});

	it('is none where it is cut, or is a certificate', () => {
		const whole = revocationList({name: 'Contoso Root CA', until: '2026-11-29T09:20:00Z'});
		for (let at = 0; at < whole.length; at++) {
			expect(revocationListOf(whole.subarray(0, at)), `cut at ${at}`).toBeNull();
		}

		expect(revocationListOf(root)).toBeNull();
		expect(subjectOf(Buffer.from('none'))).toBeNull();
	});
});
