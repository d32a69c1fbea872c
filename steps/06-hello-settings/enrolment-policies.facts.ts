import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {recordsOf, textOf} from '../graph-record.ts';

const hello = '#microsoft.graph.deviceenrollmentwindowshelloforbusinessconfiguration';

/** What Intune tells a device of Hello while it enrols: `GET /deviceManagement/deviceEnrollmentConfigurations` (Graph v1.0). Other kinds of configuration stand in the same list. */
export const enrolmentPolicies = defineCollector({
	id: 'enrolment-policies',
	what: 'what Intune tells a device of Windows Hello for Business while it enrols',
	rights: 'Intune Read Only Operator, or Global Reader, in a tenant with a licence of Intune',
	because: 'what does Intune tell devices of Hello?',
	query: {
		via: 'graph',
		path: '/v1.0/deviceManagement/deviceEnrollmentConfigurations',
		permissions: ['DeviceManagementServiceConfig.Read.All'],
		applicationPermissions: ['DeviceManagementServiceConfig.Read.All'],
	},
	read: answer => ({
		policies: recordsOf(answer, 'enrolment configurations').flatMap(record =>
			textOf(record, '@odata.type', 'an enrolment configuration').toLowerCase() === hello
				? [{name: textOf(record, 'displayName', 'a policy of Hello'), state: textOf(record, 'state', 'a policy of Hello')}]
				: [],
		),
	}),
	facts: z.strictObject({
		/** None where Intune holds no policy of Hello. */
		policies: z.array(
			z.strictObject({
				name: z.string(),
				/** `notConfigured`, `enabled` or `disabled`. */
				state: z.string(),
			}),
		),
	}),
});
