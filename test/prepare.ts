import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {onPath, parser, whyNotCompiled} from './lab/powershell.ts';

/** Before the first test: a PowerShell is installed and compiled once for each user, which takes longer than a test may. */
export const setup = async (): Promise<void> => {
	if (onPath('dotnet') !== null) {
		// Where it cannot be installed, the tests that need it say so.
		const why = await parser()
			.then(
				path => readFileSync(join(dirname(path), whyNotCompiled), 'utf8'),
				() => '',
			)
			.catch(() => '');
		process.stderr.write(why === '' ? '' : `PowerShell is not compiled for this computer, and starts in twice the time: ${why}\n`);
	}
};
