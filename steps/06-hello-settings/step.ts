import {defineStep} from '../../src/guide/step.ts';
import type {ClientEvents} from '../05-device-registration/client/client-events.facts.ts';
import type {PolicySources} from '../effective-policy.ts';
import {overFleet} from '../over-fleet.ts';
import {caInNtauth} from './certificates/ca-in-ntauth.ts';
import {dcAutoenrolment} from './certificates/dc-autoenrolment.ts';
import {dcCertificateTemplate} from './certificates/dc-certificate-template.ts';
import {dcCertificate} from './domain-controller/dc-certificate.ts';
import {dcCertificateEntraJoined} from './domain-controller/dc-certificate-entra-joined.ts';
import {dcEnrolment} from './domain-controller/dc-enrolment.ts';
import {dcKdcEvents} from './domain-controller/dc-kdc-events.ts';
import {enrolmentPolicy} from './enrolment-policy.ts';
import {helloGroupPolicy} from './group-policy/hello-group-policy.ts';
import {helloPolicyFilter} from './group-policy/hello-policy-filter.ts';
import {otherTrustsOff} from './group-policy/other-trusts-off.ts';
import {helloGroup} from './hello-group.ts';
import {helloPolicy} from './hello-policy.ts';
import {trustInUse} from './trust-in-use.ts';

export default defineStep({
	id: '06-hello-settings',
	pilot: ['pilotController'],
	checks: [
		helloGroup,
		dcCertificateTemplate,
		caInNtauth,
		dcAutoenrolment,
		dcCertificate,
		dcEnrolment,
		dcKdcEvents,
		dcCertificateEntraJoined,
		helloGroupPolicy,
		helloPolicyFilter,
		otherTrustsOff,
		overFleet(helloPolicy, {
			need: 'policies',
			ofUser: true,
			nameOf: ({device}: PolicySources) => device ?? null,
			good: 'have a policy for key trust',
			causes: {
				'turn-certificate-trust-off': 'certificate trust',
				'turn-cloud-trust-off': 'cloud Kerberos trust',
				'turn-hello-on': 'Hello is off',
				'offer-it-after-sign-in': 'not offered after sign-in',
			},
		}),
		overFleet(trustInUse, {
			need: 'client',
			ofUser: true,
			nameOf: ({computer}: ClientEvents) => computer,
			good: 'take key trust',
			causes: {'turn-certificate-trust-off': 'certificate trust', 'leave-the-other-trust': 'another trust'},
		}),
		enrolmentPolicy,
	],
});
