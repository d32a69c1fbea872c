import {caution, declined, met, notApplicable, type Verdict} from '../../src/guide/finding.ts';
import {defineCheckOver} from '../check-over.ts';
import {foldAscii} from '../identity.ts';
import {worstFirst} from '../worst-first.ts';
import {enrolmentPolicies} from './enrolment-policies.facts.ts';

/** https://learn.microsoft.com/mem/intune/protect/windows-hello: it counts while a device enrols in Intune, and Group Policy beats it. */
const judge = (name: string, state: string): Verdict => {
	switch (foldAscii(state)) {
		case 'enabled':
			return met(`"${name}" turns Hello on while a device enrols.`);
		case 'notconfigured':
			return met(`"${name}" says nothing of Hello.`);
		case 'disabled':
			return caution(
				'see-whom-it-turns-off',
				`"${name}" turns Hello off for devices that enrol in Intune, where no other policy turns it on.`,
			);
		default:
			return declined('inconclusive', 'look-again', `"${name}" has a state that nobody here knows: ${state}.`);
	}
};

export const enrolmentPolicy = defineCheckOver({
	id: 'enrolment-policy',
	question: "Does Intune's policy for enrolling devices leave Hello on?",
	needs: {found: enrolmentPolicies},
	partsOf: ({found}) => found.policies.map(({name, state}) => ({name, verdict: judge(name, state)})),
	judge: parts => worstFirst(parts, {nothing: notApplicable('Intune has no policy of Hello for devices that enrol.')}),
});
