/** Where a trouble is shown: a practice environment, or a worked example of the check that sees it. */
type Shown = {readonly world: string} | {readonly example: string};

/** One way in which a trouble is seen. */
export type Trouble = Shown & {
	/** Its place among the twenty commonest troubles of deployers. One may have several rows: more than one check sees it. */
	readonly number: number;
	readonly trouble: string;
	readonly check: string;
	readonly outcome: 'unmet' | 'caution';
	readonly remedy: string;
	/** Words that somebody who has this trouble needs, in what the remedy says. */
	readonly words: readonly string[];
};

const ruleMissing = 'The write-back rule is missing, because the schema was not refreshed.';
const noCertificate = 'A domain controller has no certificate that its KDC could use (0xC00000BB).';
const mayNotWrite = "Connect's account may not write keys (8344).";
const otherUpn = 'The UPN differs, or its suffix is not verified.';
const notInNtauth = 'The issuing authority is not in NTAuth.';
const listGone = 'The revocation list has run out, or lies on LDAP only.';
const spring = 'The updates of April and May 2025 changed how the KDC takes keys (events 45 and 21).';
const stopped = 'Connect is below the floor, or has stopped.';
const noFactor = 'A second factor is missing, or the federated one is refused.';
const oldKeys = 'Old, orphaned or weak keys stay.';

/** The twenty commonest troubles of deployers, each with the check that sees it. */
export const troubles: readonly Trouble[] = [
	{
		number: 1,
		trouble: ruleMissing,
		world: 'connect-before-schema',
		check: 'key-write-back',
		outcome: 'unmet',
		remedy: 'refresh-the-schema',
		words: ['Refresh directory schema'],
	},
	{
		number: 1,
		trouble: ruleMissing,
		world: 'inbound-rule-missing',
		check: 'key-write-back',
		outcome: 'unmet',
		remedy: 'refresh-the-schema',
		words: ['Refresh directory schema'],
	},
	{
		number: 2,
		trouble: noCertificate,
		example: 'certificates, and none for the KDC',
		check: 'dc-certificate',
		outcome: 'unmet',
		remedy: 'enrol-a-certificate',
		words: ['KDC usage', 'enrol'],
	},
	{
		number: 2,
		trouble: noCertificate,
		example: 'none, in its own log (200)',
		check: 'dc-kdc-events',
		outcome: 'unmet',
		remedy: 'give-it-a-certificate',
		words: ['certificate of each domain controller'],
	},
	{
		number: 2,
		trouble: noCertificate,
		world: 'old-dc-certificate',
		check: 'dc-certificate',
		outcome: 'unmet',
		remedy: 'withdraw-the-old-ones',
		words: ['certificate'],
	},
	{
		number: 3,
		trouble: mayNotWrite,
		world: 'no-right-to-write',
		check: 'last-export',
		outcome: 'unmet',
		remedy: 'give-the-right-to-write',
		words: ['msDS-KeyCredentialLink', 'Key Admins'],
	},
	{
		number: 3,
		trouble: mayNotWrite,
		world: 'no-right-to-write',
		check: 'right-to-write-keys',
		outcome: 'unmet',
		remedy: 'give-the-right',
		words: ['msDS-KeyCredentialLink', 'Enterprise Key Admins'],
	},
	{
		number: 4,
		trouble: 'The PIN is tried before the key has arrived in Active Directory.',
		world: 'key-waits',
		check: 'pilot-keys',
		outcome: 'caution',
		remedy: 'wait-for-the-cycle',
		words: ['next cycle', 'password'],
	},
	{
		number: 5,
		trouble: 'Certificate trust was left on (362).',
		example: 'certificate trust for every computer',
		check: 'other-trusts-off',
		outcome: 'unmet',
		remedy: 'turn-certificate-trust-off',
		words: ['certificate'],
	},
	{
		number: 6,
		trouble: otherUpn,
		world: 'unverified-domain',
		check: 'verified-upn',
		outcome: 'unmet',
		remedy: 'verify-the-domain',
		words: ['TXT', 'Verify'],
	},
	{
		number: 6,
		trouble: otherUpn,
		world: 'alternate-upn-unsynced',
		check: 'verified-upn',
		outcome: 'unmet',
		remedy: 'carry-the-upn',
		words: ['two names equal'],
	},
	{
		number: 9,
		trouble: notInNtauth,
		example: 'a copy of NTAuth without the authority',
		check: 'dc-certificate',
		outcome: 'unmet',
		remedy: 'refresh-the-copy',
		words: ['Group Policy', 'thumbprint'],
	},
	{
		number: 9,
		trouble: notInNtauth,
		example: 'one is not',
		check: 'ca-in-ntauth',
		outcome: 'unmet',
		remedy: 'publish-to-ntauth',
		words: ['NTAuth'],
	},
	{
		number: 10,
		trouble: 'A retired authority is still published.',
		example: 'its certificate of now has run out',
		check: 'enterprise-ca',
		outcome: 'unmet',
		remedy: 'renew-or-retire',
		words: ['renew', 'retire'],
	},
	{
		number: 11,
		trouble: listGone,
		example: 'it ended a second ago',
		check: 'revocation-list-current',
		outcome: 'caution',
		remedy: 'publish-the-list',
		words: ['Publish the list'],
	},
	{
		number: 11,
		trouble: listGone,
		example: 'over LDAP only',
		check: 'revocation-list-on-the-web',
		outcome: 'caution',
		remedy: 'offer-it-on-the-web',
		words: ['HTTP'],
	},
	{
		number: 11,
		trouble: listGone,
		example: 'a revocation list that nobody could read',
		check: 'dc-certificate',
		outcome: 'unmet',
		remedy: 'publish-the-revocation-list',
		words: ['revocation list'],
	},
	{
		number: 12,
		trouble: 'Protected accounts are in scope (adminCount 1, 8344).',
		world: 'administrators-in-scope',
		check: 'protected-accounts',
		outcome: 'caution',
		remedy: 'leave-administrators-out',
		words: ['adminCount', 'AdminSDHolder'],
	},
	{
		number: 13,
		trouble: spring,
		world: 'dc-refuses-keys',
		check: 'dc-kdc-events',
		outcome: 'caution',
		remedy: 'patch-the-kdc',
		words: ['June 2025'],
	},
	{
		number: 13,
		trouble: spring,
		example: '2022, of May 2025, told to refuse',
		check: 'dc-patches',
		outcome: 'unmet',
		remedy: 'patch-it',
		words: ['AllowNtAuthPolicyBypass'],
	},
	{
		number: 14,
		trouble: 'Builds of 2019 and 2016 refuse keys or delete them.',
		world: 'dc-refuses-keys',
		check: 'dc-patches',
		outcome: 'unmet',
		remedy: 'patch-it',
		words: ['cumulative update'],
	},
	{
		number: 15,
		trouble: stopped,
		world: 'connect-too-old',
		check: 'connect-version',
		outcome: 'unmet',
		remedy: 'upgrade-connect',
		words: ['Upgrade Connect', 'after the upgrade'],
	},
	{
		number: 15,
		trouble: stopped,
		example: 'X19 it heard on the day on which old builds stopped',
		check: 'recent-synchronisation',
		outcome: 'unmet',
		remedy: 'mend-the-synchronisation',
		words: ['service', 'scheduler'],
	},
	{
		number: 16,
		trouble: noFactor,
		example: '3 of 40 have nothing',
		check: 'mfa-ready',
		outcome: 'unmet',
		remedy: 'register-a-second-factor',
		words: ['register a method', 'Temporary Access Pass'],
	},
	{
		number: 16,
		trouble: noFactor,
		example: 'nothing was ever set',
		check: 'federated-mfa',
		outcome: 'caution',
		remedy: 'say-who-does-it',
		words: ['second factor'],
	},
	{
		number: 17,
		trouble: 'The PDC emulator is older than 2016, so that Key Admins are missing.',
		example: 'neither is there, and the PDC emulator runs 2012 R2',
		check: 'key-admins',
		outcome: 'caution',
		remedy: 'make-the-groups',
		words: ['PDC emulator', '2016'],
	},
	{
		number: 18,
		trouble: oldKeys,
		example: 'the computer is gone',
		check: 'keys-sound',
		outcome: 'caution',
		remedy: 'remove-old-keys',
		words: ['in Entra ID', 'next cycle'],
	},
	{
		number: 18,
		trouble: oldKeys,
		example: 'a weak key',
		check: 'keys-sound',
		outcome: 'unmet',
		remedy: 'replace-weak-keys',
		words: ['firmware', 'TPM'],
	},
	{
		number: 19,
		trouble: "The certificate of a domain controller lacks the domain's name.",
		example: 'without the name of the domain',
		check: 'dc-certificate',
		outcome: 'unmet',
		remedy: 'mend-the-template',
		words: ['of its domain'],
	},
];

/** Troubles, or halves of them, that no row shows yet, and why. */
export const notYet: readonly {readonly number: number; readonly because: string}[] = [
	{number: 4, because: 'Whether the client has seen a domain controller since the key arrived, its own logs and network tell.'},
	{number: 5, because: 'That one client refused to enrol for certificate trust, its event 362 tells.'},
	{number: 7, because: 'Why a client is not joined, or has no primary refresh token, its own status and logs tell.'},
	{number: 8, because: 'That a client took cloud Kerberos trust from Intune, its events 7001 and 5205 tell.'},
	{number: 20, because: 'What is wrong with a TPM, the client tells.'},
];
