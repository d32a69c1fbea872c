import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import type {z} from 'zod';
import {checkDocumentSchema} from '../../src/report/check-schema.ts';
import {built, programFile} from '../journeys/built.ts';
import type {LocalGraph} from '../lab/graph.ts';
import type {Credentials} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';

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
	await built();
	const {WHFB_GRAPH_TOKEN: _token, WHFB_GRAPH_ORIGIN: _origin, ...inherited} = process.env;
	const child = spawn(process.execPath, [programFile, ...args], {
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
