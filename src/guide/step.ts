import {type Check, type Collector, collectorsOf} from './check.ts';
import type {Coverage} from './coverage.ts';
import type {Fleet} from './fleet.ts';
import type {Importer, SavedText} from './importer.ts';
import type {OneUser} from './one-user.ts';
import type {Outline} from './outline.ts';
import type {TextKinds} from './text-kind.ts';

/** Whom and what a pilot is tried with, by its member of a session's environment: named once, by options or when a step asks. */
export type PilotMember = 'pilotUsers' | 'pilotClient' | 'pilotController';

/** The id of a hard condition; part of the contract. */
export type GateId = string;

/** A hard condition of a step: its check has to be met, freshly, before anybody passes the threshold it guards. */
export type Gate = {
	readonly id: GateId;
	readonly guards: 'enter' | 'leave';
	readonly check: Check;
	/** Why the guide insists. */
	readonly because: string;
	/** What is wrong where it is not met, as the end of a sentence that names the objects that do not hold. Left out, the finding's own words say it. */
	readonly unmet?: (names: readonly string[]) => string;
	/** The same where nobody has seen it: `nobody has seen whether …`. */
	readonly unseen?: string;
};

export type Step = {
	/** `NN-name`: its folder in steps/ and its page in content/. */
	readonly id: string;
	readonly checks: readonly Check[];
	readonly gates: {readonly enter: readonly Gate[]; readonly leave: readonly Gate[]};
	/** Whom and what of a pilot its page and its checks need by name; asked once, when the step starts. */
	readonly pilot: readonly PilotMember[];
};

export type Guide = {
	readonly id: string;
	/** The guide's own edition: changes when a check's meaning or a page changes. */
	readonly edition: string;
	readonly steps: readonly Step[];
	/** Exports and other files of the product that are taken as evidence, beside what the program's own scripts print and Graph answers. */
	readonly importers: readonly Importer[];
	/** Outputs of programs that are taken as evidence when somebody has saved them. */
	readonly savedTexts: readonly SavedText[];
	/** Places of which there are many machines, each with a file of its own, and who judges one machine there. */
	readonly fleets?: readonly Fleet[];
	/** What it says of itself: title, places, names of its gates. */
	readonly outline: Outline;
	/** Every sentence of the pages that it follows, and how each is established. */
	readonly coverage: Coverage;
	/** What each text of its facts is: reports without names are made by it. */
	readonly textKinds: TextKinds;
	/** Words of its judges' sentences, in small letters, that its pages do not say: in a sentence of a report they name nobody. */
	readonly words?: readonly string[];
	/** What it can tell of one user. */
	readonly oneUser?: OneUser;
};

/** What a gate is called on a screen, by its id. */
export const gateName = ({outline}: Pick<Guide, 'outline'>, id: GateId): string => outline.gates.find(gate => gate.id === id)?.long ?? id;

export const defineStep = (step: {
	readonly id: string;
	readonly checks: readonly Check[];
	readonly gates?: {readonly enter?: readonly Omit<Gate, 'guards'>[]; readonly leave?: readonly Omit<Gate, 'guards'>[]};
	readonly pilot?: readonly PilotMember[];
}): Step => ({
	id: step.id,
	checks: step.checks,
	gates: {
		enter: (step.gates?.enter ?? []).map(gate => ({...gate, guards: 'enter' as const})),
		leave: (step.gates?.leave ?? []).map(gate => ({...gate, guards: 'leave' as const})),
	},
	pilot: step.pilot ?? [],
});

export const gate = (id: GateId, check: Check, because: string, words: Pick<Gate, 'unmet' | 'unseen'> = {}): Omit<Gate, 'guards'> => ({
	id,
	check,
	because,
	...words,
});

/** The gates of a step at both thresholds, in the guide's order. */
export const gatesOf = (step: Step): readonly Gate[] => [...step.gates.enter, ...step.gates.leave];

/** Every check of a guide with its number, `4.5`. */
export const numberedChecks = (guide: Guide): readonly {readonly number: string; readonly step: Step; readonly check: Check}[] =>
	guide.steps.flatMap((step, s) => step.checks.map((check, c) => ({number: `${s + 1}.${c + 1}`, step, check})));

/** Every collector of a guide once, in the guide's order. */
export const collectorsIn = (guide: Guide): readonly Collector[] => [
	...new Map(guide.steps.flatMap(({checks}) => checks.flatMap(collectorsOf)).map(collector => [collector.id, collector])).values(),
];
