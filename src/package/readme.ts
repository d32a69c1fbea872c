import {outline} from '../../steps/outline.ts';
import {numberWord} from '../guide/outline.ts';
import {wrapped} from '../report/wrapped.ts';
import {packageName, type Target} from './targets.ts';

/** Each text a paragraph of its own; what is typed is indented, and follows what was typed before it. */
const paragraphs = (texts: readonly string[]): readonly string[] =>
	texts.flatMap((text, at) => {
		const isTyped = text.startsWith('    ');
		return [...(isTyped && texts[at - 1]?.startsWith('    ') ? [] : ['']), ...(isTyped ? [text] : wrapped(text, '', 0))];
	});

const ofWindows = (name: string): readonly string[] => [
	'1. UNBLOCK, THEN UNPACK',
	'Windows marks what is downloaded, and unpacking copies the mark to every file. PowerShell then refuses the scripts (RemoteSigned), and what they would have read is not seen. So unblock the zip before you unpack it: right click, Properties, Unblock; or in PowerShell:',
	`    Unblock-File .\\${name}.zip`,
	'Where it was unpacked already: delete that folder, unblock the zip, unpack again. whfb doctor says whether the mark is there. Unpack to a disk of this computer: scripts on a network share may count as downloads, too.',
];

const hashOf = (name: string, target: Target): readonly string[] =>
	target === 'win-x64'
		? [
				`The file ${name}.zip.sha256 beside the zip, or whoever gave it to you, names its SHA-256. This prints the same one:`,
				`    Get-FileHash .\\${name}.zip`,
				'node.exe is the one that Node.js publishes, unchanged. Its signature names the OpenJS Foundation:',
				'    Get-AuthenticodeSignature .\\node.exe',
			]
		: [
				`The file ${name}.zip.sha256 beside the zip, or whoever gave it to you, names its SHA-256. This says OK:`,
				`    sha256sum --check ${name}.zip.sha256`,
				...(target === 'any'
					? []
					: [
							'node is the one that Node.js publishes, unchanged. It is packed by bzip2 in the zip: unzip 6, bsdtar, 7-Zip and python3 know it.',
						]),
			];

/** How the program is called in its own folder. */
const command = (target: Target): string => (target === 'win-x64' ? '.\\whfb.cmd' : './whfb');

const start = (target: Target): readonly string[] => [
	target === 'any'
		? 'It needs Node 24 or newer on PATH. On Windows write .\\whfb.cmd for ./whfb. The file that ends with .tgz can be installed instead, and fetches nothing: npm install --global FILE.tgz; then it is whfb.'
		: 'Everything is in this folder, Node too. Nothing is installed, no rights of an administrator are needed, and the folder may be read-only. Open a terminal in it.',
	`    ${command(target)} --practice        practise first; nothing real is touched`,
	`    ${command(target)}                   the wizard`,
	`    ${command(target)} check --help      the same without a screen`,
	`    ${command(target)} doctor            what this computer can look at`,
	`Where a text says whfb, write ${command(target)} here, or put this folder on PATH.`,
	...(target === 'linux-x64' ? ['Directories are read with PowerShell 7 (pwsh), which has to be on PATH.'] : []),
];

/** The one page that goes with a package, for whoever has the package and nothing else. At most 80 columns. */
export const readme = (target: Target, version: string): string => {
	const name = packageName(target, version);
	const step = (at: number, what: string) => `${target === 'linux-x64' ? at - 1 : at}. ${what}`;
	const lines = [
		...wrapped(`whfb ${version}: ${outline.title}, in ${numberWord(outline.steps)} steps`, '', 0),
		...paragraphs([
			`It looks at ${outline.looksAt} at every step, and lets nobody pass while a hard condition does not hold. It reads. It never changes anything.`,
			...(target === 'linux-x64' ? [] : ofWindows(name)),
			step(2, 'IS IT WHAT WAS PUBLISHED?'),
			...hashOf(name, target),
			step(3, 'START'),
			...start(target),
			step(4, 'WHAT IT LEAVES'),
			'Sessions are files that you can read, under %LOCALAPPDATA%\\whfb\\sessions or ~/.local/state/whfb/sessions; --sessions DIR names another folder. Compiled code is kept in the cache folder of the user where there is one. To remove whfb, delete this folder and those.',
			'No telemetry and no update check. It contacts your domain controllers, and the sign-in and Graph of your tenant once you sign in. whfb plan lists every read before one is made.',
			'dist/whfb.cdx.json lists every part by others, and dist/THIRD-PARTY-NOTICES.txt holds their licences. SECURITY.md says how to report a hole.',
		]),
		'',
	];
	return lines.join(target === 'linux-x64' ? '\n' : '\r\n');
};
