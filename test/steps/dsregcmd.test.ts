import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {savedText} from '../../src/evidence/saved-text.ts';
import type {Collector} from '../../src/guide/check.ts';
import type {Verdict} from '../../src/guide/finding.ts';
import type {Identity} from '../../src/session/event.ts';
import {deviceJoined} from '../../steps/05-device-registration/device-joined.ts';
import {dsregcmd} from '../../steps/05-device-registration/dsregcmd.facts.ts';
import {savedDsregcmd} from '../../steps/05-device-registration/saved-status.ts';
import {helloPrerequisites} from '../../steps/07-sign-in-and-provision/hello-prerequisites.ts';
import {printed, tenantId, workAccount} from '../../steps/case-builders/printed.ts';
import type {Dsregcmd} from '../../steps/dsregcmd/dsregcmd.ts';
import {looksLikeStatus} from '../../steps/dsregcmd/dsregcmd-text.ts';
import {outline} from '../../steps/outline.ts';
import {importEvidence} from '../evidence/import-evidence.ts';
import {folder} from '../evidence/pilot.ts';

const cases = join(import.meta.dirname, '..', 'fixtures', 'dsregcmd');
const now = '2026-11-26T12:00:00.000Z';
const nobody: Identity = {forests: [], tenant: null};
const unread = {seen: false, reason: 'not-signed-in', detail: 'not signed in'} as const;

const importer = savedText(savedDsregcmd);
const collectors = [dsregcmd] as readonly Collector[];

const brought = (path: string, {identity = nobody, run = null}: {readonly identity?: Identity; readonly run?: number | null} = {}) => {
	const found = importEvidence(path, {
		places: outline.places,
		importers: [importer],
		collectors,
		identity,
		evidence: [],
		taken: '2026-11-26T11:59:00Z',
		run,
		now,
	});
	if (found.kind !== 'taken') {
		throw new Error('That was a session.');
	}

	return found;
};
const file = (content: string | Buffer, name = 'status.txt') => {
	const path = join(folder(), name);
	writeFileSync(path, content);
	return path;
};

const letter = ({outcome}: Verdict): string => ({met: 'm', unmet: 'u', caution: 'c', declined: 'n', 'not-applicable': '-'})[outcome];

/** What comes of a file: `R` and the sentence, or a letter for each judge and what it says. */
const outcomeOf = (path: string, options: Parameters<typeof brought>[1] = {}) => {
	try {
		const [evidence] = brought(path, options).evidence;
		const client = dsregcmd.read(evidence?.answer.facts, evidence?.answer.takenAt ?? null) as Dsregcmd;
		const joined = deviceJoined.judge({client, tenant: unread});
		const hello = helloPrerequisites.judge({client, tenant: unread, policy: unread});
		return {joined: letter(joined), hello: letter(hello), says: hello.because};
	} catch (error) {
		if (!(error instanceof CannotStart)) {
			throw error;
		}

		return {joined: 'R', hello: 'R', says: error.message};
	}
};

/** The row of each input: what may come of it for the join, for Hello, and what must be said; `without`: what it was before its damage. */
const short = (...lines: readonly string[]) => ['| Device State |', 'AzureAdJoined : YES', 'DomainJoined : YES', ...lines, ''].join('\n');
const flat = short('NgcSet : NO', 'CertEnrollment : none', 'PreReqResult : WillProvision');
const full = (name: string) => readFileSync(join(cases, name), 'utf8');
const healthy = full('v08-tabs-around-colon.txt').replaceAll('\t:\t', ' : ');

const rows: Readonly<Record<string, {readonly joined: string; readonly hello: string; readonly says?: RegExp}>> = {
	'F1-two-runs.txt': {joined: 'R', hello: 'R', says: /2 runs.*run 1 begins at line 1.*run 2 begins at line 5/},
	'F2-expected-first.txt': {joined: 'R', hello: 'R', says: /Line 2 says AzureAdJoined.*line 7 says it again/},
	'F3-entra-only.txt': {joined: 'n', hello: 'n'},
	'F3b-entra-only-will.txt': {joined: 'n', hello: 'n'},
	'F3c-not-joined-registered-ngc.txt': {joined: 'n', hello: 'n'},
	'F4-cloud-trust.txt': {joined: 'm', hello: 'cu', says: /cloud Kerberos trust/},
	'v24-cloud-trust-willnot.txt': {joined: 'm', hello: 'cu', says: /cloud Kerberos trust/},
	'F5-work-account.txt': {joined: 'm', hello: 'nu'},
	'F8-unknown.txt': {joined: 'm', hello: 'n', says: /could not run/},
	'F9-deviceauth-error.txt': {joined: 'n', hello: 'n'},
	'F10-x509.txt': {joined: 'm', hello: 'cu', says: /X509CertRequired/},
	'F11-prt-no.txt': {joined: 'mc', hello: 'cun', says: /AzureAdPrt/},
	'F11b-keysign-failed.txt': {joined: 'mc', hello: 'cun', says: /AadRecoveryEnabled|KeySignTest/},
	'v40-cert-expired.txt': {joined: 'u', hello: 'cun', says: /certificate of the device/},
	'F14-truncated-value.txt': {joined: 'm', hello: 'n', says: /cut off/},
};

/** Inputs that are another text and a damage. */
const twins: Readonly<Record<string, string>> = {
	'F6-crcrlf.txt': flat,
	'F6b-trailing-tab.txt': flat,
	'F7-tabs.txt': short(),
	'F12-nbsp-banner.txt': short(),
	'F13-bold.md': short('NgcSet : YES'),
	'v06-cr-only.txt': healthy,
	'v08-tabs-around-colon.txt': healthy,
	'v13-zwsp-before-value.txt': healthy,
	'v16-html-pre-nbsp.html': healthy,
	'v17-log-timestamps.txt': healthy,
	'v37-csv-quoted.csv': healthy,
	'v42-ansi.txt': healthy,
};

describe('a saved output', () => {
	it('has a row for each input that was composed for it', () => {
		const named = [...Object.keys(rows), ...Object.keys(twins), 'F15b-other-tenant-quoted.txt'];
		expect(named.toSorted()).toEqual(readdirSync(cases).toSorted());
	});

	it.each(Object.entries(rows))('%s gives what its row says', (name, {joined, hello, says = /./}) => {
		const found = outcomeOf(join(cases, name));
		expect(joined, found.says).toContain(found.joined);
		expect(hello, found.says).toContain(found.hello);
		expect(found.says).toMatch(says);
	});

	it.each(Object.entries(twins))('%s gives what the text without its damage gives', (name, twin) => {
		const before = outcomeOf(file(twin));
		expect(outcomeOf(join(cases, name))).toEqual(before);
	});

	it('of a healthy client is met, so that the same is not the same nothing', () => {
		expect(outcomeOf(file(healthy))).toMatchObject({joined: 'm', hello: 'm'});
	});

	it('says what was taken off it', () => {
		expect(brought(join(cases, 'v17-log-timestamps.txt')).sentence).toMatch(
			/of pc01\.contoso\.com \(taken off: a time stamp in front of each line, the word INFO in front of each line\)/,
		);
	});

	it.each<[string, (text: string) => Buffer]>([
		['UTF-16, the little end first, with its mark', text => Buffer.from(`\ufeff${text}`, 'utf16le')],
		['UTF-16, the little end first, without a mark', text => Buffer.from(text, 'utf16le')],
		['UTF-16, the big end first, with its mark', text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
		['UTF-16, the big end first, without a mark', text => Buffer.from(text, 'utf16le').swap16()],
		['UTF-8 with its mark', text => Buffer.from(`\ufeff${text}`)],
		['UTF-8 and zero bytes behind it', text => Buffer.from(`${text}\0\0\0\0\0\0`)],
		[
			'half of it in one byte and half of it in two',
			text => Buffer.concat([Buffer.from(text.slice(0, 900)), Buffer.from(text.slice(900), 'utf16le')]),
		],
	])('in %s is judged as in plain bytes', (_, encode) => {
		for (const text of [printed(), printed({'User State': {NgcSet: 'YES'}, 'SSO State': {AzureAdPrt: 'NO'}})]) {
			expect(outcomeOf(file(encode(text)))).toEqual(outcomeOf(file(text)));
		}
	});

	it('keeps what is unsafe as visible marks, which are no words of dsregcmd', () => {
		const {evidence} = brought(file(printed({'SSO State': {AzureAdPrt: 'YES\u202e'}})));
		expect(JSON.stringify(evidence[0]?.answer.facts)).toContain('AzureAdPrt : YES<U+202E>');
		expect(outcomeOf(file(printed({'SSO State': {AzureAdPrt: 'YES\u202e'}})))).toMatchObject({hello: 'n', says: /YES<U\+202E>/});
	});

	it('is read through a long line that was broken into two', () => {
		const wrap = (text: string) => text.replace(' -- ', ' --\r\n');
		const expired = printed({
			'Device Details': {DeviceCertificateValidity: '[ 2016-01-01 00:00:00.000 UTC -- 2026-01-01 00:00:00.000 UTC ]'},
		});
		expect(outcomeOf(file(wrap(printed())))).toMatchObject({joined: 'm', hello: 'm'});
		expect(outcomeOf(file(wrap(expired)))).toMatchObject({joined: 'u', hello: 'u'});
	});

	it('leaves no name of whoever ran the program in what a finding keeps', () => {
		const client = dsregcmd.read({text: printed()}, now) as Dsregcmd;
		expect(JSON.stringify(client)).toContain('hana');
		for (const kept of [
			deviceJoined.keep?.({client, tenant: unread}),
			helloPrerequisites.keep?.({client, tenant: unread, policy: unread}),
		]) {
			expect(JSON.stringify(kept)).toContain('pc07.corp.contoso.com');
			expect(JSON.stringify(kept)).not.toContain('hana');
		}
	});

	it('carries its own time where the client printed it, and nowhere else', () => {
		const joining = printed({'Device State': {AzureAdJoined: 'NO'}, 'Diagnostic Data': {'Client Time': '2026-11-25 10:00:00.000 UTC'}});
		expect(brought(file(joining)).evidence[0]?.answer.takenAt).toBe('2026-11-25T10:00:00.000Z');
		expect(brought(file(printed())).evidence[0]?.answer.takenAt).toBe('2026-11-26T11:59:00.000Z');
	});
});

describe('several runs in one text', () => {
	const two = `${printed()}\r\n\r\n${printed({'Device State': {'Device Name': 'pc08.corp.contoso.com'}, 'SSO State': {AzureAdPrt: 'NO'}})}`;

	it('are listed with line, computer and time, and none of them is taken', () => {
		expect(outcomeOf(file(two)).says).toMatch(
			/holds 2 runs.*run 1 begins at line 2 \(pc07\.corp\.contoso\.com\); run 2 begins at line \d+ \(pc08\.corp\.contoso\.com\)\. Choose one/,
		);
		const logged = two
			.split('\r\n')
			.map((line, index) => `2026-11-26 0${index < 80 ? 8 : 9}:00:00 ${line}`)
			.join('\r\n');
		expect(outcomeOf(file(logged)).says).toMatch(
			/pc07\.corp\.contoso\.com, 2026-11-26 08:00:00\).*pc08\.corp\.contoso\.com, 2026-11-26 09:00:00\)/,
		);
	});

	it('are told apart by --run, and what is kept is that run alone', () => {
		const path = file(two);
		expect(outcomeOf(path, {run: 1})).toMatchObject({joined: 'm', hello: 'm'});
		expect(outcomeOf(path, {run: 2})).toMatchObject({joined: 'm', hello: 'u', says: /AzureAdPrt is NO/});
		const [evidence] = brought(path, {run: 2}).evidence;
		expect(JSON.stringify(evidence?.answer.facts)).not.toContain('pc07');
		expect(evidence?.about).toBe('dsregcmd/pc08.corp.contoso.com');
	});

	it('have no run beyond the last', () => {
		expect(outcomeOf(file(two), {run: 3}).says).toMatch(/There is no run 3 in this text; it holds 2: run 1/);
	});

	it('are refused where one banner is missing and a question is answered twice', () => {
		const merged = two.replace(/\| Device State .*(?=[\s\S]*pc08)/g, (line, offset: number) => (offset > 1000 ? '' : line));
		expect(outcomeOf(file(merged)).says).toMatch(/Lines \d+ and \d+ both say AzureAdJoined|begins twice, at lines \d+ and \d+/);
	});

	it('may stand below somebody else’s lines, which are no answer once a run is chosen', () => {
		const path = file(`Expected:\r\nAzureAdJoined : YES\r\nNgcSet : YES\r\nIt says:\r\n${printed()}`);
		expect(outcomeOf(path).says).toMatch(/Line 2 says AzureAdJoined above the first banner \(line 6\)/);
		expect(outcomeOf(path, {run: 1})).toMatchObject({joined: 'm', hello: 'm'});
	});

	it('are nothing that another kind of file has', () => {
		expect(() =>
			importEvidence(file('{}', 'x.json'), {
				places: outline.places,
				importers: [],
				collectors,
				identity: nobody,
				evidence: [],
				taken: null,
				run: 1,
				now,
			}),
		).toThrow(/nothing that whfb can use/);
		const carried = file('{"format": "whfb-carried", "version": 1}');
		expect(() => brought(carried, {run: 1})).toThrow(/holds no runs of a program, so --run 1 chooses nothing/);
	});
});

describe('what is refused', () => {
	it.each<[string, string, RegExp]>([
		[
			'one section',
			printed().slice(printed().indexOf('| User State'), printed().indexOf('| SSO State')),
			/This is one section of dsregcmd.*\(User State\)/,
		],
		[
			'a log that begins in the middle',
			printed().slice(printed().indexOf('TenantId')),
			/This is a part of dsregcmd.*Device State.*is not in it/,
		],
		['lines without banners', printed().replace(/^[|+].*$/gm, ''), /lines of dsregcmd \/status without the banners/],
		['a beginning', printed().slice(0, 230), /breaks off at line 4, in the section Device State, before it says AzureAdJoined/],
		[
			'a banner that something stands around',
			printed().replace('| Device State', '>> | Device State'),
			/Line 3 holds the banner Device State.*">> \| Device State/,
		],
		[
			'one quoted line',
			printed().replace('           WorkplaceJoined', '>          WorkplaceJoined'),
			/Line \d+ names WorkplaceJoined and is not as dsregcmd prints it.*"> {10}WorkplaceJoined : NO"/,
		],
		['one line without its colon', printed().replace('WorkplaceJoined : NO', 'WorkplaceJoined = NO'), /Line \d+ names WorkplaceJoined/],
		['a note that names an answer', printed().replace('| SSO State', 'Kim says: NgcSet : YES\r\n| SSO State'), /Line \d+ names NgcSet/],
		['an answer that stands twice', printed().replace(/^ +NgcSet : NO\r\n/m, line => line + line), /Lines (\d+) and \d+ both say NgcSet/],
		[
			'a section that stands twice',
			printed().replace('| IE Proxy Config', '| User State\u00a0|\r\n| IE Proxy Config'),
			/The section User State begins twice, at lines \d+ and \d+/,
		],
		[
			'sections in another order',
			printed().replace(/(\| User State [\s\S]*?)(\| SSO State [\s\S]*?)(?=\| Diagnostic)/, '$2$1'),
			/The section User State \(line \d+\) stands behind SSO State \(line \d+\)/,
		],
	])('names what it is: %s', (_, text, why) => {
		const found = outcomeOf(file(text));
		expect(found.joined, found.says).toBe('R');
		expect(found.says).toMatch(why);
	});

	it('says so of a log that is too long to be read', () => {
		expect(outcomeOf(file(`${printed()}\r\n${'A line of a log.\r\n'.repeat(600_000)}`)).says).toMatch(/holds 11 million letters/);
	});

	it('is no text that names nothing of dsregcmd', () => {
		expect(looksLikeStatus('Device management: see the state of the device.')).toBe(false);
		expect(looksLikeStatus('{"@odata.context": "x", "value": [{"displayName": "| Device State"}]}')).toBe(false);
	});
});

describe('the tenant of a saved output', () => {
	const another: Identity = {forests: [], tenant: {id: '33333333-3333-4333-8333-333333333333', domains: []}};
	const own: Identity = {forests: [], tenant: {id: '99999999-2222-4333-8444-555555555555', domains: []}};

	it('is told by what the reader reads, through what was done to the text', () => {
		const quoted = join(cases, 'F15b-other-tenant-quoted.txt');
		expect(outcomeOf(quoted, {identity: another}).says).toMatch(/of somebody else.*99999999-2222-4333-8444-555555555555/);
		expect(outcomeOf(quoted, {identity: own}).joined).not.toBe('R');
		const html = file(`<pre>${printed().replaceAll(' ', '&nbsp;')}</pre>`);
		expect(outcomeOf(html, {identity: another}).says).toMatch(new RegExp(`of somebody else.*${tenantId}`));
	});

	it('is not that of a work account', () => {
		const text = printed({'Work Account 1': workAccount('NO')});
		expect(outcomeOf(file(text), {identity: {forests: [], tenant: {id: tenantId, domains: []}}}).joined).toBe('m');
	});

	it('is that of the run that was chosen', () => {
		const path = file(`${printed({'Tenant Details': {TenantId: '33333333-3333-4333-8333-333333333333'}})}\r\n${printed()}`);
		expect(outcomeOf(path, {identity: another, run: 1}).joined).toBe('m');
		expect(outcomeOf(path, {identity: another, run: 2}).says).toMatch(/of somebody else/);
	});
});
