import {defineStep} from '../../src/guide/step.ts';
import {clientVersions} from './client-versions.ts';
import {dcReachability} from './dc-reachability.ts';
import {dcSupportLife} from './dc-support-life.ts';
import {functionalLevels} from './functional-levels.ts';
import {keyTrustDcInEveryDomain} from './key-trust-dc-in-every-domain.ts';
import {mfaReady} from './mfa-ready.ts';
import {referralForests} from './referral-forests.ts';
import {schemaVersion} from './schema-version.ts';
import {everyMemberIsKnown} from './scope-members.ts';
import {signInMethod} from './sign-in-method.ts';
import {writableDcsPerSite} from './writable-dcs-per-site.ts';

export default defineStep({
	id: '02-prerequisites',
	checks: [
		functionalLevels,
		schemaVersion,
		everyMemberIsKnown,
		referralForests,
		keyTrustDcInEveryDomain,
		writableDcsPerSite,
		dcReachability,
		dcSupportLife,
		signInMethod,
		mfaReady,
		clientVersions,
	],
});
