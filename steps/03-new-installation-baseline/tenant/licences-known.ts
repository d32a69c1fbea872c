import {defineCheck} from '../../../src/guide/check.ts';
import {caution, met} from '../../../src/guide/finding.ts';
import {grouped} from '../../../src/guide/plain-order.ts';
import {listed} from '../../directory.ts';
import {type Licences, licences, type plansOfInterest} from './licences.facts.ts';

type Plan = (typeof plansOfInterest)[number];

/** What each plan adds beyond key trust itself, for which the free edition is enough (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/deploy/). */
const adds: readonly {readonly plans: readonly Plan[]; readonly name: string; readonly what: string}[] = [
	{
		plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
		name: 'Entra ID P1 or P2',
		what: 'Conditional Access, the report on registration, and enrolling computers in MDM automatically',
	},
	{plans: ['INTUNE_A'], name: 'Intune', what: 'policies from Intune'},
];

/** Only these can be used (https://learn.microsoft.com/graph/api/resources/subscribedsku, capabilityStatus). */
const isUsable = ({state}: Licences['licences'][number]): boolean => state === 'Enabled' || state === 'Warning';

const having = ({licences: all}: Licences, plans: readonly Plan[]) =>
	all.filter(one => isUsable(one) && one.plans.some(plan => plans.includes(plan)));

/** It informs and never gates: key trust needs none of them. */
export const licencesKnown = defineCheck({
	id: 'licences-known',
	question: 'Which licences are there, and what do they add?',
	needs: {found: licences},
	judge: ({found}) => {
		const parts = adds.map(({plans, name, what}) => {
			const own = having(found, plans);
			return own.length > 0 ? `${name} is in ${listed(own.map(one => one.name))}.` : `No licence holds ${name}, so there is no ${what}.`;
		});
		const factor =
			having(found, ['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'MFA_PREMIUM']).length > 0
				? 'Multifactor authentication is among them.'
				: 'Multifactor authentication comes with security defaults, which are free.';
		const said = `Key trust needs no licence. ${parts.join(' ')} ${factor}`;
		// What the last licence of its kind holds goes with it.
		const ending = adds.filter(
			({plans}) => having(found, plans).length > 0 && having(found, plans).every(({state}) => state === 'Warning'),
		);
		return ending.length > 0
			? caution(
					'renew-the-licence',
					`The licence for ${listed(ending.map(({name}) => name))} has run out, and works for some days more. ${said}`,
				)
			: met(said);
	},
	exhibits: ({found}) =>
		found.licences.map(one => ({
			sign: isUsable(one) ? ('met' as const) : ('not-applicable' as const),
			what: one.name,
			seen: `${one.bought === null ? 'how many is not said' : grouped(one.bought)}, ${one.state.toLowerCase()}${one.plans.length === 0 ? '' : `: ${listed(one.plans)}`}`,
		})),
});
