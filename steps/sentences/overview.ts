import {advice, attested, type CoveredPage, notReadable, proved} from '../../src/guide/coverage.ts';

/** The overview of the old guide, and what today's planning page asks before it begins. */
export const overviewPage: CoveredPage = {
	page: '01-overview',
	sources: [
		'/windows/security/identity-protection/hello-for-business/hello-hybrid-key-trust',
		'/windows/security/identity-protection/hello-for-business/deploy/',
	],
	sentences: [
		attested('1.1', 'Cloud Kerberos trust is recommended before key trust.', 'key-trust-chosen'),
		attested('1.2', 'The planning guide is read first, and what it asks is decided.', 'deployment-decided'),
		proved('1.3', 'There are two directories: Active Directory and a tenant of Entra ID.', 'functional-levels', 'tenant-exists'),
		proved(
			'1.4',
			'Connect Sync brings user accounts from Active Directory to Entra ID.',
			'active-connect-server',
			'recent-synchronisation',
			'verified-upn',
		),
		proved(
			'1.5',
			'Connect Sync brings the public key from Entra ID to Active Directory.',
			'key-write-back',
			'full-sync-after-refresh',
			'last-export',
		),
		proved('1.6', 'A UPN suffix that cannot be verified in the tenant is not supported.', 'verified-upn'),
		proved(
			'1.7',
			'Without federation, password hashes are synchronised or pass-through authentication is in use.',
			'sign-in-method',
			'synchronisation-features',
		),
		proved('1.8', 'With federation, AD FS or another federation service answers.', 'sign-in-method', 'federation'),
		proved('1.9', 'Windows devices get into Entra ID by joining it or by hybrid join.', 'device-joined', 'hybrid-devices-arrive'),
		attested('1.10', 'Hybrid join is planned before it is set up.', 'join-policy-decided'),
		proved('1.11', 'An enterprise certification authority is the anchor of trust.', 'enterprise-ca'),
		proved('1.12', 'Each domain controller has a certificate that clients trust.', 'dc-certificate', 'dc-certificate-template'),
		proved('1.13', 'Enrolling asks for a second factor.', 'mfa-ready'),
		proved('1.14', 'The second factor comes from Entra ID, or from AD FS and its adapters.', 'mfa-chosen', 'federated-mfa'),
		proved('1.15', 'Group Policy or MDM sets devices up.', 'hello-group-policy', 'hello-policy'),
		proved('1.16', 'User and computer each stand in both directories, synchronised.', 'verified-upn', 'computers-registered'),
		advice('1.17', 'The free edition of Entra ID is enough.', 'It asks for nothing beyond the tenant itself, which is sentence 3.17.'),
		proved('1.18', 'Clients run a version of Windows that can use key trust.', 'client-versions'),
		proved('1.19', 'Domain controllers run a supported Windows Server.', 'dc-support-life', 'key-trust-dc-in-every-domain'),
		proved('1.20', 'Domain and forest levels are 2008 R2 or higher.', 'functional-levels'),
		notReadable('1.21', 'Users are told beforehand what will be asked of them.', null, 'What people were told stands in no system.'),
		proved('1.22', 'A federated domain says who does the second factor.', 'federated-mfa'),
		advice(
			'1.23',
			'Single sign-on for Entra joined devices is an optional last part.',
			'It points to a guide of its own, for devices that this one does not set up.',
		),
		advice('1.24', 'Hello builds on the systems that an organisation has already.', 'It explains; nothing is asked for.'),
		advice('1.25', 'The password is the first factor while enrolling.', 'It tells how Windows does it, and cannot be set otherwise.'),
		advice(
			'1.26',
			'What follows is certificates, policy, enrolling, and single sign-on for Entra joined devices.',
			'It is a table of contents.',
		),
	],
};
