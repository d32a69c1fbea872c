import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {federationConfiguration} from '../../03-new-installation-baseline/tenant/federation-configuration.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted, listed} from '../../directory.ts';
import {foldAscii, isSameName} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {unseenMembers} from '../../scope-members.ts';
import {statement} from '../../statement.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {type MfaRegistrations, mfaRegistrations} from './mfa-registrations.facts.ts';

const needs = {
	registrations: optional(mfaRegistrations),
	federation: optional(federationConfiguration),
	stated: optional(statement('mfa-ready', 'Every user in scope has a second factor registered and can use it.')),
};
type Facts = FactsOf<typeof needs>;
type Group = MfaRegistrations['groups'][number];

/**
 * What `federatedIdpMfaBehavior` says of a service that may do the second factor; where nothing is set, what came with the user is taken.
 * https://learn.microsoft.com/graph/api/resources/internaldomainfederation
 */
const mayDoIt = ['', 'acceptifmfadonebyfederatedidp', 'enforcemfabyfederatedidp'];

/** Whether the federation service of a suffix may do the second factor, so that nothing has to be registered in Entra ID. Only what was read excuses. */
const isDoneElsewhere = ({federation}: Facts, suffix: string): boolean => {
	const own = federation.seen && !federation.stale ? federation.facts.domains.filter(({domain}) => isSameName(domain, suffix)) : [];
	return (
		own.length > 0 &&
		own.every(
			one =>
				one.silent === null &&
				one.services.length > 0 &&
				one.services.every(({secondFactor}) => mayDoIt.includes(foldAscii(secondFactor ?? ''))),
		)
	);
};

const wordOf = ({stated}: Facts): string =>
	stated.seen ? `Stated ${dayOf(stated.facts.at)} by ${stated.facts.by}: ${stated.facts.reason}` : '';
const saysYes = ({stated}: Facts): boolean => stated.seen && stated.facts.yes;

const judgeGroup = (facts: Facts, {suffix, class: registered, count, names}: Group): Verdict => {
	const who = `${counted(count, 'user')} of ${suffix}`;
	const which = names.length === 0 ? '' : `: ${listed(names, 3)}`;
	const [has, does] = count === 1 ? ['has', 'does'] : ['have', 'do'];
	switch (registered) {
		case 'capable':
			return met(`${who} ${has} registered a second factor that the tenant allows.`);
		case 'registered':
			return unmet('allow-the-method', `${who} ${has} registered a second factor that the tenant's policy does not allow${which}.`);
		case 'none':
			return isDoneElsewhere(facts, suffix)
				? caution(
						'see-that-the-service-can',
						`${who} ${has} registered nothing in Entra ID${which}. The federation service may do the second factor for them.`,
					)
				: unmet('register-a-second-factor', `${who} ${has} registered no second factor${which}.`);
		default: {
			const because =
				registered === 'absent'
					? `${who} ${does} not stand in the report under that name${which}.`
					: `Of ${who} the report does not say, or says two things${which}.`;
			return saysYes(facts)
				? caution('find-them-in-the-report', `${because} ${wordOf(facts)}`)
				: declined('incomplete', 'find-them-in-the-report', because);
		}
	}
};

/** What was not read of who is in scope. */
const unread = ({forests, strangers}: MfaRegistrations): readonly Part[] => [
	...forests.flatMap(entry => {
		const because = entry.silent === null ? (entry.incomplete.length === 0 ? null : entry.incomplete.join('; ')) : entry.silent.detail;
		return because === null
			? []
			: [
					{
						name: entry.forest,
						verdict: declined(
							entry.silent?.reason ?? 'unreachable',
							'reach-every-forest',
							`Not all users of ${entry.forest} were read. ${because}`,
						),
					},
				];
	}),
	...unseenMembers(strangers),
];

/** A person's no shuts it; his yes counts where nobody could read the report. */
export const mfaReady = defineCheckOver({
	id: 'mfa-ready',
	question: 'Can every user in scope do a fresh multifactor sign-in?',
	needs,
	partsOf: facts => {
		const {registrations} = facts;
		return registrations.seen && registrations.facts.reportSilent === null
			? [
					...registrations.facts.groups.map(group => ({name: group.suffix, verdict: judgeGroup(facts, group)})),
					...unread(registrations.facts),
				]
			: [];
	},
	judge: (parts, facts) => {
		const {registrations, stated} = facts;
		if (stated.seen && !stated.facts.yes) {
			return unmet('register-a-second-factor', `Not every user in scope can answer for a second factor. ${wordOf(facts)}`);
		}

		const trouble = registrations.seen ? groupTrouble(registrations.facts) : null;
		if (trouble !== null) {
			return declined('inconclusive', 'choose-a-group', trouble);
		}

		const silence = registrations.seen ? registrations.facts.reportSilent : registrations;
		if (silence !== null) {
			return saysYes(facts)
				? met(`${wordOf(facts)}. Who has registered was not seen. ${silence.detail}`)
				: declined(silence.reason, 'read-the-report', `Who has registered a second factor was not seen. ${silence.detail}`);
		}

		return worstFirst(parts, {
			met: `${counted(registrations.seen ? registrations.facts.groups.reduce((sum, {count}) => sum + count, 0) : 0, 'user')} in scope: each has registered a second factor that the tenant allows.`,
			nothing: declined('empty', 'choose-a-group', 'Nobody is in scope.'),
		});
	},
});
