import {code, escaped} from './markdown.ts';
import {commandLines, stepsMarkdown} from './remedy-markdown.ts';
import type {Ask, RoleRequest} from './role-request.ts';
import {askedWords, introOfRole} from './role-words.ts';

const askLines = ({checks, gate, steps, why, who, howLong, commands, proof}: Ask, at: number): readonly string[] => [
	`## ${at + 1}. ${escaped(checks[0]?.question ?? '')}`,
	'',
	...checks.flatMap(({number, check, seen}) => [`**Seen** ${escaped(seen)} (${number} ${code(check)})`, '']),
	...(gate === null ? [] : [`**Waits for it** The gate *${escaped(gate)}* stays shut until this is done.`, '']),
	...stepsMarkdown('What is asked', steps),
	`**Why** ${escaped(why)}`,
	'',
	...commandLines(commands),
	'',
	`**Who** ${escaped(who)}`,
	'',
	`**How long** ${escaped(howLong)}`,
	'',
	`**How it is proved** ${escaped(proof)}`,
	'',
];

/** One page for one role: what is asked of them, and nothing else. */
export const roleMarkdown = (request: RoleRequest): string =>
	[
		`# For ${escaped(request.words)}`,
		'',
		escaped(introOfRole(request)),
		'',
		escaped(askedWords(request)),
		'',
		...request.asks.flatMap(askLines),
		`<!-- ${request.report.mark} -->`,
		'',
	].join('\n');
