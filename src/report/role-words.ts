import {examplesLeft} from '../content/own-names.ts';
import {capital, numberWord, placeWords} from '../guide/outline.ts';
import {zonedMomentWords} from '../guide/words.ts';
import type {Ask, AskedCheck} from './ask.ts';
import {stepLine} from './remedy-steps.ts';
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
			: `${capital(numberWord(asks.length))} things are asked, in the order in which they are done.`;

const linesOf = ({steps, commands}: Ask): readonly string[] =>
	[...steps.flatMap(step => step.commands), ...commands].flatMap(({lines}) => lines);

/** A place that a page speaks of without the names of its machines. */
const isBare = ({asks, guide}: RoleRequest, place: string): boolean => {
	const words = placeWords(guide.outline.places, place);
	return asks.some(({who, steps}) => [who, ...steps.map(stepLine)].some(text => text.includes(words) && !text.includes(`${words} (`)));
};

/** The steps of the guide that a page speaks of by number. */
const stepsSaid = ({asks, report}: RoleRequest): ReportDocument['steps'] => {
	const texts = asks.flatMap(({steps, why, checks}) => [...steps.map(stepLine), why, ...checks.map(({seen}) => seen)]);
	const said = new Set(texts.flatMap(text => [...text.matchAll(/\bstep (\d+)\b/gi)].map(([, number]) => Number(number))));
	return report.steps.filter(({number}) => said.has(number));
};

/** What names and numbers on a page mean to somebody who has neither the program nor its screens, a sentence each. */
export const meanings = (request: RoleRequest): readonly string[] => [
	...request.report.environment.machines
		.filter(({place}) => isBare(request, place))
		.map(({place, names}) => `${capital(placeWords(request.guide.outline.places, place))} here: ${names.join(', ')}.`),
	...examplesLeft(request.asks.flatMap(linesOf)),
	...stepsSaid(request).map(
		({id, number, title}) => `Step ${number} of the guide is ${title}. Whoever runs whfb has its page, content/${id}.md, and can send it.`,
	),
];

/** A sentence of what was seen, and the checks that it is of; `only`: the one check whose question is the title already. */
type SeenPart = {
	readonly seen: string;
	readonly objects: readonly string[];
	readonly of: readonly AskedCheck[];
	readonly only: AskedCheck | null;
};

/** What was seen, each sentence once. Of a file nothing is told but the questions that it answers. */
export const seenParts = ({title, kind, checks}: Ask): readonly SeenPart[] =>
	[...Map.groupBy(checks, ({seen}) => (kind === 'file' ? '' : seen))].map(([seen, of]) => ({
		seen,
		objects: [...new Set(of.flatMap(({objects}) => objects))],
		of,
		only: of.length === 1 && of[0]?.question === title ? of[0] : null,
	}));
