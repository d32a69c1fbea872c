import {type PlainRemedy, plainRemedy, remediesOf} from '../content/library.ts';
import {ownBlocks, ownCommand, withOwnNames} from '../content/own-names.ts';
import {type Filling, withObjects} from './filled-names.ts';
import {type RemedyStep, type StepCommand, stepsOf} from './remedy-steps.ts';

/** A remedy with its steps and commands, filled with the environment's own names. */
export type FilledRemedy = PlainRemedy & {
	readonly id: string;
	/** What to do, step by step; `whatToDo` is the same on one line, without commands. */
	readonly steps: readonly RemedyStep[];
	/** What belongs to no single step. */
	readonly commands: readonly StepCommand[];
};

const naming = ({who, lines}: StepCommand, filling: Omit<Filling, 'names'>): StepCommand => ({
	who,
	lines: lines.flatMap(line => withObjects(line, filling)),
});

/** One remedy of a check's page, or null where the page has no such heading. */
export const filledRemedy = (step: string, check: string, id: string, {names, ...objects}: Filling): FilledRemedy | null => {
	const plain = plainRemedy(step, check, id);
	const remedy = remediesOf(step, check).remedies.find(one => one.id === id);
	if (plain === null || remedy === undefined) {
		return null;
	}

	const steps = stepsOf(ownBlocks(remedy.whatToDo, names));
	return {
		id,
		...plain,
		whatToDo: withOwnNames(plain.whatToDo, names),
		steps: steps.map(one => ({...one, commands: one.commands.map(command => naming(command, objects))})),
		commands: remedy.commands.map(command => naming(ownCommand(command, names), objects)),
	};
};

/** A command as it is pasted, with who runs it in its first line. */
export const pasted = ({who, lines}: StepCommand): readonly string[] => [...(who === null ? [] : [`# Who: ${who}`]), ...lines];
