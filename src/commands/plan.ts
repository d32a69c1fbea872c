import {hybridKeyTrust} from '../../steps/guide.ts';
import {authorityOrigin, graphOrigin} from '../graph/clouds.ts';
import {jsonText} from '../guide/untrusted.ts';
import {emptySession} from '../session/session.ts';
import {toolVersion} from '../tool.ts';
import {wrapped} from './check-text.ts';
import {environmentIn, noMoreWords, oneOf, typed} from './options.ts';
import {print} from './output.ts';
import {type PlanDocument, type PlannedRead, planDocument} from './plan-document.ts';

const formats = ['text', 'md', 'json'] as const;

/** What to do where nobody may sign in with whfb. */
const byHand =
	'Each question to Microsoft Graph can be put by hand instead: paste its address into Graph Explorer (https://aka.ms/ge, global cloud only) or ask with a tool of yours, with the header ConsistencyLevel: eventual where it holds $count, save the whole answer as a file, and bring it in with whfb import FILE --session NAME --taken TIME. A list of several pages is saved as one folder.';

const groups = (queries: readonly PlannedRead[]) => [...Map.groupBy(queries, ({where}) => where)];

const asText = ({tool, queries, hosts}: PlanDocument): string =>
	[
		`whfb ${tool} would make these ${queries.filter(({via}) => via !== 'person').length} reads and no others. It has made none yet.`,
		'It writes nothing but its own session. Looking again repeats them.',
		...groups(queries).flatMap(([where, reads]) => [
			'',
			...wrapped(where.charAt(0).toUpperCase() + where.slice(1), '', 0),
			...reads.flatMap(({what, rights, permissions, checks, address}) => [
				...wrapped(what, '  ', 2),
				...wrapped(`right: ${[...permissions, rights].join('; ')} · for ${checks.join(' ')}`, '    ', 4),
				// Left whole, however long, so that it can be copied.
				...(address === null ? [] : [`    ${address}`]),
			]),
		]),
		'',
		...wrapped(byHand, '', 0),
		'',
		...wrapped(`Hosts it may contact: ${hosts.join(', ')}. No other.`, '', 0),
		'The exact queries: whfb plan --format md',
		'',
	].join('\n');

const cell = (text: string) => text.replace(/[\\`*_{}[\]<>#|]/g, character => `\\${character}`);

const asMarkdown = ({tool, queries, hosts}: PlanDocument): string =>
	[
		`# Every read of whfb ${tool}`,
		'',
		'It changes nothing, and writes nothing but its own session.',
		'',
		...groups(queries).flatMap(([where, reads]) => [
			`## ${cell(where.charAt(0).toUpperCase() + where.slice(1))}`,
			'',
			'| What | Right | Graph permission | For | Exactly |',
			'|---|---|---|---|---|',
			...reads.map(
				({what, rights, permissions, checks, query}) =>
					`| ${cell(what)} | ${cell(rights)} | ${cell(permissions.join(', '))} | ${checks.join(' ')} | ${cell(query)} |`,
			),
			'',
		]),
		`Hosts it may contact: ${hosts.map(cell).join(', ')}. No other.`,
		'',
	].join('\n');

/** The plan for an environment, without asking it anything. */
export const planFor = (environment: Parameters<typeof hostsOf>[0]): PlanDocument =>
	planDocument(hybridKeyTrust, toolVersion(), hostsOf(environment), graphOrigin(environment.cloud, process.env));

const hostsOf = ({directories, cloud}: Pick<typeof emptySession.environment, 'directories' | 'cloud'>): readonly string[] => [
	directories.length === 0 ? "the domain controllers of this computer's forest" : `the domain controllers of ${directories.join(' and ')}`,
	new URL(authorityOrigin(cloud, process.env)).host,
	new URL(graphOrigin(cloud, process.env)).host,
];

/** `whfb plan` as text, for screens and logs. */
export const planText = (document: PlanDocument): string => asText(document);

/** `whfb plan`: every read beforehand. */
export const plan = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, {format: {type: 'string'}});
	noMoreWords('plan', asked.words, 0);
	const format = oneOf(asked, 'format', formats) ?? 'text';
	const document = planFor({...emptySession.environment, ...environmentIn(asked, process.env)});
	await print(format === 'json' ? jsonText(document) : format === 'md' ? asMarkdown(document) : asText(document));
	return 0;
};
