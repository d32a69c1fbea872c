import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {parser} from '../lab/powershell.ts';

type Placed = {readonly line: number};
type Named = Placed & {readonly name: string};

export type Command = Placed & {
	/** null where it is worked out as the script runs. */
	readonly name: string | null;
	readonly text: string;
	readonly operator: string;
	readonly parameters: readonly string[];
	readonly arguments: readonly string[];
};

/** What one script holds, as parse.ps1 says it. */
export type Script = {
	readonly file: string;
	readonly errors: readonly (Placed & {readonly message: string})[];
	readonly commands: readonly Command[];
	readonly functions: readonly Named[];
	readonly types: readonly (Named & {readonly use: 'expression' | 'constraint' | 'attribute'})[];
	readonly members: readonly (Placed & {
		readonly name: string | null;
		readonly on: string | null;
		readonly static: boolean;
		readonly call: boolean;
	})[];
	readonly redirections: readonly (Placed & {readonly text: string})[];
	readonly assignments: readonly (Placed & {readonly left: string})[];
	readonly scriptAttributes: readonly string[];
	readonly help: {readonly synopsis: string | null; readonly description: string | null; readonly notes: string | null} | null;
	/** What Windows PowerShell 5.1 cannot read or does not know, in words. */
	readonly modern: readonly (Placed & {readonly what: string})[];
};

/** What scripts hold, as the parser of PowerShell 7 reads them, in their order. Paths are absolute or from `cwd`. */
export const parsed = async (files: readonly string[], cwd?: string): Promise<readonly Script[]> => {
	const {stdout} = await promisify(execFile)(
		await parser(),
		['-NoLogo', '-NoProfile', '-NonInteractive', '-File', join(import.meta.dirname, 'parse.ps1'), ...files],
		{maxBuffer: 1 << 26, ...(cwd === undefined ? {} : {cwd})},
	);
	return JSON.parse(stdout);
};
