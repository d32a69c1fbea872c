import type {DirectoryAnswer, Entry} from '../guide/answer.ts';
import {foldAscii} from '../guide/fold.ts';

/** The folder of one policy: the DNS name of its domain, and its id in braces. */
type SysvolFolder = {readonly domain: string; readonly id: string};

/** What is read, and what is not because it lies elsewhere. */
export type SysvolFolders = {
	readonly folders: readonly SysvolFolder[];
	readonly elsewhere: readonly {readonly dn: string; readonly path: string}[];
};

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const dnsName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, 'i');
const policyFolder = /^\\\\([^\\]+)\\sysvol\\([^\\]+)\\policies\\(\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})\\?$/i;

const folderOf = ({dn, attributes}: Entry, attribute: string, domain: string): SysvolFolder | null => {
	const values = attributes[attribute] ?? [];
	const [, host, share, id] = policyFolder.exec(values.length === 1 ? (values[0] ?? '') : '') ?? [];
	const isOwn = (name: string | undefined) => name !== undefined && foldAscii(name) === foldAscii(domain);
	const isNamed = id !== undefined && foldAscii(dn).startsWith(`cn=${foldAscii(id)},`);
	return isOwn(host) && isOwn(share) && isNamed && dnsName.test(domain) ? {domain, id} : null;
};

/**
 * The folders that an answer names, as far as each is that of the very object in SYSVOL of its own domain. The path is data of the directory: whoever
 * may write it could otherwise send the reader, and with it a sign-in, to a server of theirs.
 */
export const sysvolFolders = ({forests}: DirectoryAnswer, attribute: string): SysvolFolders => {
	const read = forests.flatMap(forest =>
		forest.answered
			? forest.readings.flatMap(reading => {
					const domain = forest.domains.find(({namingContext}) => foldAscii(namingContext) === foldAscii(reading.namingContext))?.name;
					return 'entries' in reading && domain !== undefined
						? reading.entries.map(entry => ({entry, folder: folderOf(entry, attribute, domain)}))
						: [];
				})
			: [],
	);
	return {
		folders: read.flatMap(({folder}) => folder ?? []),
		elsewhere: read.flatMap(({entry: {dn, attributes}, folder}) =>
			folder === null ? [{dn, path: (attributes[attribute] ?? []).join(' ')}] : [],
		),
	};
};
