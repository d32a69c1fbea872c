import {delimiter, join} from 'node:path';
import {windowsFolder} from '../child-processes/program-folders.ts';
import {variablesFor} from '../child-processes/variables.ts';

/** What a PowerShell finds in its environment; `mark` is by what it is found again. */
export const scriptVariables = (mark: readonly [string, string]): Record<string, string> => ({
	// PowerShell 7 lives for a second here: measuring itself, compiling what it has compiled once more within half a minute, and tidying
	// memory, of which a page of a directory is no large piece, would never pay. The numbers are hexadecimal. Whoever set these keeps them.
	DOTNET_TieredPGO: '0',
	DOTNET_TC_CallCountingDelayMs: '7530',
	DOTNET_GCgen0size: '4000000',
	DOTNET_GCLOHThreshold: '1000000',
	...variablesFor('powershell'),
	...(process.platform === 'win32' ? {PATH: [join(windowsFolder(), 'System32'), windowsFolder()].join(delimiter)} : {}),
	NO_COLOR: '1',
	TERM: 'dumb',
	POWERSHELL_TELEMETRY_OPTOUT: '1',
	POWERSHELL_UPDATECHECK: 'Off',
	[mark[0]]: mark[1],
});
