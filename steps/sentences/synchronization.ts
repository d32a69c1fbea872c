import {advice, type CoveredPage, proved} from '../../src/guide/coverage.ts';

/** Directory synchronisation. */
export const synchronizationPage: CoveredPage = {
	page: '04-directory-synchronization',
	sources: ['/windows/security/identity-protection/hello-for-business/hello-hybrid-key-trust-dirsync'],
	sentences: [
		proved('4.1', 'Each user has an identity on both sides.', 'verified-upn'),
		advice('4.2', 'How the two directories are joined, stands on a page of its own.', 'It asks to read.'),
		proved(
			'4.3',
			'The server of Connect meets its hardware and software requirements.',
			'connect-server-os',
			'connect-server-runtime',
			'connect-database',
			'connect-version',
		),
		proved('4.4', 'Connect is downloaded and installed.', 'connect-version', 'active-connect-server'),
		proved(
			'4.5',
			'Where Connect was there before the schema, its schema is refreshed, so that the rule for the key exists.',
			'schema-version',
			'schema-on-every-dc',
			'key-write-back',
			'full-sync-after-refresh',
		),
		proved('4.6', 'Where the UPNs differ, Connect carries the on-premises one to Entra ID.', 'verified-upn'),
		proved('4.7', 'Where the UPNs differ, the domain of the on-premises one is verified.', 'verified-upn', 'custom-domain-verified'),
		proved('4.8', 'Where it cannot be verified, key trust is not supported.', 'verified-upn'),
	],
};

/** Device registration. */
export const registrationPage: CoveredPage = {
	page: '05-device-registration',
	sources: ['/windows/security/identity-protection/hello-for-business/hello-hybrid-key-trust-devreg'],
	sentences: [
		proved('5.1', 'Devices are registered, so that they can prove who they are.', 'service-connection-point', 'device-joined'),
		advice('5.2', 'Registered, Entra joined and hybrid joined are three things.', 'It explains words.'),
		proved('5.3', 'The device settings of the tenant let devices register.', 'device-settings'),
		proved('5.4', 'Hybrid join is set up for the way of signing in that is in use.', 'sign-in-method', 'service-connection-point'),
		proved('5.5', 'The steps of setting hybrid join up are done.', 'service-connection-point', 'hybrid-devices-arrive'),
		proved('5.6', 'User and computer are the same synchronised objects on both sides.', 'verified-upn', 'computers-registered'),
	],
};
