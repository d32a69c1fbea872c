import {type Check, collectorOf, defineCheck, type Needs, optional, type Witness} from '../src/guide/check.ts';
import {passedOn, type Verdict} from '../src/guide/finding.ts';
import {ownAccount} from '../src/guide/fleet.ts';
import {
	type Around,
	clientsIn,
	exhibitsOf,
	type FleetWords,
	fleetNeeds,
	judgeAll,
	outcomeOf,
	remedyOf,
	unknownTenant,
} from './fleet-clients.ts';
import {isSameDnsName} from './identity.ts';
import {once} from './once.ts';

type OneClient = FleetWords & {
	/** The need that is one client's own answer, and the name of the computer in its facts. */
	readonly need: string;
	readonly nameOf: (facts: never) => string | null;
	/** Whether it judges what whoever ran the script has: the computer's own account has none of it. */
	readonly ofUser?: true;
};

type Own = Around & Readonly<Record<string, unknown>>;

const order: readonly Verdict['outcome'][] = ['unmet', 'declined', 'caution', 'met', 'not-applicable'];
const rank = ({outcome}: Verdict): number => order.indexOf(outcome);

/** Whether a client of the fleet is the one that was looked at alone. */
const isSameAs = (one: {readonly facts: never}, {nameOf}: OneClient, {name}: {readonly name: string}): boolean =>
	isSameDnsName(name, nameOf(one.facts));

/**
 * Whether one client is all that was seen, and the newest of it is its own file, kept whole: then it is judged by itself, as no fleet. A file of the
 * computer's own account says nothing of a user.
 */
const isAlone = (facts: Own, words: OneClient): boolean => {
	const one = facts[words.need] as Witness<never>;
	const {fleet} = facts;
	return (
		one.seen &&
		fleet.seen &&
		fleet.facts.machines.every(
			machine =>
				machine.kept === true &&
				!machine.contradicted &&
				!(words.ofUser === true && machine.marks[ownAccount] === true) &&
				isSameAs(one, words, machine),
		)
	);
};

/** What a check of one client is given beside a fleet; null where nothing was brought of one alone, or its file is among those of the fleet. */
const oneIn = (facts: Own, words: OneClient): Readonly<Record<string, unknown>> | null => {
	const {need} = words;
	const one = facts[need] as Witness<never>;
	if (!one.seen) {
		return null;
	}

	const {fleet} = facts;
	const isAmong = one.source === 'carried' && fleet.seen && fleet.facts.machines.some(machine => isSameAs(one, words, machine));
	return isAmong && !isAlone(facts, words) ? null : {...facts, [need]: one.facts};
};

/** The verdict on one client, which is not met while nobody knows in which tenant it should be. */
const inKnownTenant = (verdict: Verdict, facts: Own, words: OneClient): Verdict => {
	const unknown = unknownTenant(facts, words);
	return unknown === null || (verdict.outcome !== 'met' && verdict.outcome !== 'caution')
		? verdict
		: {...unknown, because: `${verdict.because} ${unknown.because}`};
};

/** What a session keeps of a fleet: how many there are of each outcome, and the names of those to look at. */
const keptFleet = (fleet: Around['fleet'], clients: ReturnType<typeof clientsIn>) =>
	fleet.seen
		? {
				seen: true,
				clients: clients.length,
				outcomes: Object.fromEntries([...Map.groupBy(clients, outcomeOf)].map(([outcome, some]) => [outcome, some.length])),
				mend: clients
					.filter(one => outcomeOf(one) !== 'met')
					.map(one => ({name: one.name, outcome: outcomeOf(one), remedy: remedyOf(one)})),
			}
		: fleet;

/**
 * A check of one client, over all clients of which files were brought. Without such files it is the check of one client as it stands; what was brought
 * of one client alone is judged beside them, unless its own file is among theirs.
 */
export const overFleet = (check: Check, words: OneClient): Check => {
	const {need} = words;
	const own = (check.needs as Needs)[need];
	if (own === undefined) {
		throw new Error(`${check.id} has no need ${need}.`);
	}

	const all = once((facts: Own) => (isAlone(facts, words) ? [] : clientsIn(check.id, facts, words)));
	return defineCheck({
		...check,
		needs: {...(check.needs as Needs), ...fleetNeeds, [need]: optional(collectorOf(own))},
		judge: (facts: Own): Verdict => {
			const one = oneIn(facts, words);
			const alone = one === null ? null : inKnownTenant(check.judge(one as never) as Verdict, facts, words);
			if (all(facts).length === 0) {
				return alone ?? passedOn(facts[need] as Extract<Witness<never>, {seen: false}>);
			}

			const verdict = judgeAll(all(facts), facts, words);
			const [worst, other] = alone !== null && rank(alone) < rank(verdict) ? [alone, verdict] : [verdict, alone];
			return other === null ? worst : {...worst, because: `${worst.because} ${other.because}`};
		},
		exhibits: (facts: Own) => {
			const one = oneIn(facts, words);
			return [...exhibitsOf(all(facts)), ...(one === null ? [] : (check.exhibits?.(one as never) ?? []))];
		},
		keep: (facts: Own) => {
			const one = facts[need] as Witness<unknown>;
			const kept = one.seen ? (check.keep?.({...facts, [need]: one.facts} as never) as Readonly<Record<string, unknown>> | undefined) : {};
			const {clients: _, ...others} = facts;
			return {
				...others,
				[need]: one.seen ? {...one, facts: kept?.[need] ?? one.facts} : one,
				fleet: keptFleet(facts.fleet, all(facts)),
			};
		},
	});
};
