import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {colourOf} from '../../src/commands/colour.ts';
import {readSettings, settingsFile} from '../../src/commands/settings.ts';

let folder = '';
let file = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-settings-'));
	file = join(folder, 'config.json');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe('the file of settings', () => {
	it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
		['the folder of XDG', {XDG_CONFIG_HOME: '/cfg'}, 'linux', '/cfg/whfb/config.json'],
		['the roaming profile on Windows', {APPDATA: '/roaming'}, 'win32', '/roaming/whfb/config.json'],
	])('lies in %s', (_, env, platform, path) => expect(settingsFile(env, platform)).toBe(path));

	it('lies in no folder that depends on where one stands', () =>
		expect(settingsFile({XDG_CONFIG_HOME: 'here'}, 'linux')).toMatch(/^\/.*\.config\/whfb\/config\.json$/));

	it('may be missing', () => expect(readSettings(file)).toEqual({}));

	it('holds settings by the names of options, and may begin with the mark that Notepad writes', () => {
		writeFileSync(file, '\ufeff{"sessions": "/s", "proxy": "http://proxy:8080", "plain": true, "ascii": false}');
		expect(readSettings(file)).toEqual({sessions: '/s', proxy: 'http://proxy:8080', plain: true});
	});

	it('may be reached by a link', () => {
		writeFileSync(join(folder, 'mine.json'), '{"plain": true}');
		symlinkSync('mine.json', file);
		expect(readSettings(file)).toEqual({plain: true});
	});

	it.each<[string, string | Buffer, RegExp]>([
		['empty', '', /it is no JSON/],
		['cut off', '{"plain": tr', /it is no JSON/],
		['a list', '[]', /no JSON object/],
		['null', 'null', /no JSON object/],
		['in UTF-16', Buffer.from('\ufeff{"plain": true}', 'utf16le'), /not written in UTF-8/],
		['larger than anybody writes', ' '.repeat(70_000), /larger than 65536 bytes/],
		['with a setting that there is none of', '{"colour": "red"}', /"colour" is no setting; there are: sessions,/],
		['with what belongs to a session', '{"tenant": "contoso.com"}', /"tenant" is an option and no setting/],
		['with a text for yes or no', '{"plain": "yes"}', /plain is true or false/],
		['with a number for a text', '{"proxy": 8080}', /proxy is a text/],
		['with an empty text', '{"sessions": ""}', /sessions is a text that is not empty/],
		['with a name that a terminal would obey', '{"\\u001b[2J": 1}', /is no setting/],
		['with the name of what every object has', '{"__proto__": {"plain": true}}', /"__proto__" is no setting/],
	])('is refused in a sentence where it is %s', (_, content, why) => {
		writeFileSync(file, content);
		expect(() => readSettings(file)).toThrow(why);
		expect(() => readSettings(file)).not.toThrow(/[\0-\x1f]/);
	});

	it('is refused where it is a folder, or where everybody may write to it', () => {
		mkdirSync(file);
		expect(() => readSettings(file)).toThrow(/it is a folder/);
		rmSync(file, {recursive: true});
		writeFileSync(file, '{}');
		chmodSync(file, 0o666);
		expect(() => readSettings(file)).toThrow(/everybody may write to .*config\.json, and it may name a program to start/);
	});
});

describe('colours', () => {
	it.each<[NodeJS.ProcessEnv, boolean, boolean, string]>([
		[{}, true, true, 'terminal'],
		[{}, false, false, 'terminal'],
		[{NO_COLOR: '1'}, true, false, 'NO_COLOR'],
		[{NO_COLOR: ''}, true, true, 'terminal'],
		[{FORCE_COLOR: '1'}, false, true, 'FORCE_COLOR'],
		[{FORCE_COLOR: ''}, false, true, 'FORCE_COLOR'],
		[{FORCE_COLOR: '0'}, true, false, 'FORCE_COLOR'],
		[{FORCE_COLOR: 'false'}, true, false, 'FORCE_COLOR'],
		[{FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb', CI: '1'}, false, true, 'FORCE_COLOR'],
		[{NO_COLOR: '1', TERM: 'dumb', CI: '1'}, true, false, 'NO_COLOR'],
		[{TERM: 'dumb', CI: '1'}, true, false, 'TERM'],
		[{CI: 'true'}, true, false, 'CI'],
		[{CI: 'false'}, true, true, 'terminal'],
	])('with %j, terminal %s: %s, because of %s', (env, isTerminal, on, because) => expect(colourOf(env, isTerminal)).toEqual({on, because}));
});
