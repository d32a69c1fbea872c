import {countRows} from '../guide/coverage.ts';
import {capital} from '../guide/outline.ts';
import type {PlanDocument} from './plan-document.ts';
import {groups} from './plan-text.ts';

const cell = (text: string) => text.replace(/[\\`*_{}[\]<>#|]/g, character => `\\${character}`);

/** `whfb plan` as Markdown, with the exact queries. */
export const planMarkdown = ({tool, queries, hosts, coverage}: PlanDocument): string =>
	[
		`# Every read of whfb ${tool}`,
		'',
		'It changes nothing, and writes nothing but its own session.',
		'',
		...groups(queries).flatMap(([where, reads]) => [
			`## ${cell(capital(where))}`,
			'',
			'| What | Right | Graph permission | For | Exactly |',
			'|---|---|---|---|---|',
			...reads.map(
				({what, rights, permissions, checks, query, commands}) =>
					`| ${cell(what)} | ${cell(rights)} | ${cell(permissions.join(', '))} | ${checks.join(' ')} | ${cell(commands.length === 0 ? query : `${query}, which calls ${commands.join(', ')}`)} |`,
			),
			'',
		]),
		`Hosts it may contact: ${hosts.map(cell).join(', ')}. No other.`,
		'',
		'## How much of the guide is proved',
		'',
		'| Sentences of the guide | |',
		'|---|---|',
		...countRows(coverage).map(([what, count]) => `| ${cell(capital(what))} | ${count} |`),
		`| All | ${coverage.sentences.length} |`,
		'',
	].join('\n');
