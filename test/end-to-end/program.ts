import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {User} from '@microsoft/microsoft-graph-types';
import {afterAll} from 'vitest';
import type {z} from 'zod';
import {checkDocumentSchema} from '../../src/commands/check-schema.ts';
import {inPackage} from '../../src/package-root.ts';
import {sidOf} from '../../steps/directory.ts';
import type {LocalGraph, Tenant} from '../lab/graph.ts';
import type {Credentials, Forest} from '../lab/lab.ts';
import {engine} from '../powershell-engine/engine.ts';

/** What `check --format json` prints. */
export type CheckDocument = z.infer<typeof checkDocumentSchema>;
export type CheckFinding = CheckDocument['steps'][number]['findings'][number];

/** How the built program ended, and what it printed. */
export type Ran = {readonly exit: number | null; readonly stdout: string; readonly stderr: string};

type Surroundings = {
	/** Tickets for the directories. */
	readonly tickets?: Credentials;
	/** The Graph to ask; without one nobody is signed in. */
	readonly graph?: Pick<LocalGraph, 'origin' | 'token'>;
	/** Where sessions are kept. */
	readonly sessions?: string;
};

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) {
		rmSync(folder, {recursive: true, force: true});
	}
});

/** An empty folder that is gone when the tests end. */
export const folder = (): string => {
	const made = mkdtempSync(join(tmpdir(), 'whfb-end-to-end-'));
	folders.push(made);
	return made;
};

/** Runs the built program as a script would: no terminal, and of the surroundings only what is said here. */
export const whfb = async (args: readonly string[], {tickets, graph, sessions}: Surroundings = {}): Promise<Ran> => {
	const program = inPackage('dist', 'whfb.js');
	if (!existsSync(program)) {
		throw new Error('The program is not built. Build it with: npm run build');
	}

	const {WHFB_GRAPH_TOKEN: _token, WHFB_GRAPH_ORIGIN: _origin, ...inherited} = process.env;
	const child = spawn(process.execPath, [program, ...args], {
		env: {
			...inherited,
			...tickets,
			WHFB_POWERSHELL: await engine(),
			WHFB_SESSIONS: sessions ?? folder(),
			...(graph === undefined ? {} : {WHFB_GRAPH_ORIGIN: graph.origin, WHFB_GRAPH_TOKEN: graph.token}),
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const said = {stdout: '', stderr: ''};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said.stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said.stderr += text;
	});
	const [exit] = (await once(child, 'close')) as [number | null];
	return {exit, ...said};
};

/** A headless look. The document is held against its schema, and says the same exit code as the program gives. */
export const check = async (args: readonly string[], surroundings: Surroundings): Promise<CheckDocument> => {
	const {exit, stdout, stderr} = await whfb(['check', ...args, '--format', 'json'], surroundings);
	if (stdout === '') {
		throw new Error(`whfb check ended with ${exit} and printed nothing: ${stderr}`);
	}

	const document = checkDocumentSchema.parse(JSON.parse(stdout));
	if (document.exit !== exit) {
		throw new Error(`whfb check ended with ${exit}, and its document says ${document.exit}.`);
	}

	return document;
};

/** One finding of a document, by the id of its check. */
export const findingOf = (document: CheckDocument, id: string): CheckFinding => {
	const found = document.steps.flatMap(({findings}) => findings).find(finding => finding.check === id);
	if (found === undefined) {
		throw new Error(`The document has no finding of ${id}.`);
	}

	return found;
};

/** One gate of a document. Without a threshold, the way out. */
export const gateOf = (document: CheckDocument, id: string, guards: 'enter' | 'leave' = 'leave'): CheckDocument['gates'][number] => {
	const found = document.gates.find(gate => gate.id === id && gate.guards === guards);
	if (found === undefined) {
		throw new Error(`The document has no gate ${id} to ${guards}.`);
	}

	return found;
};

/** Who a person of the lab is: by what Entra ID joins them. */
export type LabPerson = {readonly sid: string; readonly guid: string; readonly upn: string | null};

/** Reads one person of a forest. */
export const person = async (forest: Forest, account: string): Promise<LabPerson> => {
	const text = await forest.search('-b', forest.baseDn, `(sAMAccountName=${account})`, 'objectSid', 'objectGUID', 'userPrincipalName');
	const value = (name: string) => new RegExp(`^${name}:: (.*)$`, 'm').exec(text)?.[1];
	const [sid, guid] = [value('objectSid'), value('objectGUID')];
	if (sid === undefined || guid === undefined) {
		throw new Error(`${forest.dns} has nobody called ${account}.`);
	}

	return {sid: sidOf(sid), guid, upn: /^userPrincipalName: (.*)$/m.exec(text)?.[1] ?? null};
};

/** What Entra ID holds for somebody whom Connect synchronised. */
export const synchronised = ({sid, guid, upn}: LabPerson, more: Partial<User> = {}): User => ({
	id: `10000000-0000-4000-8000-${sid.replace(/\D/g, '').slice(-12).padStart(12, '0')}`,
	userPrincipalName: upn,
	accountEnabled: true,
	userType: 'Member',
	onPremisesSyncEnabled: true,
	onPremisesSecurityIdentifier: sid,
	onPremisesImmutableId: guid,
	onPremisesUserPrincipalName: upn,
	onPremisesProvisioningErrors: [],
	...more,
});

const domain = (id: string, isVerified: boolean, more: object = {}) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: false,
	isRoot: true,
	authenticationType: 'Managed',
	state: null,
	...more,
});

/** A tenant of contoso with these domains besides its initial one; those that start with `!` are not verified. */
export const tenantWith = (domains: readonly string[], users: readonly User[] = []): Partial<Tenant> => {
	const all = [
		domain('contoso.onmicrosoft.com', true, {isInitial: true}),
		...domains.map((name, index) => domain(name.replace('!', ''), !name.startsWith('!'), {isDefault: index === 0})),
	];
	return {
		organization: [
			{
				id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
				displayName: 'Contoso',
				onPremisesSyncEnabled: true,
				onPremisesLastSyncDateTime: new Date().toISOString(),
				verifiedDomains: all.filter(({isVerified}) => isVerified).map(({id}) => ({name: id})),
			},
		],
		domains: all,
		users,
	};
};

/** Adds users and a group of them; `@BASEDN@` is the forest's own. Users have no password, as nobody signs in as them. */
export const peopled = async (
	forest: Forest,
	people: Readonly<Record<string, string | null>>,
	groups: Readonly<Record<string, readonly string[]>>,
): Promise<void> => {
	const user = ([name, upn]: readonly [string, string | null]) =>
		`dn: CN=${name},OU=People,@BASEDN@\nchangetype: add\nobjectClass: user\nsAMAccountName: ${name}\nuserAccountControl: 544\n${upn === null ? '' : `userPrincipalName: ${upn}\n`}`;
	const group = ([name, members]: readonly [string, readonly string[]]) =>
		`dn: CN=${name},OU=People,@BASEDN@\nchangetype: add\nobjectClass: group\nsAMAccountName: ${name}\ngroupType: -2147483640\n${members.map(member => `member: CN=${member},OU=People,@BASEDN@\n`).join('')}`;
	await forest.ldif([...Object.entries(people).map(user), ...Object.entries(groups).map(group)].join('\n'), {relax: true});
};
