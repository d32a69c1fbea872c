import {defineStep} from '../../src/guide/step.ts';
import {clientVersions} from './clients/client-versions.ts';
import {dcEncryption} from './domain-controllers/dc-encryption.ts';
import {dcPatches} from './domain-controllers/dc-patches.ts';
import {dcReachability} from './domain-controllers/dc-reachability.ts';
import {dcSupportLife} from './domain-controllers/dc-support-life.ts';
import {keyTrustDcInEveryDomain} from './domain-controllers/key-trust-dc-in-every-domain.ts';
import {subnetsHaveSites} from './domain-controllers/subnets-have-sites.ts';
import {writableDcsPerSite} from './domain-controllers/writable-dcs-per-site.ts';
import {directoryPrepared} from './forests/directory-prepared.ts';
import {referralForests} from './forests/referral-forests.ts';
import {schemaVersion} from './forests/schema-version.ts';
import {functionalLevels} from './functional-levels.ts';
import {federatedMfa} from './mfa/federated-mfa.ts';
import {mfaReady} from './mfa/mfa-ready.ts';
import {everyMemberIsKnown} from './scope/scope-members.ts';
import {signInMethod} from './sign-in-method.ts';

export default defineStep({
	id: '02-prerequisites',
	checks: [
		functionalLevels,
		schemaVersion,
		directoryPrepared,
		everyMemberIsKnown,
		referralForests,
		keyTrustDcInEveryDomain,
		writableDcsPerSite,
		subnetsHaveSites,
		dcReachability,
		dcSupportLife,
		dcPatches,
		dcEncryption,
		signInMethod,
		federatedMfa,
		mfaReady,
		clientVersions,
	],
});
