import type {Coverage} from '../src/guide/coverage.ts';
import {baselinePage} from './sentences/baseline.ts';
import {overviewPage} from './sentences/overview.ts';
import {prerequisitesPage} from './sentences/prerequisites.ts';
import {provisioningPage} from './sentences/provisioning.ts';
import {settingsPage} from './sentences/settings.ts';
import {registrationPage, synchronizationPage} from './sentences/synchronization.ts';
import {enrollToday, keyTrustToday} from './sentences/today.ts';

/** Every sentence of Microsoft's pages, in our words, and what becomes of it. Addresses are paths of learn.microsoft.com. */
export const coverage: Coverage = {
	pages: [
		overviewPage,
		prerequisitesPage,
		baselinePage,
		synchronizationPage,
		registrationPage,
		settingsPage,
		provisioningPage,
		keyTrustToday,
		enrollToday,
	],
	beyond: [
		{
			check: 'directory-prepared',
			because: 'Preparing a domain makes the rights that keys are written by; the pages speak of the schema alone.',
		},
		{check: 'subnets-have-sites', because: 'The pages count domain controllers in each site; clients know their site by their subnet.'},
		{check: 'dc-encryption', because: 'The pages take the encryption of Kerberos for granted.'},
		{check: 'dc-clocks-agree', because: 'Kerberos refuses what is five minutes off; the pages take clocks for granted.'},
		{check: 'ca-chain', because: 'A certificate is believed where it leads to a trusted root; the pages take that for granted.'},
		{check: 'referral-forests', because: 'An older page asks the schema of every forest that takes part in referrals.'},
		{check: 'connect-auto-upgrade', because: 'Connect leaves support within a year of each build; the pages do not say who upgrades it.'},
		{check: 'connect-identity', because: 'An identity that does not suit the server stops synchronisation; the pages leave the choice.'},
		{check: 'one-active-server', because: 'Two servers that export overwrite each other.'},
		{check: 'staging-parity', because: 'A server that takes over without the rule stops the keys.'},
		{check: 'one-sync-engine', because: 'Which engine a user belongs to, no system tells from here, so a person says it.'},
		{check: 'no-cloud-sync-agent', because: 'Cloud Sync carries no keys, and may stand beside Connect.'},
		{check: 'custom-rules', because: 'A clone of a default rule is not changed by an upgrade.'},
		{check: 'protected-accounts', because: 'Protected accounts inherit no rights, so that no key reaches them.'},
		{check: 'domains-can-be-verified', because: 'It asks before a domain is added what verified-upn proves afterwards.'},
		{check: 'pilot-identity', because: 'That a user is one account on either side, joined by the anchor, the pages take for granted.'},
		{check: 'keys-sound', because: 'Keys stay when their computer goes, and some are weak.'},
		{check: 'registration-policy', because: 'A policy left over from a rollout keeps computers from registering.'},
		{check: 'trusts-weighed', because: 'It shows what speaks for each trust beside the choice that sentence 1.1 asks for.'},
		{check: 'dc-patches', because: 'Updates themselves had faults that refuse keys or delete them.'},
		{check: 'dc-kdc-events', because: 'A domain controller says by itself why it refused a key.'},
		{
			check: 'client-build',
			because: 'Step 2 counts versions by the directory; this is one client, with its edition and how far it is updated.',
		},
		{check: 'join-task', because: 'The pages let a computer join by itself; this shows whether it tries, and what it logged.'},
		{check: 'upn-habits', because: 'Names that are implied or left over break sign-in later.'},
	],
};
