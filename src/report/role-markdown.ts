import type {Ask, AskedCheck} from './ask.ts';
import {code, escaped} from './markdown.ts';
import {commandLines, stepsMarkdown} from './remedy-markdown.ts';
import type {RoleRequest} from './role-request.ts';
import {askedWords, introOfRole, meanings, seenParts} from './role-words.ts';

const labelled = (label: string, text: string): readonly string[] => [`**${label}** ${escaped(text)}`, ''];

const named = ({number, check}: AskedCheck): string => `(${number} ${code(check)})`;

const seenLines = (ask: Ask): readonly string[] =>
	seenParts(ask).flatMap(({seen, objects, of, only}) => [
		`${seen === '' ? '**It answers**' : `**Seen** ${escaped(seen)}`}${only === null ? '' : ` ${named(only)}`}`,
		'',
		...(only === null ? [...of.map(one => `- ${escaped(one.question)} ${named(one)}`), ''] : []),
		...(objects.length === 0 ? [] : [...objects.map(object => `- ${escaped(object)}`), '']),
	]);

const askLines = (ask: Ask, at: number): readonly string[] => [
	`## ${at + 1}. ${escaped(ask.title)}`,
	'',
	...seenLines(ask),
	...(ask.gate === null ? [] : [`**Waits for it** The gate *${escaped(ask.gate)}* stays shut until this is done.`, '']),
	...ask.after.flatMap(words => labelled('Comes after', words)),
	...stepsMarkdown('What is asked', ask.steps),
	...commandLines(ask.commands),
	...labelled('Why', ask.why),
	...labelled('Who', ask.who),
	...labelled('How long', ask.howLong),
	...labelled('How it is proved', ask.proof),
];

/** One page for one role: what is asked of them, and nothing else. */
export const roleMarkdown = (request: RoleRequest): string => {
	const said = meanings(request);
	return [
		`# For ${escaped(request.words)}`,
		'',
		escaped(introOfRole(request)),
		'',
		escaped(askedWords(request)),
		'',
		...said.map(words => `- ${escaped(words)}`),
		...(said.length === 0 ? [] : ['']),
		...request.asks.flatMap(askLines),
		`<!-- ${request.report.mark} -->`,
		'',
	].join('\n');
};
