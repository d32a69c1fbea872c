import {forest as corp} from '../../case-builders/forests.ts';
import type {ForestTemplates, Template} from './certificate-templates.facts.ts';
import {kdcUsage, otherUsages, stock} from './controller-templates.ts';

/** Builders of examples about certificate templates, for cases. All is well unless said otherwise. */
export const domainSid = 'S-1-5-21-1111111111-2222222222-3333333333';
export const emea = `emea.${corp}`;
export const emeaSid = 'S-1-5-21-4444444444-5555555555-6666666666';

type Access = NonNullable<Template['access']>[number];

export const allows = (sid: string, part: Partial<Access> = {}): Access => ({
	sid,
	allows: true,
	enrol: true,
	autoenrol: true,
	conditional: false,
	...part,
});
export const denies = (sid: string, part: Partial<Access> = {}): Access => allows(sid, {allows: false, ...part});

/** Domain Admins, the controllers of the first domain, Enterprise Admins and all controllers: what Kerberos Authentication has. */
export const usualAccess = [
	allows(`${domainSid}-512`, {autoenrol: false}),
	allows(`${domainSid}-516`),
	allows(`${domainSid}-519`, {autoenrol: false}),
	allows('S-1-5-9'),
];

/** A duplicate of Kerberos Authentication as page 6 makes it. */
export const template = (name: string, part: Partial<Template> = {}): Template => ({
	name,
	displayName: `${name} (shown)`,
	usages: [kdcUsage, ...otherUsages],
	// Signing, and enciphering keys.
	keyUsage: 0xa0,
	keySize: 2048,
	schemaVersion: 4,
	supersedes: [...stock],
	// The DNS names of the controller and of its domain, as a directory writes them.
	nameFlag: 0x08400000,
	enrollmentFlag: 0x20,
	signatures: 0,
	// Compatible with Windows Server 2016 and Windows 10, by a Key Storage Provider.
	privateKeyFlag: 0x06060000,
	algorithm: 'RSA',
	hash: 'SHA256',
	access: usualAccess,
	...part,
});

/** The templates that Windows brings for domain controllers. */
export const stockTemplates = stock.map(name =>
	template(name, {
		usages: name === 'KerberosAuthentication' ? [kdcUsage, ...otherUsages] : [...otherUsages],
		schemaVersion: name === 'DomainController' ? 1 : 2,
		supersedes: [],
	}),
);

export const templatesOf = (templates: readonly Template[], domains: ForestTemplates['domains'] = [{domain: corp, sid: domainSid}]) => ({
	forests: [{forest: corp, silent: null, domains: [...domains], templates: [...templates]}],
});
