import {advice, attested, type CoveredPage, notReadable, proved} from '../../src/guide/coverage.ts';

const inTheirs = 'What counts is the address in the certificates of domain controllers; that in the certificates of authorities is read.';

/** What the issued certificate shows and no directory does. */
const inCertificate = 'It stands in the certificate that the domain controller holds; the template shows what will be issued.';

/** The prerequisites of the old guide, and the list that today's page gives for certificates of domain controllers. */
export const prerequisitesPage: CoveredPage = {
	page: '02-prerequisites',
	sources: [
		'/windows/security/identity-protection/hello-for-business/hello-hybrid-key-trust-prereqs',
		'/windows/security/identity-protection/hello-for-business/deploy/hybrid-key-trust',
	],
	sentences: [
		proved('2.1', 'Active Directory and Entra ID are both there.', 'functional-levels', 'tenant-exists'),
		proved('2.2', 'Domain and forest levels are 2008 R2 or higher.', 'functional-levels'),
		proved('2.3', 'There is a subscription of Entra ID; a premium one is not needed.', 'tenant-exists'),
		proved(
			'2.4',
			'Each site where people use Hello has enough domain controllers of 2016 or later.',
			'writable-dcs-per-site',
			'key-trust-dc-in-every-domain',
		),
		advice('2.5', 'A page of its own tells how many are enough.', 'It asks to read; what can be counted is sentence 2.4.'),
		advice(
			'2.6',
			'After the review, directory or subscription may need an upgrade.',
			'What has to be upgraded is said by the other sentences.',
		),
		proved('2.7', 'The subscription has the features that are wished for.', 'licences-known'),
		proved('2.8', 'An enterprise PKI is there and trusted for sign-in.', 'enterprise-ca', 'ca-in-ntauth'),
		proved('2.9', 'Domain controllers have a certificate.', 'dc-certificate', 'dc-certificate-template'),
		advice('2.10', 'Users need no certificate for on-premises sign-in.', 'It says what is not needed.'),
		proved('2.11', "Connect writes the registered key to the user's object.", 'key-write-back'),
		proved('2.12', 'The certification authority runs on Windows Server 2012 or later.', 'enterprise-ca', 'ca-windows-server'),
		proved('2.13', "Another maker's enterprise authority may be used.", 'enterprise-ca', 'ca-in-ntauth', 'dc-certificate'),
		proved('2.14', 'The certificate points to a valid revocation list or an OCSP responder.', 'dc-certificate', 'revocation-list-current'),
		proved('2.15', 'The key usage is digital signature and key encipherment.', 'dc-certificate'),
		proved('2.16', 'The certificate is for client, server and KDC authentication.', 'dc-certificate', 'dc-certificate-template'),
		proved('2.17', 'The certificate names the DNS name of the domain controller.', 'dc-certificate', 'dc-certificate-template'),
		notReadable(
			'2.18',
			'The certificate carries the word DomainController; a Windows authority adds it by itself.',
			'domain-controller',
			inCertificate,
		),
		proved('2.19', 'The certificate lies in the store of the computer.', 'dc-certificate'),
		advice('2.20', 'Subject path and basic constraints may be there and need not.', 'It says what is not needed.'),
		notReadable(
			'2.21',
			"Entra joined devices hold the organisation's root certificate.",
			'client',
			'It lies in the store of each such device.',
		),
		notReadable(
			'2.22',
			'Entra joined devices reach the revocation list, on the web for example.',
			'domain-controller',
			inTheirs,
			'revocation-list-on-the-web',
		),
		proved('2.23', 'Connect synchronises the user accounts.', 'verified-upn', 'connector-coverage'),
		attested('2.24', 'Older engines of synchronisation have been replaced.', 'one-sync-engine'),
		proved(
			'2.25',
			'Without federation, hashes are synchronised or pass-through authentication is deployed.',
			'sign-in-method',
			'synchronisation-features',
		),
		notReadable(
			'2.26',
			'AD FS is of 2012 R2 or later.',
			null,
			'Nothing here asks a federation server, and no directory tells its version.',
		),
		proved('2.27', 'Enrolling needs a second factor beside the password.', 'mfa-ready'),
		notReadable(
			'2.28',
			'AD FS may bring a second factor by an adapter.',
			null,
			'Adapters are set on the federation server, which nothing here asks.',
		),
		proved('2.29', 'Every computer that is to use key trust is registered in Entra ID.', 'computers-registered'),
		advice('2.30', 'Where somebody begins depends on what is there already.', 'It tells the way through the guide.'),
		advice('2.31', 'Hello is a strong credential of two factors and lessens the need of passwords.', 'It says why, not what.'),
	],
};
