import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** What a name answers: objects as search-directory.ps1 gives them, or nothing that can be read. */
export type Answering = {
	/** Milliseconds before anything comes. */
	readonly delay?: number;
	/** To a question without queries, who is there: the pages, without the answer that ends them. */
	readonly describe: readonly unknown[];
	/** To queries: the same. */
	readonly pages: readonly unknown[];
};

/** A program in the place of PowerShell: it reads a request as host.ps1 does and gives what was prepared for the name that is asked. */
const program = `#!/bin/sh
read -r request
nonce=\${request#*\\"nonce\\":\\"}; nonce=\${nonce%%\\"*}
name=\${request#*\\"Directory\\":\\"}; name=\${name%%\\"*}
case "$request" in
*'"Queries":[]'*) kind=describe ;;
*) kind=pages ;;
esac
prepared="\${0%/*}/$name"
read -r delay < "$prepared.delay" && sleep "$delay"
exec sed "s/NONCE/$nonce/" "$prepared.$kind"
`;

const frame = (kind: 'page' | 'answer', number: number, value: unknown): string => {
	const json = JSON.stringify(value).replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
	return `WHFB-BEGIN NONCE ${kind} ${number} ${json.length} -\n${json}\nWHFB-END NONCE ${number}\n`;
};

// Without a hash, as host.ps1 answers where it is constrained.
const answer = (number: number, facts: unknown, pages: number): string =>
	frame('answer', number, {
		format: 'whfb-answer',
		version: 1,
		outcome: 'facts',
		facts,
		pages,
		error: null,
		computer: 'STAND-IN',
		account: 'LAB\\reader',
		at: '2026-11-22T09:00:00.0000000Z',
		powershell: '5.1',
		edition: 'Desktop',
		language: 'ConstrainedLanguage',
	});

/** The pages one after the other, and the answer that ends them; nothing at all where there are none. */
const inPages = (pages: readonly unknown[]): string =>
	pages.length === 0
		? ''
		: `${pages.map((page, at) => frame('page', at + 1, page)).join('')}${answer(pages.length + 1, null, pages.length)}`;

/** A folder with that program in it; `prepare` says what each name answers from now on. A name that was not prepared gives nothing. */
export const standIn = async () => {
	const folder = await mkdtemp(join(tmpdir(), 'whfb-stand-in-'));
	const path = join(folder, 'powershell');
	await writeFile(path, program);
	await chmod(path, 0o755);
	return {
		path,
		prepare: async (names: Readonly<Record<string, Answering>>): Promise<void> => {
			await Promise.all(
				Object.entries(names).flatMap(([name, {delay = 0, describe, pages}]) => {
					const to = (kind: string, text: string) => writeFile(join(folder, `${name}.${kind}`), text);
					return [to('delay', `${delay / 1000}\n`), to('describe', inPages(describe)), to('pages', inPages(pages))];
				}),
			);
		},
		remove: () => rm(folder, {recursive: true, force: true}),
	};
};
