import {numberOf} from '../guide/checks.ts';
import {type Gate, type Guide, gatesOf} from '../guide/step.ts';
import {becauseOf} from '../guide/words.ts';
import type {Session} from '../session/session.ts';

/** A gate, and the step at which it stands. */
export type GateAt = {readonly gate: Gate; readonly step: string};

/** What a refusal is told from. */
type Told = {readonly guide: Guide; readonly session: Session};

/** Every gate on a way, once for each check, in the guide's order: those that are shut, and those that hold. */
export const gatesOn = (guide: Guide, ids: readonly string[]): readonly GateAt[] => {
	const seen = new Set<string>();
	return guide.steps.flatMap(step =>
		gatesOf(step).flatMap(gate => {
			if (!ids.includes(gate.check.id) || seen.has(gate.check.id)) {
				return [];
			}

			seen.add(gate.check.id);
			return [{gate, step: step.id}];
		}),
	);
};

/** Whether a gate is shut for something that Microsoft does not support. */
export const isNeverSupported = ({findings}: Session, gate: Gate): boolean => {
	const finding = findings[gate.check.id];
	return finding?.kind === 'judged' && finding.verdict.outcome === 'unmet' && finding.verdict.supported === false;
};

const lower = (words: string) => (/^[A-Z][a-z ]/.test(words) ? `${words.slice(0, 1).toLowerCase()}${words.slice(1)}` : words);

/** What is wrong with one gate, in a line: its own words where it has some, filled with the objects that do not hold. */
const causeOf = ({findings}: Session, gate: Gate): string => {
	const finding = findings[gate.check.id];
	if (finding?.kind !== 'judged') {
		return gate.unseen ?? `nobody has seen whether this holds. ${gate.check.question}`;
	}

	const names = finding.exhibits.filter(({sign}) => sign === 'unmet').map(({what}) => what);
	return gate.unmet === undefined || names.length === 0 || names.join(' and ').length > 60 ? lower(becauseOf(finding)) : gate.unmet(names);
};

/** `Step 4 cannot be left yet: …`, the sentence that every refusal begins with. */
export const refusalSentence = ({guide, session}: Told, wish: 'enter' | 'finish', step: string, shut: readonly string[]): string => {
	const number = numberOf(guide, step);
	const gates = gatesOn(guide, shut);
	const [first] = gates;
	const passed = wish === 'enter' ? 'entered' : 'left';
	return first === undefined
		? `Step ${number} cannot be ${passed} yet.`
		: gates.length === 1 && isNeverSupported(session, first.gate)
			? `Step ${number} cannot be ${passed}: this is not supported.`
			: `Step ${number} cannot be ${passed} yet: ${gates.length > 1 ? `${gates.length} gates are shut.` : causeOf(session, first.gate)}`;
};
