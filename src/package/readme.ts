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
	'Windows marks what is downloaded, and unpacking copies the mark to every file. PowerShell then refuses the scripts (RemoteSigned), and what they would have read is not seen. Before you unpack: right click on the zip, Properties, Unblock; or in PowerShell:',
	`    Unblock-File .\\${name}.zip`,
	'Where it was unpacked already: delete that folder, unblock the zip, unpack again. doctor says whether the mark is there. Unpack to a disk of this computer: scripts on a network share may count as downloads, too.',
];

const hashOf = (name: string, target: Target): readonly string[] =>
	target === 'win-x64'
		? [
				`This prints the SHA-256 that stands in ${name}.zip.sha256, and that OpenJS Foundation has signed node.exe, which is as Node.js publishes it:`,
				`    Get-FileHash ..\\${name}.zip`,
				'    Get-AuthenticodeSignature .\\node.exe',
			]
		: [
				`The file ${name}.zip.sha256 beside the zip, or whoever gave it to you, names its SHA-256. This says OK:`,
				`    sha256sum --check ${name}.zip.sha256`,
				...(target === 'any'
					? []
					: ['node is the one that Node.js publishes, unchanged. It is packed by bzip2 in the zip, which unzip 6, bsdtar and 7-Zip know.']),
			];

/** How the program is called in its own folder. */
const command = (target: Target): string => (target === 'win-x64' ? '.\\whfb.cmd' : './whfb');

const start = (target: Target): readonly string[] => [
	target === 'any'
		? 'It needs Node 24 or newer on PATH. On Windows write .\\whfb.cmd for ./whfb. Or install the file that ends with .tgz, which fetches nothing: npm install --global FILE.tgz.'
		: 'Everything is in this folder, Node too. Nothing is installed, no administrator is needed, and it may be read-only. In a terminal, in this folder:',
	`    ${command(target)} --practice     practise first; nothing real is touched`,
	`    ${command(target)}                the wizard`,
	`    ${command(target)} --help         every command; COMMAND --help tells more`,
	target === 'linux-x64'
		? 'Directories are read with PowerShell 7 (pwsh) on PATH, as whoever has a Kerberos ticket (kinit). Without them, carry scripts as below, or use Windows.'
		: `In PowerShell write a name with & in it as '"R&D"': cmd.exe reads it too.`,
];

const look = (target: Target): readonly string[] => [
	'Without the wizard, as any user of the domain; NAME is a session of yours:',
	`    ${command(target)} doctor`,
	`    ${command(target)} check --directory DOMAIN --scope-group GROUP --session NAME`,
	`    ${command(target)} report NAME --format html --out report.html`,
	'A gate stays shut for what is not seen. The end of check lists who can give it: a machine, to which you carry a script, and whose file you bring back; or the tenant, where you sign in from here or with a code on another computer.',
	`    ${command(target)} collector --place ${outline.places.find(({exported}) => exported !== null)?.id ?? 'PLACE'} --out look.ps1`,
	`    ${command(target)} import answer.json --session NAME`,
	`    ${command(target)} check --session NAME --sign-in device-code`,
];

const windows = '%LOCALAPPDATA%\\whfb\\sessions';
const unix = '~/.local/state/whfb/sessions';
const sessions: Readonly<Record<Target, string>> = {'win-x64': windows, 'linux-x64': unix, any: `${windows} or ${unix}`};

/** The one page that goes with a package, for whoever has the package and nothing else. At most 80 columns. */
export const readme = (target: Target, version: string): string => {
	const name = packageName(target, version);
	const step = (at: number, what: string) => `${target === 'linux-x64' ? at - 1 : at}. ${what}`;
	const lines = [
		...wrapped(`whfb ${version}: ${outline.title}, in ${numberWord(outline.steps)} steps`, '', 0),
		...paragraphs([
			`It looks at ${outline.looksAt} at every step, and lets nobody pass while a hard condition does not hold. It only reads.`,
			...(target === 'linux-x64' ? [] : ofWindows(name)),
			step(2, 'IS IT WHAT WAS PUBLISHED?'),
			...hashOf(name, target),
			step(3, 'START'),
			...start(target),
			step(4, 'A FIRST LOOK'),
			...look(target),
			step(5, 'WHAT IT LEAVES'),
			`Sessions are files that you can read, under ${sessions[target]}; --sessions DIR names another folder. Compiled code is kept in the cache folder of the user where there is one. To remove whfb, delete this folder and those.`,
			'No telemetry, no update check. It contacts your domain controllers and, once you sign in, sign-in and Graph of your tenant. plan lists every read before one is made. Parts by others, and their licences: dist/whfb.cdx.json, dist/THIRD-PARTY-NOTICES.txt. How to report a hole: SECURITY.md.',
		]),
		'',
	];
	return lines.join(target === 'linux-x64' ? '\n' : '\r\n');
};
