import {createHash} from 'node:crypto';

/** Stands in a skeleton wherever somebody has to write; a test forbids it in everything that ships (`test/forgotten.ts`). */
export const fillIn = 'FILL-IN';

/** Where a new check gets its facts. */
export const vias = ['person', 'directory', 'graph', 'powershell'] as const;
export type Via = (typeof vias)[number];

/** What a new check brings, before anybody has filled it. */
export type Skeleton = {
	/** Name of the exported check. */
	readonly name: string;
	/** Texts of the files in the step's folder, by what follows the id in their names. */
	readonly files: Readonly<Record<string, string>>;
	/** What the practice environment `ready` answers. */
	readonly answer: unknown;
};

const remedy = 'fill-in-the-remedy';
const question = `${fillIn}: does what should hold hold?`;

/** `two-words` is `twoWords`; one word alone gets another, because it may be a word of the language. */
const nameOf = (id: string): string => (id.includes('-') ? id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) : `${id}Check`);

const remedySection = (heading: string) => `## ${heading}

**What to do** ${fillIn}: what somebody does, in the order of doing it.

**Who** ${fillIn}: the role that may do it

**How long** ${fillIn}: about how many minutes, and what has to be waited for

**Why** ${fillIn}: what does not work without it.
`;

const page = (letItAnswer: string) => `${fillIn}: why this matters, in two or three sentences, and what it rests on.

${remedySection(remedy)}${letItAnswer}`;

const recording = (id: string, query: unknown, whom: string, answer: unknown, at: string): string =>
	`${JSON.stringify(
		{
			collector: id,
			taken: 'by hand',
			query,
			powershell: null,
			note: `${whom} could not be asked. The answer is written by hand after ${fillIn}: the page or the output that it follows.`,
			answer,
			at,
			host: 'nobody',
		},
		null,
		'\t',
	)}\n`;

const ofPerson = (id: string, name: string): Skeleton => ({
	name,
	files: {
		'.ts': `import {statedCheck} from '../statement.ts';

export const ${name} = statedCheck({
	id: '${id}',
	question: '${question}',
	statement: '${fillIn}: what a person confirms, as a whole sentence.',
	no: {remedy: '${remedy}', because: '${fillIn}: what does not hold where a person says no.'},
});
`,
		'.cases.ts': `import {casesFor} from '../../src/guide/cases.ts';
import {${name}} from './${id}.ts';

const said = {by: 'CONTOSO\\\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(${name}, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: '${fillIn}: why somebody is sure'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: '${fillIn}: what is not done yet'}},
		then: 'unmet',
		remedy: '${remedy}',
	},
});
`,
		'.md': page(''),
	},
	answer: {yes: true, by: 'CONTOSO\\operator', reason: `${fillIn}: why somebody is sure`, at: '2026-11-22T08:40:00Z'},
});

const ofDirectory = (id: string, name: string, at: string): Skeleton => ({
	name,
	files: {
		'.facts.ts': `import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {equals} from '../../src/guide/filter.ts';
import {mapEntries} from '../by-forest.ts';
import {perForest, valueOf} from '../directory.ts';

/** ${fillIn}: what is read, and the source that says what it means. */
export const ${name}Facts = defineCollector({
	id: '${id}',
	what: '${fillIn}: what is read, for whoever has to allow it',
	rights: 'any domain user',
	// ${fillIn}: the search. Every attribute that it asks for is read below.
	query: {
		via: 'directory',
		from: 'one-dc',
		base: 'configuration',
		scope: 'one-level',
		filter: equals('objectClass', 'container'),
		attributes: ['cn'],
	},
	read: answer => mapEntries(answer, entries => ({objects: entries.map(entry => ({name: valueOf(entry, 'cn') ?? entry.dn}))})),
	facts: perForest({
		/** ${fillIn}: what one of them is. A list that cannot be empty says so with .min(1); this one has a case where it is. */
		objects: z.array(z.strictObject({name: z.string()})),
	}),
});
`,
		'.ts': `import {met, unmet} from '../../src/guide/finding.ts';
import {partsByForest} from '../by-forest.ts';
import {defineCheckOver} from '../check-over.ts';
import {listed} from '../directory.ts';
import {${name}Facts} from './${id}.facts.ts';

export const ${name} = defineCheckOver({
	id: '${id}',
	question: '${question}',
	needs: {found: ${name}Facts},
	// ${fillIn}: when a forest meets it.
	partsOf: ({found}) =>
		partsByForest(found.forests, ({forest, objects}) => [
			{
				name: forest,
				verdict:
					objects.length > 0
						? met(\`\${forest} holds \${listed(objects.map(({name}) => name))}.\`)
						: unmet('${remedy}', \`\${forest} ${fillIn}: what it lacks.\`),
			},
		]),
});
`,
		'.cases.ts': `import {casesFor} from '../../src/guide/cases.ts';
import {${name}} from './${id}.ts';

const corp = 'corp.contoso.com';
const holding = (...names: string[]) => ({forest: corp, silent: null, objects: names.map(name => ({name}))});
const unheard = {forest: corp, silent: {reason: 'unreachable', detail: 'It does not answer.'}} as const;

export default casesFor(${name}, {
	'${fillIn}: a forest where it holds': {given: {found: {forests: [holding('Example')]}}, then: 'met', says: 'Example'},
	'${fillIn}: a forest where it does not': {given: {found: {forests: [holding()]}}, then: 'unmet', remedy: '${remedy}'},
	'a forest that does not answer': {given: {found: {forests: [unheard]}}, then: 'unreachable', remedy: 'let-it-answer'},
});
`,
		'.md': page(`
## let-it-answer

**What to do** See to it that a domain controller of the forest answers from this computer: its name resolves, port
389 is open, and the account that asks belongs to the forest or to one it trusts. Then look again.

**Who** whoever runs the network or the forest in question; any domain user can look

**How long** about 5 minutes to look, longer for a firewall rule

**Why** What did not answer was not seen, and what was not seen is no pass.
`),
		'.recorded.json': recording(
			id,
			{
				via: 'directory',
				from: 'one-dc',
				base: 'configuration',
				scope: 'one-level',
				filter: '(objectClass=container)',
				attributes: ['cn'],
			},
			'A domain controller of Windows',
			{
				forests: [
					{
						asked: 'corp.example.test',
						answered: true,
						forest: 'corp.example.test',
						ids: ['5ade34cd-114f-4756-845e-5fbb5168be7e'],
						domains: [
							{
								name: 'corp.example.test',
								namingContext: 'DC=corp,DC=example,DC=test',
								sid: 'S-1-5-21-3103656294-2040239775-3248222184',
							},
						],
						readings: [
							{
								server: 'dc1.corp.example.test',
								namingContext: 'CN=Configuration,DC=corp,DC=example,DC=test',
								entries: [{dn: 'CN=Example,CN=Configuration,DC=corp,DC=example,DC=test', attributes: {cn: ['Example']}}],
								count: 1,
							},
						],
					},
				],
			},
			at,
		),
	},
	answer: {forests: [{forest: 'corp.contoso.com', silent: null, objects: [{name: `${fillIn}: the name of one`}]}]},
});

const ofGraph = (id: string, name: string, at: string): Skeleton => ({
	name,
	files: {
		'.facts.ts': `import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {recordsOf, textOf, textOrAbsent} from '../graph-record.ts';

/** ${fillIn}: what is read, with the page of Graph that describes it. */
export const ${name}Facts = defineCollector({
	id: '${id}',
	what: '${fillIn}: what is read, for whoever has to allow it',
	rights: 'any user of the tenant',
	// ${fillIn}: why the permission is asked for; the table in README.md holds every reason.
	because: 'which tenant, and when did it last sync?',
	// ${fillIn}: one GET, with the least permissions. A new permission stands in README.md, too.
	query: {
		via: 'graph',
		path: '/v1.0/organization?$select=id,displayName',
		permissions: ['Organization.Read.All'],
		applicationPermissions: ['Organization.Read.All'],
	},
	read: answer => ({
		records: recordsOf(answer, 'records').map(record => {
			const id = textOf(record, 'id', 'a record');
			return {id, name: textOrAbsent(record, 'displayName', id)};
		}),
	}),
	facts: z.strictObject({
		/** ${fillIn}: what one of them is. A list that cannot be empty says so with .min(1); this one has a case where it is. */
		records: z.array(z.strictObject({id: z.string(), name: z.string().nullable()})),
	}),
});
`,
		'.ts': `import {defineCheck} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';
import {listed} from '../directory.ts';
import {${name}Facts} from './${id}.facts.ts';

export const ${name} = defineCheck({
	id: '${id}',
	question: '${question}',
	needs: {found: ${name}Facts},
	// ${fillIn}: when it is met.
	judge: ({found: {records}}) =>
		records.length > 0
			? met(\`The tenant holds \${listed(records.map(({id, name}) => name ?? id))}.\`)
			: unmet('${remedy}', '${fillIn}: what the tenant lacks.'),
});
`,
		'.cases.ts': `import {casesFor} from '../../src/guide/cases.ts';
import {${name}} from './${id}.ts';

export default casesFor(${name}, {
	'${fillIn}: a tenant where it holds': {given: {found: {records: [{id: '1', name: 'Example'}]}}, then: 'met', says: 'Example'},
	'${fillIn}: a tenant where it does not': {given: {found: {records: []}}, then: 'unmet', remedy: '${remedy}'},
});
`,
		'.md': page(''),
		'.recorded.json': recording(
			id,
			{
				via: 'graph',
				path: '/v1.0/organization?$select=id,displayName',
				permissions: ['Organization.Read.All'],
				applicationPermissions: ['Organization.Read.All'],
			},
			'A real tenant',
			{value: [{id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413', displayName: 'Example'}], count: null},
			at,
		),
	},
	answer: {records: [{id: '11111111-1111-4111-8111-111111111111', name: `${fillIn}: the name of one`}]},
});

const ofPowerShell = (id: string, name: string, at: string, folder: string): Skeleton => {
	const script = `<#
.SYNOPSIS
${fillIn}: what it shows.

.DESCRIPTION
${fillIn}: every value that it reads, and where. What is not set is given as null. It changes nothing.

.NOTES
Who may run it: the user, not elevated.
Windows PowerShell 5.1 and PowerShell 7 of 64 bits, on the client itself.
#>
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
[ordered] @{
    computer = [string] $computer.Name
    value = $null
}
`.replaceAll('\n', '\r\n');
	const path = `${folder}/${id}.ps1`;
	return {
		name,
		files: {
			'.ps1': script,
			'.facts.ts': `import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';

/** ${fillIn}: what is read, and the source that says what it means. */
export const ${name}Facts = defineCollector({
	id: '${id}',
	what: '${fillIn}: what is read, for whoever has to allow it',
	rights: 'the user, not elevated',
	// ${fillIn}: the place where the script has to run, and what it prints.
	query: {via: 'powershell', script: '${path}', on: 'client'},
	facts: z.strictObject({
		computer: z.string(),
		/** null: not set. */
		value: z.string().nullable(),
	}),
});
`,
			'.ts': `import {defineCheck} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';
import {${name}Facts} from './${id}.facts.ts';

export const ${name} = defineCheck({
	id: '${id}',
	question: '${question}',
	needs: {found: ${name}Facts},
	// ${fillIn}: when it is met.
	judge: ({found: {computer, value}}) =>
		value === null ? unmet('${remedy}', \`\${computer} ${fillIn}: what it lacks.\`) : met(\`\${computer} has \${value}.\`),
});
`,
			'.cases.ts': `import {casesFor} from '../../src/guide/cases.ts';
import {${name}} from './${id}.ts';

export default casesFor(${name}, {
	'${fillIn}: a client where it holds': {given: {found: {computer: 'CLIENT1', value: 'Example'}}, then: 'met', says: 'Example'},
	'${fillIn}: a client where it does not': {given: {found: {computer: 'CLIENT1', value: null}}, then: 'unmet', remedy: '${remedy}'},
});
`,
			'.md': page(''),
			'.recorded.json': recording(
				id,
				{via: 'powershell', script: path, on: 'client', sha256: createHash('sha256').update(script).digest('hex')},
				'A computer with real Windows',
				{computer: 'CLIENT1', value: 'Example'},
				at,
			),
		},
		answer: {computer: 'CLIENT1', value: `${fillIn}: the value of a client where it holds`},
	};
};

const filesOf = (folder: string, id: string, via: Via, at: string): Skeleton => {
	const name = nameOf(id);
	switch (via) {
		case 'person':
			return ofPerson(id, name);
		case 'directory':
			return ofDirectory(id, name, at);
		case 'graph':
			return ofGraph(id, name, at);
		case 'powershell':
			return ofPowerShell(id, name, at, folder);
	}
};

/**
 * The files of a new check in a folder, `steps/STEP` or a room of it, and what else it needs; what they import is told from there.
 * `at` is written into its recording: ISO 8601, UTC.
 */
export const skeletonOf = (folder: string, id: string, via: Via, at: string): Skeleton => {
	const skeleton = filesOf(folder, id, via, at);
	const up = '../'.repeat(folder.split('/').length - 2);
	const files = Object.entries(skeleton.files).map(([end, text]) => [end, text.replaceAll("from '../", `from '${up}../`)]);
	return {...skeleton, files: Object.fromEntries(files)};
};
