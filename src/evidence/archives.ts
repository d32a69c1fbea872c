import {quoted} from '../guide/untrusted.ts';
import type {Opened} from './opened.ts';

/** Archives that are told to be unpacked, by the end of a name and by their first bytes as text. */
const archives: readonly {readonly name: RegExp; readonly mark: RegExp; readonly what: string}[] = [
	{name: /\.zip$/i, mark: /^PK[\u0003\u0005]/, what: 'a zip archive'},
	{name: /\.7z$/i, mark: /^7z\ufffd\ufffd'/, what: 'a 7z archive'},
	{name: /\.rar$/i, mark: /^Rar!/, what: 'a rar archive'},
	{name: /\.cab$/i, mark: /^MSCF\0/, what: 'a cab archive'},
	{name: /\.(tgz|tar\.gz|gz)$/i, mark: /^\u001f\ufffd/, what: 'a gz archive'},
	{name: /\.tar$/i, mark: /^.{257}ustar/s, what: 'a tar archive'},
];

/** What to do with an archive that is not read where it lies, in a folder or in another archive; null where there is none. */
export const archiveIn = ({files, isFolder}: Opened, isUnpacked: boolean): string | null => {
	for (const {path, text} of files) {
		const found = archives.find(({name, mark}) => (isFolder ? name.test(path) : mark.test(text().slice(0, 300))));
		if (found !== undefined) {
			return isFolder || isUnpacked
				? `It holds ${found.what}, ${quoted(path)}, and nothing else that whfb can use. Unpack it and import the folder, or name the archive itself.`
				: `It is ${found.what}. Unpack it, and import the folder.`;
		}
	}

	return null;
};

/** That nothing was found, and where nobody looked. */
export const nothingIn = ({passedBy, isFolder}: Opened): string =>
	isFolder && passedBy.some(({why}) => why === 'deeper')
		? 'It holds nothing that whfb can use in its first four levels of folders; what lies deeper was not looked at.'
		: 'It is nothing that whfb can use.';
