import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import type {ScriptAnswer} from '../../src/powershell/script-answer.ts';
import {concluded} from '../../src/powershell/script-conclusion.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-mark-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A script, with the stream in which Windows keeps the mark; elsewhere it is a file whose name holds a colon. */
const script = (name: string, mark: string | null): string => {
	const file = join(folder, name);
	writeFileSync(file, 'param()\n');
	if (mark !== null) {
		writeFileSync(`${file}:Zone.Identifier`, mark, 'latin1');
	}

	return file;
};

const byBrowser = '[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://contoso.com/\r\nHostUrl=https://contoso.com/whfb.zip\r\n';
const marked = script('marked.ps1', byBrowser);
const ofIntranet = script('intranet.ps1', '[ZoneTransfer]\r\nZoneId=1\r\n');
const plain = script('plain.ps1', null);

/** What RemoteSigned says of a script that came from elsewhere, in words of three languages, and the id that is the same in all. */
const refusals: Readonly<Record<string, string>> = {
	English:
		'File C:\\whfb\\src\\powershell\\host.ps1 cannot be loaded. The file C:\\whfb\\src\\powershell\\host.ps1 is not digitally signed.\r\n    + CategoryInfo          : SecurityError: (:) [], ParentContainsErrorRecordException\r\n    + FullyQualifiedErrorId : UnauthorizedAccess\r\n',
	German:
		'Die Datei "C:\\whfb\\src\\powershell\\host.ps1" kann nicht geladen werden. Sie ist nicht digital signiert.\r\n    + CategoryInfo          : Sicherheitsfehler: (:) [], ParentContainsErrorRecordException\r\n    + FullyQualifiedErrorId : UnauthorizedAccess\r\n',
	French:
		"Impossible de charger le fichier C:\\whfb\\src\\powershell\\host.ps1. Le fichier n'est pas sign\u00e9 num\u00e9riquement.\r\n    + CategoryInfo          : Erreur de s\u00e9curit\u00e9 : (:) [], ParentContainsErrorRecordException\r\n    + FullyQualifiedErrorId : UnauthorizedAccess\r\n",
};

const end = {shell: {path: process.execPath}, name: 'read.ps1', answer: null, malformed: null, stderr: '', code: undefined, files: [plain]};
const answered = (id: string, type: string): ScriptAnswer => ({
	...{format: 'whfb-answer', version: 1, outcome: 'failed', pages: 0},
	...{
		computer: 'C',
		account: 'A',
		at: '2026-11-27T09:00:00Z',
		powershell: '5.1',
		edition: 'Desktop',
		language: 'FullLanguage',
		facts: null,
	},
	error: {category: 'SecurityError', id, type, hresult: -2146233087, code: null, extended: null, message: '', at: 'host.ps1:1'},
});

describe('a script that PowerShell refuses', () => {
	it.each(Object.keys(refusals))('is said to bear the mark of a download where it does, whatever language Windows speaks: %s', language => {
		const stderr = refusals[language] ?? '';
		expect(concluded({...end, stderr, files: [plain, marked]})).toMatchObject({
			kind: 'unobserved',
			reason: 'blocked',
			detail: expect.stringMatching(/mark of a download.*unblock the archive/),
		});
	});

	it.each([
		['bears none', [plain]],
		['came from the intranet', [ofIntranet, plain]],
	])('is said to be kept back by the execution policy where it %s', (_, files) => {
		expect(concluded({...end, stderr: refusals['German'] ?? '', files})).toMatchObject({
			reason: 'blocked',
			detail: expect.stringContaining('Get-ExecutionPolicy -List'),
		});
	});

	it('is said to bear the mark where the first script ran and the second was refused', () => {
		const answer = answered('UnauthorizedAccess', 'System.Management.Automation.PSSecurityException');
		expect(concluded({...end, answer, files: [plain, marked]})).toMatchObject({detail: expect.stringContaining('mark of a download')});
		expect(concluded({...end, answer})).toMatchObject({reason: 'blocked', detail: expect.not.stringContaining('mark of a download')});
	});

	it('is no script that was denied access to something, mark or not', () => {
		const answer = answered('UnauthorizedAccess', 'System.UnauthorizedAccessException');
		expect(concluded({...end, answer, files: [marked]})).toMatchObject({reason: 'access-denied'});
	});
});

describe('a PowerShell that is gone', () => {
	it('is no runner, also where cmd.exe was asked in its place and only its words came', () => {
		const stderr = "'C:\\gone\\pwsh.exe' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n";
		expect(concluded({...end, shell: {path: join(folder, 'gone.exe')}, stderr})).toMatchObject({reason: 'no-runner'});
	});
});
