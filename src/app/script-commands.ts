import {readFileSync} from 'node:fs';
import {inPackage} from '../package-root.ts';

/** What a script of ours says beside its code: help and remarks. */
const remarks = /<#[\s\S]*?#>|^\s*#.*$/gm;

/** The cmdlets and programs that a shipped script calls, each once and in order; its own functions are none. Reads the text and runs nothing. */
export const commandsIn = (script: string): readonly string[] => {
	const text = readFileSync(inPackage(...script.split('/')), 'latin1').replace(remarks, '');
	const own = [...text.matchAll(/^\s*function ([A-Za-z-]+)/gm)].map(([, name]) => name);
	const called = [...text.matchAll(/(?<![\w'"$.-])[A-Z][A-Za-z]+-[A-Z][A-Za-z]+(?![\w'-])/g)].map(([name]) => name);
	const programs = [...text.matchAll(/\\([\w-]+\.exe)"/g)].flatMap(([, name]) => name ?? []);
	return [...new Set([...called.filter(name => !own.includes(name)), ...programs])].toSorted();
};
