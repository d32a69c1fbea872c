import {execFileSync} from 'node:child_process';
import {copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {evidenceFrom} from '../../src/app/importing.ts';
import {CannotStart} from '../../src/cannot-start.ts';
import {reading} from '../../src/evidence/file-errors.ts';
import {openedFrom} from '../../src/evidence/opened.ts';
import {ownFolder} from '../../src/evidence/own-folder.ts';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import {openZip} from '../../src/evidence/zip.ts';
import {emptySession} from '../../src/session/session.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {connectPolicy} from '../../steps/04-directory-synchronization/connect-export/connect-policy.ts';
import {guide} from '../../steps/guide.ts';
import {outline} from '../../steps/outline.ts';
import {domains, graphCollectors} from './graph-samples.ts';
import {type ImportParts, importEvidence} from './import-evidence.ts';
import {exported, folder, inboundRule, collectors as ofConnect, pilot} from './pilot.ts';
import {entriesOf, type Packed, savedZip, zipOf} from './zip-builder.ts';

const collectors = [...ofConnect, ...graphCollectors.slice(2)];
const parts: ImportParts = {
	importers: [connectExport, connectPolicy, savedGraph(collectors, 'graph.microsoft.com')],
	collectors,
	places: outline.places,
	identity: {forests: [], tenant: null},
	evidence: [],
	taken: null,
	now: '2026-11-26T12:00:00Z',
};

/** What `import` takes of a path, as the command does. */
const taken = async (path: string) => {
	const brought = importEvidence(path, {...parts, unpacked: await openZip(path)});
	if (brought.kind !== 'taken') {
		throw new Error('That was a session.');
	}

	return brought;
};
/** What `import` says of a path that it refuses; anything but a refusal is a defect. */
const refusal = async (path: string): Promise<string> => {
	try {
		const {sentence} = await taken(path);
		throw new Error(`It was taken: ${sentence}`);
	} catch (error) {
		if (!(error instanceof CannotStart)) {
			throw error;
		}

		return error.message;
	}
};

/** A new folder with the sample export in it, at some path. */
const above = (...paths: readonly string[]): string => {
	const root = folder();
	for (const path of paths) {
		cpSync(pilot, join(root, path), {recursive: true});
	}

	return root;
};

describe('a path that cannot be read', () => {
	it.each<[string, string]>([
		['ENOENT', 'There is nothing at "C:\\x". Name the file or the folder that was brought.'],
		['ENOTDIR', 'There is nothing at "C:\\x". Name the file or the folder that was brought.'],
		['EACCES', '"C:\\x" may not be read by whoever runs whfb. Copy it to a place where you may read it, and import it from there.'],
		['EPERM', '"C:\\x" may not be read by whoever runs whfb. Copy it to a place where you may read it, and import it from there.'],
		['ELOOP', '"C:\\x" is a link that leads in a circle. Name what the link is meant for.'],
		['ENAMETOOLONG', '"C:\\x" is a longer path than this computer takes. Copy what it names to a folder with a short path.'],
		['EISDIR', '"C:\\x" is a folder where a file is expected. Name the file or the folder that was brought.'],
		['EMFILE', 'This computer has too many files open to open one more. Close some programs, and import it again.'],
		[
			'EIO',
			'The disk or the share did not give "C:\\x" whole: it reports an error. Copy it to a disk of this computer, and import it from there.',
		],
		['EBUSY', '"C:\\x" is in use by another program. Close that program, and import it again.'],
		['EWHATEVER', '"C:\\x" cannot be read here (EWHATEVER). Copy it to a disk of this computer, and import it from there.'],
	])('is told in one sentence that names it and not the words of the system: %s', (code, sentence) => {
		const fails = () =>
			reading('C:\\x', () => {
				throw Object.assign(new Error(`${code}: something, open 'C:\\x'`), {code, errno: -1, syscall: 'open', path: 'C:\\x'});
			});
		expect(fails).toThrow(CannotStart);
		expect(fails).toThrow(sentence);
	});

	it('leaves a defect a defect', () => {
		expect(() => reading('x', () => JSON.parse('{'))).toThrow(SyntaxError);
	});

	it('is safe to show, in quotation marks, and not endless', async () => {
		expect(await refusal('a\u001b[2J\u202eb')).toBe('There is nothing at "a^[[2J<U+202E>b". Name the file or the folder that was brought.');
		expect(await refusal('say "a"')).toMatch(/^There is nothing at 'say "a"'\./);
		const long = await refusal(`/${'x'.repeat(5_000)}`);
		expect(long).toMatch(/is a longer path than this computer takes/);
		expect(long.length).toBeLessThan(400);
		expect(await refusal('a\0b')).toMatch(/^"a\^@b" is no path/);
		expect(await refusal('')).toBe('No path was named. Name the file or the folder that was brought.');
	});

	it('is told where links lead in a circle, or to nothing', async () => {
		const root = folder();
		symlinkSync('b', join(root, 'a'));
		symlinkSync('a', join(root, 'b'));
		symlinkSync('gone', join(root, 'c'));
		expect(await refusal(join(root, 'a'))).toMatch(/a" is a link that leads in a circle/);
		expect(await refusal(join(root, 'c'))).toMatch(/^There is nothing at ".*c"/);
	});

	it('is refused before a byte is read where it is a pipe, a socket or a device', async () => {
		const root = folder();
		const pipe = join(root, 'pipe');
		execFileSync('mkfifo', [pipe]);
		expect(await refusal(pipe)).toMatch(/pipe" is a pipe\. Name the file/);
		expect(await refusal('/dev/zero')).toMatch(/^"\/dev\/zero" is a device\. Name the file/);
		const socket = join(root, 'socket');
		const server = createServer();
		await new Promise<void>(settle => server.listen(socket, settle));
		expect(await refusal(socket)).toMatch(/socket" is a socket/);
		server.close();
		expect(await refusal(root)).toMatch(/"pipe" in it is a pipe or a device, so a part of it would be missed/);
	});

	it('is refused before it is read where it is huge', async () => {
		const file = join(folder(), 'huge.json');
		writeFileSync(file, '');
		truncateSync(file, 3 * 1024 * 1024 * 1024);
		const before = Date.now();
		expect(await refusal(file)).toMatch(/holds 1 file and 3072 MB, more than any evidence does/);
		expect(Date.now() - before).toBeLessThan(1_000);
	});

	it('is refused where a folder holds tens of thousands of files, without listing all of them', async () => {
		const root = folder();
		const source = join(root, 'x');
		writeFileSync(source, '');
		const many = join(root, 'many');
		mkdirSync(many);
		for (let at = 0; at < 20_000; at += 1) {
			writeFileSync(join(many, String(at)), '');
		}

		const before = Date.now();
		expect(await refusal(root)).toMatch(
			/holds more than 5000 files and folders, more than any evidence does\. Name the export's own folder/,
		);
		expect(Date.now() - before).toBeLessThan(2_000);
	}, 120_000);
});

describe('a folder above an export', () => {
	it.each(['', 'one', 'one/two', 'one/two/three'])('is looked through as deep as three levels: %j', async path => {
		const {evidence, sentence} = await taken(above(path));
		expect(evidence[0]).toMatchObject({collector: 'connect-server', answer: {facts: {rulesRead: 62}}});
		expect(sentence).toMatch(path === '' ? /62 rules\.$/ : new RegExp(`It was found in "${path}"\\.`));
	});

	it('is not looked through deeper, and says so', async () => {
		expect(await refusal(above('one/two/three/four'))).toMatch(
			/nothing that whfb can use in its first four levels of folders; what lies deeper was not looked at/,
		);
	});

	it('gives the same evidence as the folder itself, so that it is not taken twice', async () => {
		const {evidence} = await taken(pilot);
		const again = importEvidence(above('one/two'), {...parts, evidence});
		expect(again).toMatchObject({evidence: [], sentence: expect.stringMatching(/^This was brought before/)});
	});

	it('says how many other files in it were not read', async () => {
		const root = above('export');
		writeFileSync(join(root, 'notes.txt'), 'x');
		writeFileSync(join(root, 'domains.json'), JSON.stringify(domains));
		writeFileSync(join(root, 'desktop.ini'), 'x');
		expect((await taken(root)).sentence).toMatch(/It was found in "export"\. 2 other files beside it were not read\./);
	});

	it.each<[string, readonly string[], RegExp]>([
		[
			'beside each other',
			['one', 'two'],
			/holds 2 folders that are each a Connect export folder: "one" and "two"\. Name the one that is meant/,
		],
		['at different depths', ['one', 'two/three', 'two/four/five'], /holds 3 folders.*: "one", "two\/four\/five" and "two\/three"/],
		['one in the other', ['', 'old'], /holds 2 folders.*: the folder itself and "old"\..*put the others elsewhere first/],
	])('names them where it holds several, %s, and guesses none', async (_, paths, says) => {
		expect(await refusal(above(...paths))).toMatch(says);
	});

	it('counts half an export as one of several, and as one that is not whole', async () => {
		const root = above('one');
		mkdirSync(join(root, 'two', 'Connectors'), {recursive: true});
		copyFileSync(join(pilot, inboundRule), join(root, 'two', 'Connectors', 'x.xml'));
		expect(await refusal(root)).toMatch(/: "one" and "two"\./);
		expect(await refusal(join(root, 'two'))).toMatch(/not whole: it lacks GlobalSettings\/MV\.xml and SynchronizationRules/);
	});

	it('is refused where a part of the export is a link, a pipe, or lies in two folders of one name', async () => {
		const linked = exported({[inboundRule]: null});
		symlinkSync(join(pilot, inboundRule), join(linked, inboundRule));
		expect(await refusal(dirname(linked))).toMatch(/"SynchronizationRules\/SynchronizationRule_.*" in it is a link, which is not followed/);
		const piped = exported({[inboundRule]: null});
		execFileSync('mkfifo', [join(piped, inboundRule)]);
		expect(await refusal(dirname(piped))).toMatch(/is a pipe or a device, so a part of it would be missed/);
		const twice = exported();
		mkdirSync(join(twice, 'connectors'));
		copyFileSync(join(pilot, inboundRule), join(twice, 'connectors', 'x.xml'));
		expect(await refusal(twice)).toMatch(/holds the folder "(Connectors|connectors)" twice, in capital and small letters/);
	});

	it('is refused where a folder in it may not be read, because another export may lie there', () => {
		const text = readFileSync(join(pilot, inboundRule));
		const sources = [{path: inboundRule, size: text.length, bytes: () => text}];
		expect(ownFolder(openedFrom(sources, true, []), [connectExport])).toHaveProperty('opened');
		expect(ownFolder(openedFrom(sources, true, [{path: 'private', why: 'unreadable'}]), [connectExport])).toEqual({
			refused: expect.stringMatching(/^"private" in it may not be read, so nobody can tell what it holds/),
		});
	});

	it('finds the export also where a folder of it was named, or a file in one, and where others lie around', async () => {
		const root = above('', 'old');
		expect((await taken(join(root, 'Connectors'))).evidence[0]).toMatchObject({answer: {facts: {rulesRead: 62}}});
		expect((await taken(join(root, inboundRule))).evidence[0]).toMatchObject({answer: {facts: {rulesRead: 62}}});
	});

	it('leaves a file alone that lies in a folder of such a name and is none of an export', async () => {
		const place = join(folder(), 'Connectors');
		mkdirSync(place);
		writeFileSync(join(place, 'domains.json'), JSON.stringify(domains));
		expect((await taken(join(place, 'domains.json'))).sentence).toMatch(/4 records of domains/);
	});
});

describe('the settings that Connect keeps for another server', () => {
	const policy = JSON.stringify({
		policyMetadata: {type: 'migration'},
		deploymentMetadata: {hostName: 'sync01.contoso.com', connectorIds: []},
	});
	const command = /Get-ADSyncServerConfiguration -Path C:\\whfb-export writes the folder that is wanted/;

	it.each(['MigratedPolicy.json', 'Applied-SynchronizationPolicy-20261126.JSON', 'Exported-SynchronizationPolicy-1.json', 'renamed.json'])(
		'are no export, and the command that makes one is named: %s',
		async name => {
			const root = folder();
			writeFileSync(join(root, name), name === 'renamed.json' ? policy : Buffer.from(`\ufeff${policy}`, 'utf16le'));
			expect(await refusal(join(root, name))).toMatch(command);
			expect(await refusal(root)).toMatch(command);
		},
	);

	it('are passed by where the export lies beside them, as MigrateSettings.ps1 leaves it', async () => {
		const root = above('');
		writeFileSync(join(root, 'MigratedPolicy.json'), policy);
		expect((await taken(root)).evidence[0]).toMatchObject({answer: {facts: {rulesRead: 62}}});
		expect(await refusal(join(root, 'MigratedPolicy.json'))).toMatch(
			/where these three lie beside the file already, name the folder that holds them/,
		);
	});
});

describe('a zip archive', () => {
	const whole = entriesOf(pilot);

	it('of an export is read as the folder that it holds, in whatever folder it was packed', async () => {
		const {evidence} = await taken(pilot);
		for (const packed of [
			whole,
			entriesOf(pilot, 'one/two/three/'),
			whole.map(one => ({...one, name: one.name.replaceAll('/', '\\')})),
			whole.map(one => ({...one, method: 0})),
		]) {
			const path = savedZip(zipOf(packed));
			expect((await taken(path)).evidence).toEqual(evidence);
		}
	});

	it('of an answer of Graph is read as that answer', async () => {
		const {sentence} = await taken(savedZip(zipOf([{name: 'domains.json', content: JSON.stringify(domains)}])));
		expect(sentence).toMatch(/4 records of domains/);
	});

	it('of an exported session is that session, and a folder with one says what to name', async () => {
		const text = '{"format":"whfb-session","version":1,"lineage":"a","created":"x","tool":"1.0.0"}\n';
		const path = savedZip(zipOf([{name: 'contoso.whfb.jsonl', content: text}]), 'contoso.whfb.jsonl.zip');
		expect(importEvidence(path, {...parts, unpacked: await openZip(path)})).toEqual({kind: 'session', text, name: 'contoso'});
		const root = folder();
		writeFileSync(join(root, 'contoso.whfb.jsonl'), text);
		writeFileSync(join(root, 'notes.txt'), 'x');
		expect(await refusal(root)).toMatch(/It holds an exported session, "contoso\.whfb\.jsonl"\. Name that file itself\./);
	});

	it('is taken by the command and by the wizard alike', async () => {
		const {events, sentence} = await evidenceFrom(guide, {path: savedZip(zipOf(whole)), taken: null}, emptySession, () => parts.now);
		expect(events).toEqual([expect.objectContaining({type: 'imported', evidence: expect.objectContaining({collector: 'connect-server'})})]);
		expect(sentence).toMatch(/62 rules/);
		const policy = savedZip(zipOf([{name: 'MigratedPolicy.json', content: '{}'}]));
		await expect(evidenceFrom(guide, {path: policy, taken: null}, emptySession, () => parts.now)).rejects.toThrow(
			/Get-ADSyncServerConfiguration -Path/,
		);
	});

	it('is known by what it is, not by its name', async () => {
		expect((await taken(savedZip(zipOf(whole), 'export'))).evidence).toHaveLength(1);
	});

	const rule = whole.find(({name}) => name === inboundRule) as Packed;
	const without = whole.filter(one => one !== rule);
	it.each<[string, () => Buffer, RegExp]>([
		[
			'breaks off',
			() => zipOf(whole).subarray(0, -30),
			/is a zip archive that breaks off or is damaged\. Unpack it, and import the folder/,
		],
		['is empty', () => zipOf([]), /It is empty/],
		['holds a file that does not fit its checksum', () => zipOf([...without, {...rule, crc: 1}]), /does not fit its own checksums/],
		['holds a file that is longer than it says', () => zipOf([...without, {...rule, size: 10}]), /breaks off or is damaged/],
		['holds a file that is shorter than it says', () => zipOf([...without, {...rule, size: 1_000_000}]), /breaks off or is damaged/],
		[
			'holds a name that leads out',
			() => zipOf([...without, {...rule, name: '../../etc/passwd'}]),
			/holds a name that leads out of it, and nothing of it was read/,
		],
		['holds a name from the root', () => zipOf([...without, {...rule, name: '/etc/passwd'}]), /holds a name that leads out of it/],
		['holds a name of a drive', () => zipOf([...without, {...rule, name: 'C:\\Windows\\x'}]), /holds a name that leads out of it/],
		['holds one name twice', () => zipOf([...whole, rule]), /holds "SynchronizationRules\/.*" twice/],
		['holds one name twice, in other letters', () => zipOf([...whole, {...rule, name: rule.name.toUpperCase()}]), /twice/],
		['is locked', () => zipOf([...without, {...rule, flags: 0x801}]), /is locked with a password/],
		['is locked in another way', () => zipOf([...without, {...rule, flags: 0x841}]), /is locked with a password/],
		['is packed in another way', () => zipOf([...without, {...rule, method: 9}]), /was packed in a way that whfb does not read/],
		[
			'holds a link',
			() => zipOf([...without, {...rule, mode: 0o120777}]),
			/is a link, which is not followed, so a part of it would be missed/,
		],
		['grows without end', () => zipOf([{name: 'x.json', content: Buffer.alloc(40 * 1024 * 1024)}]), /grows more than two hundred times/],
		[
			'holds too much',
			() => zipOf(Array.from({length: 3}, (_, at) => ({name: `${at}.json`, content: '', size: 40 * 1024 * 1024}))),
			/holds 3 files and 120 MB, more than any evidence does/,
		],
		[
			'holds too many',
			() => zipOf(Array.from({length: 5_001}, (_, at) => ({name: `${at}/`, content: ''}))),
			/holds more than 5000 files and folders/,
		],
		[
			'holds an archive',
			() => zipOf([{name: 'inner.zip', content: zipOf(whole)}]),
			/It holds a zip archive, "inner\.zip", and nothing else that whfb can use/,
		],
		['holds two exports', () => zipOf([...entriesOf(pilot, 'one/'), ...entriesOf(pilot, 'two/')]), /: "one" and "two"\./],
		['holds an export too deep', () => zipOf(entriesOf(pilot, 'a/b/c/d/')), /first four levels of folders/],
		[
			'holds half an export',
			() => zipOf(whole.filter(({name}) => !name.startsWith('GlobalSettings'))),
			/not whole: it lacks GlobalSettings\/MV\.xml/,
		],
	])('is refused in one sentence where it %s', async (_, make, says) => {
		expect(await refusal(savedZip(make()))).toMatch(says);
	});

	it('is named, and how to go on, where it lies in the folder that was named', async () => {
		expect(await refusal(dirname(savedZip(zipOf(whole))))).toMatch(
			/It holds a zip archive, "export\.zip", and nothing else that whfb can use\. Unpack it and import the folder, or name the archive itself\./,
		);
	});

	it.each<[string, Buffer, string]>([
		['x.7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 'a 7z archive'],
		['x.rar', Buffer.from('Rar!\u001a\u0007\u0001'), 'a rar archive'],
		['x.tgz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2]), 'a gz archive'],
		['x.cab', Buffer.from('MSCF\0\0\0\0'), 'a cab archive'],
	])('of another kind is told to be unpacked: %s', async (name, bytes, what) => {
		expect(await refusal(savedZip(bytes, name))).toContain(`It is ${what}. Unpack it, and import the folder.`);
	});

	it('gives nothing but the whole or a refusal where any byte of it is another', async () => {
		const small = zipOf([{name: 'domains.json', content: JSON.stringify(domains)}]);
		const {evidence} = await taken(savedZip(small));
		const outcomes = new Set<string>();
		for (let at = 0; at < small.length; at += 1) {
			const spoilt = Buffer.from(small);
			spoilt[at] = (spoilt[at] ?? 0) ^ 0x55;
			try {
				expect((await taken(savedZip(spoilt))).evidence).toEqual(evidence);
				outcomes.add('whole');
			} catch (error) {
				expect(error, `byte ${at}`).toBeInstanceOf(CannotStart);
				outcomes.add('refused');
			}
		}

		expect(outcomes).toEqual(new Set(['whole', 'refused']));
		expect(readFileSync(savedZip(small)).equals(small)).toBe(true);
	});
});
