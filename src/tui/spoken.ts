import {stepAt} from '../session/decide.ts';
import {numberOf} from './journey.ts';
import {rowOf} from './keys.ts';
import {empty, type Line} from './line.ts';
import {savedPhrase} from './saved.ts';
import type {Scene} from './scene.ts';
import {screenOf} from './screen-of.ts';
import type {View} from './view.ts';
import {isCheckRow} from './wrap.ts';

/** Said once where a screen reader is known to listen. */
export const screenReaderSentence = 'A screen reader is easier with: whfb --plain. It asks the same questions line by line.';

const spoken = (line: Line): string =>
	line
		.map(({text, say}) => say ?? text)
		.join('')
		.replace(/\s+/g, ' ')
		.trim();

/** A screen as a screen reader gets it: sentences, no signs, no rules, the whole page, and no clock. */
export const sayAll = (scene: Scene, view: View): readonly string[] => {
	const shown = screenOf(scene, view);
	const {workspace} = scene;
	const head =
		workspace === null
			? `${shown.title}.`
			: `Step ${numberOf(workspace.guide, stepAt(workspace.guide, scene.session))} of ${workspace.guide.steps.length}, ${shown.title}. ${workspace.practice === null ? `Session ${workspace.name}` : `PRACTICE ${workspace.practice}`}${savedPhrase(workspace) === 'not begun' ? '' : `, ${savedPhrase(workspace)}`}.`;
	const keys = [
		...(shown.moves === 'list' ? ['arrows move'] : []),
		...(shown.evidence ? [`e ${shown.evidence.hint}`] : []),
		...(shown.again ? [`r ${shown.again.hint}`] : []),
		...(shown.copy ? [`y ${shown.copy.hint}`] : []),
		...(shown.noBack ? [] : [`b ${shown.back?.hint ?? rowOf('back').hint}`]),
		'question mark help',
		'q leave',
	];
	return [
		head,
		...shown.body.map(row => spoken(isCheckRow(row) ? (shown.paint?.(row, 400) ?? empty) : row)).filter(text => text !== ''),
		...(view.remark === null ? [] : [view.remark.text]),
		`Enter: ${shown.enter.words}. Keys: ${keys.join(', ')}.`,
	];
};
