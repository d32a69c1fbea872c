import {authorityOrigin, type CloudName, type Variables} from './clouds.ts';
import type {SignInMethod} from './sign-in-methods.ts';

type Local = {readonly asked: string; readonly told: readonly (readonly [says: RegExp, words: string])[]; readonly otherwise: string};

/** The ways that ask something of this computer: what the library says of a failure, and what that means. Its own words are never shown. */
export const onThisComputer: Partial<Readonly<Record<SignInMethod, Local>>> = {
	cli: {
		asked: 'The Azure CLI',
		told: [
			[/claims challenge/, 'Entra ID wants a new sign-in of the Azure CLI: run az logout, then az login, and look again.'],
			[/could not be found/, 'The Azure CLI is not here: there is no az on PATH. Sign in another way, or install it and run az login.'],
			[/az login/, 'Nobody is signed in to the Azure CLI. Run az login, then look again.'],
		],
		otherwise:
			'The Azure CLI was asked for a token and gave none. az account get-access-token says why; az login may mend it. Then look again.',
	},
	powershell: {
		asked: 'Az PowerShell',
		told: [
			[
				/claims challenge/,
				'Entra ID wants a new sign-in of Az PowerShell: run Disconnect-AzAccount, then Connect-AzAccount, and look again.',
			],
			[/Unable to execute PowerShell/, 'No PowerShell could be started. Sign in another way, or install PowerShell and start whfb again.'],
			[
				/not installed/,
				'PowerShell has no module Az.Accounts. Sign in another way, or run Install-Module Az.Accounts and Connect-AzAccount.',
			],
			[/Connect-AzAccount/, 'Nobody is signed in to Az PowerShell. Run Connect-AzAccount, then look again.'],
		],
		otherwise:
			'Az PowerShell was asked for a token and gave none. Get-AzAccessToken says why; Connect-AzAccount may mend it. Then look again.',
	},
	'managed-identity': {
		asked: 'The managed identity of this computer',
		told: [
			[
				/network_error/,
				'Nothing answers where a managed identity is asked: this computer is no machine of Azure, or has none. Sign in another way.',
			],
		],
		otherwise:
			'The managed identity was asked for a token and gave none: this computer has none, or not the one that --client-id names. Whoever runs this machine in Azure can assign one.',
	},
};

/** Who it is that a way asks for a token. */
export const askedForAToken = ({
	way,
	cloud,
	env,
}: {
	readonly way: SignInMethod;
	readonly cloud: CloudName;
	readonly env: Variables;
}): string => onThisComputer[way]?.asked ?? new URL(authorityOrigin(cloud, env)).host;
