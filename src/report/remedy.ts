import type {Command} from '../content/blocks.ts';
import {type PlainRemedy, plainRemedy, remediesOf} from '../content/library.ts';
import {type OwnNames, ownCommand, withOwnNames} from '../content/own-names.ts';

/** A remedy with its commands, filled with the environment's own names. */
export type FilledRemedy = PlainRemedy & {readonly id: string; readonly commands: readonly Pick<Command, 'who' | 'lines'>[]};

/** One remedy of a check's page, or null where the page has no such heading. */
export const filledRemedy = (step: string, check: string, id: string, names: OwnNames): FilledRemedy | null => {
	const plain = plainRemedy(step, check, id);
	if (plain === null) {
		return null;
	}

	const commands = remediesOf(step, check).remedies.find(remedy => remedy.id === id)?.commands ?? [];
	return {
		id,
		...plain,
		whatToDo: withOwnNames(plain.whatToDo, names),
		commands: commands.map(command => {
			const {who, lines} = ownCommand(command, names);
			return {who, lines};
		}),
	};
};
