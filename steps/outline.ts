import type {Outline} from '../src/guide/outline.ts';

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
		{id: 'connect-server', words: 'the Connect server', exported: 'a folder made by Get-ADSyncServerConfiguration', platform: 'win32'},
		{id: 'domain-controller', words: 'a domain controller', exported: null, platform: 'win32'},
		{id: 'client', words: 'a client computer', exported: null, platform: 'win32'},
	],
	practice: 'steps/practice',
};
