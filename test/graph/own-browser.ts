import {chmod, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {onTestFinished, vi} from 'vitest';
import {pathWithout} from '../journeys/path-without.ts';

/** What the page of a sign-in does in a browser: it reads the form and sends it. */
export const sendsTheForm =
	"const {action, fields} = await (await fetch(process.argv[2])).json(); await fetch(action, {method: 'POST', body: new URLSearchParams(fields)});";

/** Makes a script the browser of this test, whatever the machine has: what asks a desktop for its browser would find the machine's. */
export const browserOf = async (folder: string, script: string, caFile: string): Promise<void> => {
	const file = join(folder, 'browser.mjs');
	await writeFile(file, `#!${process.execPath}\n${script}`);
	await chmod(file, 0o755);
	vi.stubEnv('BROWSER', file);
	vi.stubEnv('NODE_EXTRA_CA_CERTS', caFile);
	vi.stubEnv('XDG_CURRENT_DESKTOP', '');
	vi.stubEnv('DISPLAY', ':0');
	const {PATH: before = ''} = process.env;
	const {path, remove} = pathWithout('xdg-mime');
	vi.stubEnv('PATH', path);
	onTestFinished(() => {
		vi.stubEnv('PATH', before);
		remove();
	});
};
