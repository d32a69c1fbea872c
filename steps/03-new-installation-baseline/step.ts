import {defineStep} from '../../src/guide/step.ts';
import {caNotOnDc} from './ca-not-on-dc.ts';
import {customDomainVerified} from './custom-domain-verified.ts';
import {dcNamesResolve} from './dc-names-resolve.ts';
import {enterpriseCa} from './enterprise-ca.ts';
import {mfaChosen} from './mfa-chosen.ts';
import {schemaReplicated} from './schema-replicated.ts';
import {tenantExists} from './tenant-exists.ts';

export default defineStep({
	id: '03-new-installation-baseline',
	checks: [schemaReplicated, dcNamesResolve, enterpriseCa, caNotOnDc, tenantExists, customDomainVerified, mfaChosen],
});
