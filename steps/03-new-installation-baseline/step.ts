import {defineStep} from '../../src/guide/step.ts';
import {caChain} from './certification-authority/ca-chain.ts';
import {caNotOnDc} from './certification-authority/ca-not-on-dc.ts';
import {caWindowsServer} from './certification-authority/ca-windows-server.ts';
import {enterpriseCa} from './certification-authority/enterprise-ca.ts';
import {revocationListCurrent} from './certification-authority/revocation-list-current.ts';
import {revocationListOnTheWeb} from './certification-authority/revocation-list-on-the-web.ts';
import {dcNamesResolve} from './dc-names-resolve.ts';
import {dcClocksAgree} from './domain-controllers/dc-clocks-agree.ts';
import {dcReplication} from './domain-controllers/dc-replication.ts';
import {dcServiceRecords} from './domain-controllers/dc-service-records.ts';
import {mfaChosen} from './mfa/mfa-chosen.ts';
import {secondFactorDemanded} from './mfa/second-factor-demanded.ts';
import {schemaReplicated} from './schema-replicated.ts';
import {customDomainVerified} from './tenant/custom-domain-verified.ts';
import {licencesKnown} from './tenant/licences-known.ts';
import {tenantExists} from './tenant/tenant-exists.ts';

export default defineStep({
	id: '03-new-installation-baseline',
	checks: [
		schemaReplicated,
		dcReplication,
		dcNamesResolve,
		dcServiceRecords,
		dcClocksAgree,
		enterpriseCa,
		caWindowsServer,
		caNotOnDc,
		caChain,
		revocationListCurrent,
		revocationListOnTheWeb,
		tenantExists,
		licencesKnown,
		customDomainVerified,
		mfaChosen,
		secondFactorDemanded,
	],
});
