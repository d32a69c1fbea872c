import type {Piece, Source, UnobservedReason} from './answer.ts';

/** A judge's opinion. What is not met cannot be said without naming a remedy: a heading of the check's page. */
export type Verdict =
	| {readonly outcome: 'met'; readonly because: string}
	| {readonly outcome: 'caution'; readonly because: string; readonly remedy: string}
	/** `supported` is false where nobody can make it hold as things are: whoever made the product does not support it. */
	| {readonly outcome: 'unmet'; readonly because: string; readonly remedy: string; readonly supported?: false}
	| {readonly outcome: 'not-applicable'; readonly because: string}
	| {readonly outcome: 'declined'; readonly reason: UnobservedReason; readonly because: string; readonly remedy?: string};

/** The outcomes that a check can be judged to have. A judge that declines leaves the check unobserved. */
export type Outcome = Exclude<Verdict['outcome'], 'declined'>;

/** Lines of evidence that a verdict rests on, one per object judged: a connector, a suffix, a domain controller. */
export type Exhibit = {
	readonly sign: 'met' | 'caution' | 'unmet' | 'unobserved' | 'not-applicable';
	readonly what: string;
	readonly seen: string;
};

/** What a session remembers of one look. Only a judged finding can open a gate. */
export type Finding =
	| {
			readonly kind: 'judged';
			/** When it was looked at. */
			readonly at: string;
			/** When the oldest evidence it rests on was taken. */
			readonly takenAt: string | null;
			readonly source: Source;
			readonly from: string;
			readonly verdict: Exclude<Verdict, {outcome: 'declined'}>;
			readonly exhibits: readonly Exhibit[];
			readonly facts: unknown;
			/** Every answer that it rests on, and what was set aside; left out by earlier versions. */
			readonly restsOn?: readonly Piece[];
	  }
	| {
			readonly kind: 'unobserved';
			readonly at: string;
			readonly reason: UnobservedReason;
			readonly detail: string;
			/** A heading of the check's page that says what would let it be seen, where the judge named one. */
			readonly remedy?: string;
			readonly source?: Source;
			readonly from?: string;
			readonly exhibits?: readonly Exhibit[];
			readonly facts?: unknown;
			readonly restsOn?: readonly Piece[];
	  };

/** The thing holds. */
export const met = (because: string): Verdict => ({outcome: 'met', because});
/** It holds, and something should be done. */
export const caution = (remedy: string, because: string): Verdict => ({outcome: 'caution', because, remedy});
/** It does not hold. */
export const unmet = (remedy: string, because: string): Verdict => ({outcome: 'unmet', because, remedy});
/** What the judge needs was not seen, for a reason that it was shown: passed on as it is, without a remedy of the judge's own. */
export const passedOn = ({reason, detail}: {readonly reason: UnobservedReason; readonly detail: string}): Verdict => ({
	outcome: 'declined',
	reason,
	because: detail,
});
/** It does not apply here. */
export const notApplicable = (because: string): Verdict => ({outcome: 'not-applicable', because});
/** The judge has seen too little to say yes or no. The remedy says what would let it judge. */
export const declined = (reason: UnobservedReason, remedy: string, because: string): Verdict => ({
	outcome: 'declined',
	reason,
	because,
	remedy,
});
