import {commandElsewhere} from '../command-line.ts';
import {firstOf} from '../guide/first-names.ts';
import {type Outline, placeWords} from '../guide/outline.ts';
import type {Machines} from './machines.ts';
import {plainStep, type RemedyStep} from './remedy-steps.ts';

const most = 5;

/** A place by its words and the names of its machines, where they are known: `the mail server (MAIL1)`. */
export const placeNamed = ({places}: Outline, place: string, machines: readonly Machines[]): string => {
	const names = machines.find(one => one.place === place)?.names ?? [];
	return `${placeWords(places, place)}${names.length === 0 ? '' : ` (${firstOf(names, most).join(', ')})`}`;
};

/** What one file from a place takes: a script is made here, run there once, and what it prints comes back. `when`: what is done before it runs. */
export const carrySteps = (outline: Outline, place: string, machines: readonly Machines[], when: string | null): readonly RemedyStep[] => {
	const {window = 'PowerShell', exported = null} = outline.places.find(({id}) => id === place) ?? {};
	return [
		{
			...plainStep('1.', 'make the script, and send it to whoever runs it. It can be read, makes no connection and changes nothing.', {
				who: 'whoever runs whfb',
				lines: [commandElsewhere(['whfb', 'collector', '--place', place, '--out', 'look.ps1'])],
			}),
			who: 'Whoever runs whfb',
		},
		plainStep('2.', `${when === null ? 'Run' : `${when}, run`} it once on ${placeNamed(outline, place, machines)}, in ${window}.`, {
			who: null,
			lines: ['powershell -NoProfile -ExecutionPolicy RemoteSigned `', '  -File .\\look.ps1 > answer.json'],
		}),
		plainStep(
			'3.',
			`Send answer.json back within a day: what is older opens no gate.${exported === null ? '' : ` Instead of it ${exported} will do.`}`,
		),
		{
			...plainStep('4.', 'bring the file in; whfb judges it.', {who: 'whoever runs whfb', lines: ['whfb import answer.json']}),
			who: 'Whoever runs whfb',
		},
	];
};
