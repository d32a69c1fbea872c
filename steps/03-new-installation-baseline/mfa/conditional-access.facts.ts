import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {recordsOf, textOf} from '../../graph-record.ts';

/** Lists of a condition; null and what did not come are no list, because an absent condition narrows nothing. */
const list = z.array(z.string()).nullish();
const condition = z.unknown().optional();
const shape = z.looseObject({
	conditions: z.looseObject({
		clientAppTypes: list,
		applications: z.looseObject({includeApplications: list, includeUserActions: list}).nullish(),
		users: z.looseObject({includeUsers: list}).nullish(),
		platforms: condition,
		locations: condition,
		devices: condition,
		clientApplications: condition,
		authenticationFlows: condition,
		insiderRiskLevels: condition,
		userRiskLevels: list,
		signInRiskLevels: list,
		servicePrincipalRiskLevels: list,
	}),
	grantControls: z
		.looseObject({builtInControls: list, operator: z.string().nullish(), authenticationStrength: z.unknown().optional()})
		.nullish(),
});

/** Kinds of client that sign in as Windows does while it registers and enrols; the others are of old mail programs. */
const modern = ['all', 'browser', 'mobileAppsAndDesktopClients'];

/**
 * What each policy of Conditional Access demands, and of whom: `GET /identity/conditionalAccess/policies` (Graph v1.0, conditionalAccessPolicy).
 * Graph allows one such request a second to all programs of a tenant together.
 */
export const conditionalAccess = defineCollector({
	id: 'conditional-access',
	what: 'the policies of Conditional Access: what each demands, and whether of everybody',
	rights: 'Security Reader, or Global Reader',
	because: 'who is asked for a second factor?',
	query: {
		via: 'graph',
		path: '/v1.0/identity/conditionalAccess/policies',
		permissions: ['Policy.Read.All'],
		applicationPermissions: ['Policy.Read.All'],
	},
	read: answer => ({
		policies: recordsOf(answer, 'policies of Conditional Access').map(record => {
			const name = textOf(record, 'displayName', 'a policy of Conditional Access');
			const {conditions, grantControls} = shape.parse(record);
			const {applications, users, clientAppTypes, userRiskLevels, signInRiskLevels, servicePrincipalRiskLevels} = conditions;
			const others = [conditions.platforms, conditions.locations, conditions.devices, conditions.clientApplications];
			const flows = [conditions.authenticationFlows, conditions.insiderRiskLevels];
			const risks = [userRiskLevels, signInRiskLevels, servicePrincipalRiskLevels].flatMap(levels => levels ?? []);
			return {
				name,
				state: textOf(record, 'state', name),
				isForRegistration: applications?.includeUserActions?.includes('urn:user:registerdevice') ?? false,
				isForAllApplications: applications?.includeApplications?.includes('All') ?? false,
				isForAllUsers: users?.includeUsers?.includes('All') ?? false,
				isForWindows: clientAppTypes === null || clientAppTypes === undefined || clientAppTypes.some(type => modern.includes(type)),
				isNarrowed: risks.length > 0 || [...others, ...flows].some(each => each !== null && each !== undefined),
				controls: [
					...(grantControls?.builtInControls ?? []),
					...((grantControls?.authenticationStrength ?? null) === null ? [] : ['authenticationStrength']),
				],
				isEither: grantControls?.operator !== 'AND',
			};
		}),
	}),
	facts: z.strictObject({
		/** None where there is no policy. */
		policies: z.array(
			z.strictObject({
				name: z.string(),
				/** `enabled`, `disabled` or `enabledForReportingButNotEnforced`. */
				state: z.string(),
				/** It names the user action of registering or joining a device. */
				isForRegistration: z.boolean(),
				isForAllApplications: z.boolean(),
				/** `All`, from which some may be excluded all the same. */
				isForAllUsers: z.boolean(),
				/** Whether it counts for programs that sign in as Windows does. */
				isForWindows: z.boolean(),
				/** A place, a platform, a device, a risk or something of the kind narrows it, which nobody weighs here. */
				isNarrowed: z.boolean(),
				/** `mfa`, `block`, `compliantDevice`, `domainJoinedDevice`, `authenticationStrength` and others. */
				controls: z.array(z.string()),
				/** One of the controls will do, and not all of them. */
				isEither: z.boolean(),
			}),
		),
	}),
});

/** The facts of `conditional-access`. */
export type ConditionalAccess = z.infer<typeof conditionalAccess.facts>;
