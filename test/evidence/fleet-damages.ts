import {type ClientFile, clientFile} from './fleet-files.ts';

const changed = (text: string, from: string | RegExp, to: string): string => {
	const next = text.replace(from, to);
	if (next === text) {
		throw new Error(`The file has no ${from}, so nothing was damaged.`);
	}

	return next;
};

/** What may become of a client's file on its way, or be wrong with it from the first: 20 ways, none of which may be counted. */
export const fileDamages: readonly {readonly name: string; readonly of: (client: ClientFile) => string}[] = [
	{name: 'is cut off in the middle', of: client => clientFile(client).slice(0, 2_000)},
	{name: 'lacks its last line', of: client => changed(clientFile(client), /"end": .*\n\}\n$/, '')},
	{name: 'lacks its first half', of: client => clientFile(client).slice(2_000)},
	{name: 'is empty', of: () => ''},
	{name: 'holds line breaks alone', of: () => '\r\n\r\n'},
	{name: 'holds zeros alone', of: client => '\0'.repeat(clientFile(client).length)},
	{name: 'says YES where the client said NO', of: client => changed(clientFile(client), 'DomainJoined : YES', 'DomainJoined : NO')},
	{name: 'is of another length than it says', of: client => changed(clientFile(client), /"length": \d+/, '"length": 12')},
	{name: 'ends with the number of another script', of: client => changed(clientFile(client), /"end": "\w+"/, `"end": "${'f'.repeat(32)}"`)},
	{name: 'names another computer', of: client => changed(clientFile(client), /"computer":"[^"]+"/, '"computer":"EVIL"')},
	{name: 'is of the script for another place', of: client => clientFile(client, {place: 'domain-controller'})},
	{name: 'is of the script for a place that there is not', of: client => clientFile(client, {place: 'printer'})},
	{name: 'is of a script that no release shipped', of: client => clientFile(client, {sha256: 'ab'.repeat(32)})},
	{name: 'is of a later version', of: client => changed(clientFile(client), '"version": 1', '"version": 2')},
	{name: 'holds two runs', of: client => clientFile(client) + clientFile({...client, at: '2026-11-22T08:31:00.000Z'})},
	{name: 'has no hash', of: client => changed(clientFile(client), /"sha256": "\w+"/, '"sha256": null')},
	{name: 'holds no report of dsregcmd', of: client => clientFile(client, {answers: {dsregcmd: {text: 'Access is denied.', exit: 5}}})},
	{name: 'speaks of another computer', of: client => clientFile(client, {computer: 'OTHER-PC'})},
	{name: 'is the log of another program', of: () => '2026-11-22 08:00:00 INFO logon script started\r\n'},
	{name: 'is the JSON of another program', of: () => '{"computer": "PC1", "hello": true}\n'},
];
