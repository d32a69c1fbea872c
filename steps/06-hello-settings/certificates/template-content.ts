import {caution, declined, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import type {Template} from './certificate-templates.facts.ts';
import {called, otherUsages} from './controller-templates.ts';

const shortestKey = 2048;
/** From this schema version on, a template asks for a Key Storage Provider (MS-CRTD 2.16: Windows Server 2008 and later). */
const firstWithKeyStorage = 3;
/** CT_FLAG_USE_LEGACY_PROVIDER of msPKI-Private-Key-Flag (MS-CRTD 2.27): a template of version 4 asks for an older provider all the same. */
const olderProvider = 0x00000100;
/**
 * Where msPKI-Private-Key-Flag names the oldest Windows that an authority and a recipient may be, and 2008 R2 and Windows 7 there
 * (TEMPLATE_SERVER_VER_2008R2 and TEMPLATE_CLIENT_VER_WIN7, as certutil prints them); 0 where the console that made the template wrote none.
 */
const authorityAge = {shift: 16, lowest: 3} as const;
const recipientAge = {shift: 24, lowest: 3} as const;

/** digitalSignature and keyEncipherment, as the first byte of pKIKeyUsage holds them (RFC 5280 4.2.1.3). */
const keyUses = 0x80 | 0x20;

/** Bits of msPKI-Certificate-Name-Flag (MS-CRTD 2.28): the requester's own names, the computer's DNS name, and its domain's. */
const suppliedNames = 0x00000001 | 0x00010000;
const dnsName = 0x08000000;
const domainDnsName = 0x00400000;
/** Every other bit that puts a name into the certificate: of the directory into the alternative names, and into the subject. */
const otherNames = [
	[0x00800000, 'a service name'],
	[0x01000000, 'the id in the directory'],
	[0x02000000, 'the user name'],
	[0x04000000, 'the mail address'],
	[0x10000000, 'the DNS name as its subject'],
	[0x20000000, 'the mail address in its subject'],
	[0x40000000, 'the common name as its subject'],
	[0x80000000, 'the path in the directory as its subject'],
] as const;

export const has = (flags: number, bits: number): boolean => (flags & bits) !== 0;

/** What the names in a certificate of this template would lack, or hold besides. */
const nameFaults = (name: string, nameFlag: number): readonly Verdict[] => {
	if (has(nameFlag, suppliedNames)) {
		return [
			declined('inconclusive', 'mend-the-template', `${name} takes the names from the request, so what a certificate names was not seen.`),
		];
	}

	const others = otherNames.filter(([bit]) => has(nameFlag, bit)).map(([, words]) => words);
	return [
		...(has(nameFlag, dnsName) ? [] : [unmet('mend-the-template', `${name} leaves the DNS name of the domain controller out.`)]),
		...(has(nameFlag, domainDnsName) ? [] : [unmet('mend-the-template', `${name} leaves the DNS name of the domain out.`)]),
		...(others.length === 0 ? [] : [caution('mend-the-template', `${name} names more than DNS names: ${listed(others)}.`)]),
	];
};

/** How old the authority and the recipient may be by the template's compatibility; one that was never written says nothing. */
const ageFaults = (name: string, flags: number): readonly Verdict[] => {
	const isBelow = ({shift, lowest}: typeof authorityAge | typeof recipientAge) => {
		const age = (flags >>> shift) & 0xf;
		return age !== 0 && age < lowest;
	};
	return isBelow(authorityAge) || isBelow(recipientAge)
		? [caution('make-a-new-template', `${name} is kept compatible with Windows Server 2008 or older, or with Windows Vista or older.`)]
		: [];
};

/** The provider, the algorithm and the hash, which stand in one attribute from version 3 on, if no older provider is asked for. */
const providerFaults = (template: Template): readonly Verdict[] => {
	const {schemaVersion, privateKeyFlag, algorithm, hash} = template;
	const name = called(template);
	const unread = (what: string) => declined('inconclusive', 'let-it-answer', `${name}: ${what} could not be read.`);
	if (schemaVersion === null) {
		return [unread('the version of the template')];
	}

	if (schemaVersion < firstWithKeyStorage) {
		return [caution('make-a-new-template', `${name} is of version ${schemaVersion}, which knows no Key Storage Provider.`)];
	}

	if (privateKeyFlag === null) {
		return [unread('which kind of provider it asks for')];
	}

	if (schemaVersion > firstWithKeyStorage && has(privateKeyFlag, olderProvider)) {
		return [caution('make-a-new-template', `${name} asks for an older provider, and not for a Key Storage Provider.`)];
	}

	return [
		...(algorithm === null
			? [unread('the algorithm of its key')]
			: isSameName(algorithm, 'RSA')
				? []
				: [caution('make-a-new-template', `${name} asks for a key of ${algorithm}; the guide asks for RSA.`)]),
		...(hash === null
			? [unread('the hash of its requests')]
			: ['SHA256', 'SHA384', 'SHA512'].some(one => isSameName(one, hash))
				? []
				: [caution('make-a-new-template', `${name} has requests hashed with ${hash}; the guide asks for SHA256.`)]),
		...ageFaults(name, privateKeyFlag),
	];
};

/** What stands against a certificate of this template: its usages, its key, its names, its provider. An unread value is not seen. */
export const contentFaults = (template: Template): readonly Verdict[] => {
	const {usages, keyUsage, keySize, nameFlag} = template;
	const name = called(template);
	const unread = (what: string) => declined('inconclusive', 'let-it-answer', `${name}: ${what} could not be read.`);
	return [
		...(otherUsages.every(usage => usages.includes(usage))
			? []
			: [unmet('mend-the-template', `${name} lacks client or server authentication.`)]),
		...(keyUsage === null
			? [unread('what its key may be used for')]
			: (keyUsage & keyUses) === keyUses
				? []
				: [unmet('mend-the-template', `${name} does not let its key sign and encipher keys, which the guide asks for.`)]),
		...(keySize === null
			? [unread('the length of its key')]
			: keySize < shortestKey
				? [unmet('mend-the-template', `${name} allows a key of ${keySize} bits; ${shortestKey} is the least.`)]
				: []),
		...(nameFlag === null ? [unread('what its names are made of')] : nameFaults(name, nameFlag)),
		...providerFaults(template),
	];
};
