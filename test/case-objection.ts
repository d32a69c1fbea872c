import type {Case} from '../src/guide/cases.ts';
import type {Needs} from '../src/guide/check.ts';
import type {Verdict} from '../src/guide/finding.ts';

const outcomeOf = (verdict: Verdict) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);
const remedyOf = (verdict: Verdict) => ('remedy' in verdict ? verdict.remedy : undefined);

/** What a worked example has against a verdict on its facts, as a sentence; null where the verdict is the expected one. */
export const objectionTo = (verdict: Verdict, {then, says, remedy, supported}: Case<Needs>): string | null => {
	const {because} = verdict;
	if (outcomeOf(verdict) !== then) {
		return `It is ${outcomeOf(verdict)} and not ${then}: ${because}`;
	}

	if (!/^\S[\s\S]*[^\s:]$/.test(because)) {
		return `Its sentence begins or ends badly: ${JSON.stringify(because)}`;
	}

	if (says !== undefined && !(says instanceof RegExp ? says.test(because) : because.includes(says))) {
		return `It does not say ${says}: ${because}`;
	}

	const isSupported = !(verdict.outcome === 'unmet' && verdict.supported === false);
	if (supported !== undefined && supported !== isSupported) {
		return `It is said to be ${isSupported ? '' : 'not '}supported, and it is ${supported ? '' : 'not '}supported: ${because}`;
	}

	return remedy === undefined || remedyOf(verdict) === remedy ? null : `Its remedy is ${remedyOf(verdict)} and not ${remedy}: ${because}`;
};
