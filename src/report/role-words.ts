import {capital, numberWord} from '../guide/outline.ts';
import {zonedMomentWords} from '../guide/words.ts';
import type {ReportDocument} from './report-schema.ts';
import {titleOf} from './report-words.ts';
import type {RoleRequest} from './role-request.ts';

/** Of what and when a page for a role is. */
export const introOfRole = ({report}: RoleRequest): string =>
	`${titleOf(report)}. ${report.guide.title}. Made ${zonedMomentWords(report.at)} by whfb ${report.tool}, which reads and changes nothing; everything below is done by people.${report.environment.kind === 'practice' ? ' This is an exercise: no real directory is meant, and nothing has to be done.' : ''}`;

/** Whom the shut gates wait for, as a sentence; empty where none waits. */
const waitedFor = ({next}: ReportDocument): string => {
	const whos = next.flatMap(({who, actions}) =>
		actions.some(({checks}) => checks.some(({gate}) => gate !== null)) ? [who.replace(/[.]$/, '')] : [],
	);
	return whos.length === 0 ? '' : ` A gate is shut, and waits for: ${whos.join('; ')}.`;
};

/** How much is asked; where nothing is, whom what is shut waits for. */
export const askedWords = ({asks, words, report}: RoleRequest): string =>
	asks.length === 0
		? `Nothing is asked of ${words} now.${waitedFor(report)}`
		: asks.length === 1
			? 'One thing is asked.'
			: `${capital(numberWord(asks.length))} things are asked, the most urgent first.`;
