/** Runs in Node for Windows: scripts of ours through the module that runs them, in a PowerShell for Windows and in one that is not there. `scripts.ts REQUEST RESULT` */
import {readFileSync, writeFileSync} from 'node:fs';
import {inPackage} from '../../src/package-root.ts';
import {runScript} from '../../src/powershell/powershell.ts';

/** A script of the package, and the PowerShell to run it in. */
export type ScriptRequest = {readonly script: string; readonly shell: string};

const [request = '', result = ''] = process.argv.slice(2);
const answers: unknown[] = [];
for (const {script, shell} of JSON.parse(readFileSync(request, 'utf8')) as readonly ScriptRequest[]) {
	answers.push(await runScript({path: shell}, {script: inPackage(...script.split('/')), parameters: {}, deadline: 90_000}));
}

writeFileSync(result, JSON.stringify(answers));
process.exit(0);
