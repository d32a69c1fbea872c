import type {Outline} from '../src/guide/outline.ts';

const elevated = 'an elevated window of Windows PowerShell 5.1 (Run as administrator), not in PowerShell 7';

/** What this guide says of itself before it is loaded. Nothing may be imported here but types: the first frame waits for it. */
export const outline: Outline = {
	title: 'Windows Hello for Business, hybrid key trust',
	abbreviations: {'Windows Hello for Business': 'WHfB'},
	looksAt: 'your directory, your Connect server and your tenant',
	needs: [
		'an Enterprise Admin (step 2, if the schema is old)',
		'a local administrator of the Connect server (step 4)',
		'a Hybrid Identity Administrator of the tenant (steps 4 and 5)',
	],
	deployed: 'Windows Hello for Business',
	brings: {
		long: ['a Connect export folder made by Get-ADSyncServerConfiguration', 'a saved dsregcmd /status'],
		short: 'a Connect export, a saved dsregcmd or Graph answer',
	},
	steps: 7,
	gates: [
		{id: 'schema-before-connect', long: 'schema before Connect', short: 'schema', check: 'key-write-back'},
		{id: 'verified-upn-domain', long: 'verified UPN domain', short: 'UPN domain', check: 'verified-upn'},
	],
	places: [
		{
			id: 'connect-server',
			words: 'the Connect server',
			exported: 'a folder made by Get-ADSyncServerConfiguration',
			window: elevated,
			platform: 'win32',
		},
		{id: 'domain-controller', words: 'a domain controller', exported: null, window: elevated, platform: 'win32', pilot: 'pilotController'},
		{
			id: 'client',
			words: 'a client computer',
			exported: null,
			window: 'the window of the user who is looked at, not elevated',
			platform: 'win32',
			pilot: 'pilotClient',
		},
	],
	roles: [
		{id: 'schema-admin', words: 'a member of Schema Admins', who: /Schema Admin/},
		{
			id: 'domain-admin',
			place: 'domain-controller',
			words: 'a Domain Admin, or an Enterprise Admin',
			who: /(?<!Enterprise Admins and )Domain Admin|(?<!Schema Admins, )Enterprise Admin(?! who runs)|domain controller|runs (?:the domain|Active Directory|sites)|Active Directory sites|of the forest(?! root)/i,
		},
		{
			id: 'connect',
			place: 'connect-server',
			words: 'an administrator of the Connect server',
			who: /Connect|ADSync|synchronisation|administrator of (?:the server|both servers|the staging server|each of the servers|the old server|that computer)|runs the machines/i,
		},
		{
			id: 'certification-authority',
			words: 'whoever runs the certification authority',
			who: /certification authority|the authority|keeps the root|enrolment/i,
		},
		{id: 'group-policy', words: 'whoever runs Group Policy or Intune', policies: true, who: /Group Policy|MDM|that policy|Intune/i},
		{id: 'dns', words: 'whoever runs DNS', who: /DNS/},
		{
			id: 'entra',
			words: 'an administrator of Entra ID',
			who: /Global|Billing|Conditional Access|Security Admin|tenant|Authentication|Cloud Device|Domain Name Admin|Reports Reader|Privileged|(?<!who is (?:an? )?)Hybrid Identity|federation service|sign-in for|owns sign-in/i,
		},
		{
			id: 'clients',
			place: 'client',
			words: 'whoever runs the clients, with the pilot user',
			who: /client|pilot|(?:^|[;,] (?:and |with )?)(?:the|each|any) users?\b|anybody with a key/i,
		},
		{id: 'network', words: 'whoever runs the network', who: /network|proxy|any domain user/i},
		{
			id: 'owner',
			words: 'whoever leads the deployment',
			who: /You\b|looks next|runs whfb|can say so|owns the|leads|brought|runs the look|this computer|table names|question names|manages the group/i,
		},
	],
	practice: 'steps/practice',
};
