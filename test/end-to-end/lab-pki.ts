import type {Forest} from '../lab/lab.ts';
import {certificateDer, issuerPlaces, listPoints, newKeys, revocationList} from '../steps/certificates.ts';

/** A whole PKI for a forest of the lab: a root, an issuing authority below it, and a template for domain controllers. */
const web = 'http://crl.lab.test/root.crl';
const rootKeys = newKeys();
const issuingKeys = newKeys();
const root = certificateDer({name: 'Lab Root CA', keys: rootKeys});

/** The certificate of the issuing authority, signed by the root. */
export const issuingCertificate = (part: {readonly notAfter?: string; readonly lists?: readonly string[]} = {}): string =>
	certificateDer({
		name: 'Lab Issuing CA',
		issuer: 'Lab Root CA',
		serial: 2,
		keys: issuingKeys,
		signer: rootKeys,
		...(part.notAfter === undefined ? {} : {notAfter: part.notAfter}),
		extensions: [listPoints(part.lists ?? [web]), issuerPlaces(web)],
	}).toString('base64');

const keys = 'CN=Public Key Services,CN=Services,CN=Configuration,@BASEDN@';
export const templateDn = (name: string) => `CN=${name},CN=Certificate Templates,${keys}`;
export const authorityDn = (name: string) => `CN=${name},CN=Enrollment Services,${keys}`;

const enrol = '0e10c968-78fb-11d2-90d4-00c04f79dc55';
const autoenrol = 'a05b8cc2-17bc-4802-a710-e7c15ab866a2';

/** An access list in SDDL: entries, and reading for everybody who signs in. */
export const access = (sid: string, entries: readonly (readonly [allows: boolean, right: 'enrol' | 'autoenrol', who: string])[]): string =>
	`O:${sid}-519G:${sid}-519D:PAI${entries
		.map(([allows, right, who]) => `(${allows ? 'OA' : 'OD'};;CR;${right === 'enrol' ? enrol : autoenrol};;${who})`)
		.join('')}(A;;RPLCLORC;;;AU)`;

/** What the controllers of the domain get of a template as page 6 makes it. */
export const usual = (sid: string) =>
	access(sid, [
		[true, 'enrol', `${sid}-516`],
		[true, 'autoenrol', `${sid}-516`],
	]);

/** LDIF of a template as page 6 makes it, but for what is said. */
export const template = (name: string, sid: string, part: Readonly<Record<string, string | readonly string[]>> = {}): string => {
	const attributes = {
		displayName: name,
		flags: '131168',
		revision: '100',
		pKIDefaultKeySpec: '1',
		pKIMaxIssuingDepth: '0',
		'pKIKeyUsage:': 'oAA=',
		pKIExtendedKeyUsage: ['1.3.6.1.5.2.3.5', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
		'msPKI-RA-Signature': '0',
		'msPKI-Enrollment-Flag': '32',
		'msPKI-Private-Key-Flag': '101056512',
		'msPKI-Certificate-Name-Flag': '138412032',
		'msPKI-Minimal-Key-Size': '2048',
		'msPKI-Template-Schema-Version': '4',
		'msPKI-Template-Minor-Revision': '0',
		'msPKI-Cert-Template-OID': '1.3.6.1.4.1.311.21.8.1.2.3.4.5.6.77',
		'msPKI-Supersede-Templates': ['DomainController', 'DomainControllerAuthentication', 'KerberosAuthentication'],
		'msPKI-RA-Application-Policies':
			'msPKI-Asymmetric-Algorithm`PZPWSTR`RSA`msPKI-Hash-Algorithm`PZPWSTR`SHA256`msPKI-Key-Usage`DWORD`16777215`msPKI-Symmetric-Algorithm`PZPWSTR`3DES`msPKI-Symmetric-Key-Length`DWORD`168`',
		nTSecurityDescriptor: usual(sid),
		...part,
	};
	return [
		`dn: ${templateDn(name)}`,
		'changetype: add',
		'objectClass: pKICertificateTemplate',
		...Object.entries(attributes).flatMap(([key, values]) => [values].flat().map(value => `${key}: ${value}`)),
		'',
		'',
	].join('\n');
};

/** LDIF that gives an attribute of an object new values; none takes it away. */
export const put = (dn: string, attribute: string, ...values: readonly string[]): string =>
	[
		`dn: ${dn}`,
		'changetype: modify',
		`replace: ${attribute.replace(/:$/, '')}`,
		...values.map(value => `${attribute}: ${value}`),
		'',
		'',
	].join('\n');

/** Where the certificates of both authorities and of the root stand. */
export const places = {
	ntauth: `CN=NTAuthCertificates,${keys}`,
	rootCa: `CN=Lab Root CA,CN=Certification Authorities,${keys}`,
	aia: `CN=Lab Issuing CA,CN=AIA,${keys}`,
	own: authorityDn('Lab Issuing CA'),
	list: `CN=Lab Issuing CA,CN=CA1,CN=CDP,${keys}`,
} as const;

const holder = (dn: string, certificate: string) =>
	`dn: ${dn}\nchangetype: add\nobjectClass: certificationAuthority\ncACertificate:: ${certificate}\nauthorityRevocationList:: AA==\ncertificateRevocationList:: AA==\n\n`;

/** A revocation list of the issuing authority, in base64. */
export const issuingList = (until: string): string => revocationList({name: 'Lab Issuing CA', until, keys: issuingKeys}).toString('base64');

/** Both authorities issue LabKdc, nothing old is issued, and every certificate is where it belongs. */
export const wholePki = async (forest: Forest): Promise<void> => {
	const certificate = issuingCertificate();
	await forest.ldif(
		[
			template('LabKdc', forest.domainSid),
			`dn: ${places.own}\nchangetype: add\nobjectClass: pKIEnrollmentService\ndisplayName: Lab Issuing CA\ndNSHostName: ca1.${forest.dns}\nflags: 10\ncACertificateDN: CN=Lab Issuing CA\ncACertificate:: ${certificate}\ncertificateTemplates: LabKdc\n\n`,
			holder(places.rootCa, root.toString('base64')),
			holder(places.aia, certificate),
			`dn: CN=CA1,CN=CDP,${keys}\nchangetype: add\nobjectClass: container\n\n`,
			`dn: ${places.list}\nchangetype: add\nobjectClass: cRLDistributionPoint\ncertificateRevocationList:: ${issuingList('2034-01-01T00:00:00Z')}\n\n`,
			`dn: ${places.ntauth}\nchangetype: modify\nadd: cACertificate\ncACertificate:: ${certificate}\n\n`,
			put(authorityDn('LAB-CA'), 'certificateTemplates', 'LabKdc'),
		].join(''),
		{relax: true},
	);
};
