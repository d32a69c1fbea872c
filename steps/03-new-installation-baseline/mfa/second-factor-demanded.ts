import {defineCheck, optional} from '../../../src/guide/check.ts';
import {caution, declined, type Exhibit, met, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {type ConditionalAccess, conditionalAccess} from './conditional-access.facts.ts';
import {securityDefaults} from './security-defaults.facts.ts';

type Policy = ConditionalAccess['policies'][number];

const factors = ['mfa', 'authenticationStrength'];
const isOn = ({state}: Policy): boolean => state === 'enabled';
/** It meets whoever registers a device, or whoever signs in to anything. */
const isMeant = ({isForRegistration, isForAllApplications, isForWindows}: Policy): boolean =>
	isForRegistration || (isForAllApplications && isForWindows);
const demands = ({controls, isEither}: Policy): boolean =>
	controls.some(control => factors.includes(control)) && (!isEither || controls.every(control => factors.includes(control)));

/**
 * A policy for everybody and everything, without any condition, that a user cannot satisfy by a second factor. A computer is compliant only after it has
 * registered, and registering cannot be left out of `All` by name, so that such a policy may stand in its way; how it is narrowed by exclusions nobody weighs here.
 */
const mayBar = ({controls, isForAllUsers, isNarrowed, isEither}: Policy): boolean => {
	const bars = (control: string) => control === 'block' || control === 'compliantDevice';
	return isForAllUsers && !isNarrowed && controls.some(bars) && (!isEither || controls.every(bars));
};

const namesOf = (policies: readonly Policy[]) =>
	listed(
		policies.map(({name}) => `"${name}"`),
		3,
	);

const judgePolicies = (policies: readonly Policy[]): Verdict => {
	const meant = policies.filter(policy => isOn(policy) && isMeant(policy));
	const barring = meant.filter(mayBar);
	const demanding = meant.filter(demands);
	const whom = demanding.some(({isForAllUsers}) => isForAllUsers) ? '' : ' of some users';
	const [direct] = demanding.filter(({isForRegistration}) => isForRegistration);
	if (barring.length > 0) {
		return caution(
			'look-at-the-policies',
			`${namesOf(barring)} of Conditional Access ${barring.length === 1 ? 'demands' : 'demand'} of all users, for everything, what a new computer may not have. Whether registering and enrolling are let through was not seen.`,
		);
	}

	return demanding.length > 0
		? met(
				`Conditional Access demands a second factor${whom}: ${namesOf(demanding)}${direct === undefined ? '' : ', also of whoever registers a device'}.`,
			)
		: caution(
				'decide-who-is-asked',
				'Security defaults are off, and no policy of Conditional Access that is on demands a second factor for everything. It may be switched on user by user, which was not read. Enrolling asks for one all the same.',
			);
};

const rowOf = (policy: Policy): Exhibit => ({
	sign: mayBar(policy) ? 'caution' : demands(policy) ? 'met' : 'not-applicable',
	what: policy.name,
	seen: `${policy.isForRegistration ? 'registering devices' : 'all applications'}, ${policy.isForAllUsers ? 'all users' : 'some users'}${policy.isNarrowed ? ', under conditions' : ''}: ${policy.controls.length === 0 ? 'demands nothing' : policy.controls.join(policy.isEither ? ' or ' : ' and ')}`,
});

/** Where security defaults are on, no policy of Conditional Access can be. */
export const secondFactorDemanded = defineCheck({
	id: 'second-factor-demanded',
	question: 'Is it settled who is asked for a second factor?',
	needs: {defaults: securityDefaults, access: optional(conditionalAccess)},
	judge: ({defaults, access}) => {
		if (defaults.isEnabled) {
			return met('Security defaults are on: every user registers a second factor and is asked for it.');
		}

		return access.seen
			? judgePolicies(access.facts.policies)
			: declined(
					access.reason,
					'look-at-the-policies',
					`Security defaults are off, and the policies of Conditional Access were not seen. ${access.detail}`,
				);
	},
	exhibits: ({access}) => (access.seen ? access.facts.policies.filter(policy => isOn(policy) && isMeant(policy)).map(rowOf) : []),
});
