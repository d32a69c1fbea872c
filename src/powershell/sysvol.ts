import {z} from 'zod';
import {type Answer, type DirectoryAnswer, type Unobserved, unobserved} from '../guide/answer.ts';
import type {DirectoryQuery, SysvolQuery} from '../guide/query.ts';
import {inPackage} from '../package-root.ts';
import {runScript} from './powershell.ts';
import type {Shell} from './shell.ts';
import {sysvolFolders} from './sysvol-folders.ts';

/** What is read of one file, or why it was not; the script says what each state means. */
const fileStates = ['read', 'absent', 'missing', 'refused', 'unreachable', 'large', 'failed'] as const;

const folderAnswer = z.strictObject({
	domain: z.string(),
	id: z.string(),
	files: z.array(z.strictObject({file: z.string(), state: z.enum(fileStates), bytes: z.base64().nullable()})),
});

/** How SYSVOL is read from here. */
export type SysvolOptions = {
	readonly shell: () => Promise<Shell | Unobserved>;
	readonly directory: (query: DirectoryQuery) => Promise<Answer>;
	readonly platform: NodeJS.Platform;
	/** Milliseconds for all files together. */
	readonly deadline?: number;
	/** A local folder in place of the network: for tests alone. */
	readonly root?: string;
	readonly signal?: AbortSignal;
};

/** A large estate has thousands of policies, and each takes a few round trips. */
const patience = 5 * 60_000;

/** Asks the directory for folders in SYSVOL, and reads files in them as whoever is signed in, which only Windows can. */
export const askSysvol = async (
	{folders: query, attribute, files}: SysvolQuery,
	{shell, directory, platform, deadline = patience, root = '', signal}: SysvolOptions,
): Promise<Answer> => {
	if (platform !== 'win32' && root === '') {
		return unobserved(
			'no-runner',
			'SYSVOL is read over SMB as whoever is signed in, which only Windows does: start whfb on a Windows computer of the domain.',
		);
	}

	const asked = await directory(query);
	if (asked.kind === 'unobserved') {
		return asked;
	}

	const found = await shell();
	if ('kind' in found) {
		return found;
	}

	const {folders, elsewhere} = sysvolFolders(asked.facts as DirectoryAnswer, attribute);
	const pages: unknown[] = [];
	const ran = await runScript(found, {
		script: inPackage('src', 'powershell', 'read-sysvol.ps1'),
		parameters: {Folders: folders, Files: files, ...(root === '' ? {} : {Root: root})},
		deadline,
		onPage: page => void pages.push(page),
		...(signal === undefined ? {} : {signal}),
	});
	if (ran.kind === 'unobserved') {
		return ran;
	}

	const read = z.array(folderAnswer).safeParse(pages);
	return read.success
		? {kind: 'facts', facts: {directory: asked.facts, elsewhere, folders: read.data}, source: 'live', takenAt: ran.at, from: ran.computer}
		: unobserved('malformed', 'read-sysvol.ps1 gave what is no answer of it.');
};
