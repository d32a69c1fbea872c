import {onPath, parser} from './lab/powershell.ts';

/** Before the first test: a PowerShell is installed and compiled once for each user, which takes longer than a test may. */
export const setup = async (): Promise<void> => {
	if (onPath('dotnet') !== null) {
		// Where it cannot be installed, the tests that need it say so.
		await parser().catch(() => undefined);
	}
};
