import {globSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import type {CasesFor} from '../src/guide/cases.ts';
import type {Needs} from '../src/guide/check.ts';
import {inPackage} from '../src/package-root.ts';

type CaseFile = CasesFor<Needs> & {
	/** `steps/<step>/<check>.cases.ts` */
	readonly path: string;
};

const tried = await Promise.all(
	globSync('steps/**/*.cases.ts', {cwd: inPackage()})
		.map(path => path.replaceAll('\\', '/'))
		.sort()
		.map(async (path): Promise<CaseFile | string> => {
			try {
				return {path, ...(await import(pathToFileURL(inPackage(path)).href)).default};
			} catch (error) {
				return `${path} cannot be loaded: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
			}
		}),
);

/** The worked examples of every check. */
export const caseFiles: readonly CaseFile[] = tried.filter(one => typeof one !== 'string');

/** A sentence for each file of examples that cannot be loaded; one such file takes no other with it. */
export const brokenCaseFiles: readonly string[] = tried.filter(one => typeof one === 'string');
