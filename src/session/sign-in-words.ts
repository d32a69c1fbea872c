import type {SignInWay} from './workspace.ts';

type Words = {readonly name: string; readonly about: string; readonly verb: string; readonly asking: string};

/** What each way is called, what it needs, what Enter says, and what is said while it runs. */
export const wayWords: Readonly<Record<SignInWay, Words>> = {
	browser: {
		name: 'The browser',
		about: 'of this computer; most policies allow it',
		verb: 'use the browser of this computer',
		asking: 'The browser of this computer shows the page of Entra ID: sign in there.',
	},
	cli: {
		name: 'The Azure CLI',
		about: 'the sign-in of az on this computer, where there is one',
		verb: 'use the sign-in of the Azure CLI',
		asking: 'The Azure CLI is asked for its sign-in.',
	},
	powershell: {
		name: 'Az PowerShell',
		about: 'the sign-in of Connect-AzAccount on this computer, where there is one',
		verb: 'use the sign-in of Az PowerShell',
		asking: 'Az PowerShell is asked for its sign-in.',
	},
	'device-code': {
		name: 'A code',
		about: 'typed on any computer or phone; some organisations do not allow it',
		verb: 'get a code to type elsewhere',
		asking: 'Entra ID is asked for a code.',
	},
	certificate: {
		name: 'A certificate',
		about: 'of the app registration named by --client-id',
		verb: 'sign in with the certificate',
		asking: 'Entra ID is shown the certificate.',
	},
	'managed-identity': {
		name: 'Managed identity',
		about: 'of this computer',
		verb: 'use the managed identity',
		asking: 'The managed identity of this computer is asked.',
	},
	token: {
		name: 'A token',
		about: 'the one in WHFB_GRAPH_TOKEN; it cannot be renewed',
		verb: 'use the token of WHFB_GRAPH_TOKEN',
		asking: 'Graph is asked whose token this is.',
	},
	none: {
		name: 'No sign-in',
		about: 'what needs the tenant stays not seen; a saved answer can be brought in later',
		verb: 'go on without signing in',
		asking: '',
	},
};
