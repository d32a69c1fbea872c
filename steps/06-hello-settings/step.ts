import {defineStep} from '../../src/guide/step.ts';
import {caInNtauth} from './certificates/ca-in-ntauth.ts';
import {dcAutoenrolment} from './certificates/dc-autoenrolment.ts';
import {dcCertificateTemplate} from './certificates/dc-certificate-template.ts';
import {enrolmentPolicy} from './enrolment-policy.ts';
import {helloGroup} from './hello-group.ts';
import {helloPolicy} from './hello-policy.ts';

export default defineStep({
	id: '06-hello-settings',
	checks: [helloGroup, dcCertificateTemplate, caInNtauth, dcAutoenrolment, helloPolicy, enrolmentPolicy],
});
