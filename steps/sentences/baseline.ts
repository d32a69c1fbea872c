import {advice, type CoveredPage, notReadable, proved} from '../../src/guide/coverage.ts';

const inTheirs = 'What counts is the address in the certificates of domain controllers; that in the certificates of authorities is read.';

/** The baseline of a new installation. */
export const baselinePage: CoveredPage = {
	page: '03-new-installation-baseline',
	sources: ['/windows/security/identity-protection/hello-for-business/hello-hybrid-key-new-install'],
	sentences: [
		proved('3.1', 'Each site has enough domain controllers of 2016 or later.', 'writable-dcs-per-site'),
		advice('3.2', 'A lab may do with few domain controllers.', 'It permits; nothing is asked for.'),
		proved('3.3', 'Domain and forest levels are 2008 R2 or higher.', 'functional-levels'),
		notReadable(
			'3.4',
			'The network works.',
			'client',
			'The ways from each client to a domain controller are seen from the client only.',
			'dc-reachability',
		),
		proved('3.5', 'Name resolution works.', 'dc-names-resolve', 'dc-service-records'),
		proved('3.6', 'Active Directory replicates.', 'schema-replicated', 'dc-replication'),
		proved('3.7', 'There is a PKI, whatever the trust.', 'enterprise-ca'),
		proved('3.8', 'It is an enterprise authority of Windows Server 2012 or later.', 'enterprise-ca', 'ca-windows-server'),
		advice('3.9', 'Two commands install an authority for a lab.', 'They are one way to what sentence 3.7 proves.'),
		proved('3.10', 'No authority of a production environment runs on a domain controller.', 'ca-not-on-dc'),
		advice('3.11', 'A production PKI is designed before it is built.', 'It asks to read and think; the outcome is sentence 3.14.'),
		notReadable('3.12', 'Entra joined devices hold the root certificate.', 'client', 'It lies in the store of each such device.'),
		notReadable('3.13', 'Entra joined devices reach the revocation list.', 'domain-controller', inTheirs, 'revocation-list-on-the-web'),
		proved('3.14', 'The PKI works.', 'enterprise-ca', 'ca-in-ntauth', 'dc-certificate-template', 'dc-certificate'),
		notReadable('3.15', 'The revocation list is highly available.', 'domain-controller', inTheirs, 'revocation-list-on-the-web'),
		advice('3.16', 'There are several ways to get a tenant.', 'It asks to read; the tenant is sentence 3.17.'),
		proved('3.17', 'There is a tenant that hosts the identities.', 'tenant-exists', 'custom-domain-verified'),
		proved('3.18', 'Licences are bought where they are needed.', 'licences-known'),
		advice('3.19', 'A second factor is asked while enrolling and when a PIN is reset.', 'It tells how Windows does it.'),
		advice('3.20', 'What Entra multifactor authentication is, stands on a page of its own.', 'It asks to read.'),
		proved('3.21', 'The licences of the users include multifactor authentication.', 'licences-known'),
		advice('3.22', 'Without licences, a multifactor provider is made.', 'Entra ID no longer offers to make one.'),
		proved('3.23', 'The settings of multifactor authentication are made.', 'mfa-chosen'),
		proved(
			'3.24',
			'How multifactor authentication is switched on for users is decided: user by user, or by policy.',
			'second-factor-demanded',
		),
		proved('3.25', 'AD FS may do the second factor instead.', 'federated-mfa'),
		advice('3.26', 'Who has all this already goes on with directory synchronisation.', 'It tells the way through the guide.'),
		advice('3.27', 'An Enterprise Admin installs the authority.', 'It says who does it, and leaves nothing to read.'),
		proved('3.28', 'A multifactor method is chosen: that of Entra ID, or that of AD FS.', 'mfa-chosen', 'federated-mfa'),
	],
};
