import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Printed, printed, workAccount} from '../../steps/case-builders/printed.ts';
import {judged, metBy, outputs} from '../steps/dsregcmd-clients.ts';

/** `WHFB_TEXTS=10000` draws as many as the promise says; `WHFB_SEED` repeats a run. */
const draws = Number(process.env['WHFB_TEXTS'] ?? 500);
const seed = Number(process.env['WHFB_SEED'] ?? 20_261_126);

/** Only what is judged, so that every byte can be tried. */
const brief = (over: Printed, end = true): string =>
	printed(
		{
			'IE Proxy Config for Current User': null,
			'WinHttp Default Proxy Config': null,
			...over,
		},
		{end},
	)
		.split('\r\n')
		.filter(
			line =>
				!/Thumbprint|Key(?:Provider|ContainerId)|Url|WamDefault|PrtAuthority|KerbTop|Expiry|TenantName|DomainName|TpmProtected|Virtual/.test(
					line,
				),
		)
		.join('\n');

const key = {NgcSet: 'YES'};
const outputsOf: Readonly<Record<string, string>> = {
	'a healthy client': brief({}),
	'a client whose user has a key': brief({'User State': key}),
	'a disabled device': brief({'Device Details': {DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'}, 'User State': key}),
	'a certificate that has run out': brief({
		'Device Details': {DeviceCertificateValidity: '[ 2015-03-09 10:23:00.000 UTC -- 2025-03-09 10:53:00.000 UTC ]'},
	}),
	'dual state, and no key but that of a work account': brief({
		'User State': {WorkplaceJoined: 'YES'},
		'Work Account 1': workAccount('YES'),
		'Ngc Prerequisite Check': null,
	}),
	'a key without a token': brief({'User State': key, 'SSO State': {AzureAdPrt: 'NO'}}),
	'a key that does not sign': brief({'User State': key, 'Diagnostic Data': {KeySignTest: 'FAILED'}}),
	'a key, and a client that would make none': brief({'User State': key, 'Ngc Prerequisite Check': {PreReqResult: 'WillNotProvision'}}),
	'certificate trust': brief({'Ngc Prerequisite Check': {CertEnrollment: 'enrollment authority'}}),
	'cloud Kerberos trust': brief({'Ngc Prerequisite Check': {OnPremTGT: 'YES'}}),
	'an output without its last sentence': brief({'User State': key}, false),
};

describe('an output that is cut', () => {
	it.each(Object.entries(outputsOf))(
		'behind any byte says nothing good that the whole of it does not say: %s',
		{timeout: 180_000},
		(_, text) => {
			const whole = metBy(text);
			const found = Array.from({length: text.length}, (_byte, length) => metBy(text.slice(0, length))).flatMap((met, length) =>
				met.every(each => whole.includes(each)) ? [] : [`${met} after ${JSON.stringify(text.slice(Math.max(0, length - 40), length))}`],
			);
			expect(found).toEqual([]);
		},
	);

	it('in front of any line but its first is refused: it has no beginning', () => {
		const lines = brief({'User State': key}).split('\n');
		const first = lines.findIndex(line => line.includes('| Device State'));
		for (let from = first + 1; from < lines.length - 1; from++) {
			const text = lines.slice(from).join('\n');
			expect(judged(text), lines[from]).toHaveProperty('refused');
		}
	});
});

type Line = {readonly text: string; readonly origin: number};
type Change = (lines: readonly Line[], from: number, to: number) => readonly Line[];

const pick = (lines: readonly Line[], index: number): number => index % lines.length;
const move: Change = (lines, from, to) => {
	const line = lines[pick(lines, from)] as Line;
	const rest = lines.filter((_, index) => index !== pick(lines, from));
	return rest.toSpliced(to % (rest.length + 1), 0, line);
};
const swap: Change = (lines, from, to) => {
	const [a, b] = [pick(lines, from), pick(lines, to)];
	return lines.map((line, index) => (index === a ? (lines[b] as Line) : index === b ? (lines[a] as Line) : line));
};
const repeat: Change = (lines, from, to) => lines.toSpliced(to % (lines.length + 1), 0, lines[pick(lines, from)] as Line);
const turn: Change = (lines, from, to) =>
	[...lines.slice(pick(lines, from)), ...lines.slice(0, pick(lines, from))].toSpliced(0, 0, ...(to < 0 ? lines : []));

const sectionAt = (lines: readonly Line[], origin: number): string =>
	lines
		.slice(
			0,
			lines.findIndex(line => line.origin === origin),
		)
		.findLast(({text}) => text.startsWith('| '))
		?.text.slice(2)
		.trim() ?? '';

/** Whether the user's line and a work account's have changed places: that is another output, which nobody can tell from a true one. */
const isExchanged = (before: readonly Line[], after: readonly Line[]): boolean => {
	const where = (origin: number) => [sectionAt(before, origin), sectionAt(after, origin)];
	const lines = before.filter(({text}) => /(?:NgcSet|DeviceCertificateValidity) :/.test(text));
	return (
		lines.some(({origin}) => {
			const [from = '', to = ''] = where(origin);
			return from.startsWith('Work Account') && /^User State|^Device/.test(to);
		}) &&
		lines.some(({origin}) => {
			const [from = '', to = ''] = where(origin);
			return /^User State|^Device/.test(from) && (to.startsWith('Work Account') || to === '');
		})
	);
};

const changes = fc.array(
	fc.record({change: fc.constantFrom(move, move, swap, repeat, turn), from: fc.nat({max: 200}), to: fc.nat({max: 200})}),
	{minLength: 1, maxLength: 4},
);

describe('an output whose lines do not stand where dsregcmd printed them', () => {
	const isTold = ({text}: Line) => /^\| |: \S|^For more/.test(text);

	it('says nothing good that it did not say before: answers, banners and NgcSet moved, exchanged, repeated and turned round', () => {
		const seen = {read: 0, met: 0};
		fc.assert(
			fc.property(outputs, changes, (text, all) => {
				const lines = text
					.split('\r\n')
					.map((line, origin): Line => ({text: line, origin}))
					.filter(isTold);
				const mutated = all.reduce<readonly Line[]>((whole, {change, from, to}) => change(whole, from, to), lines);
				fc.pre(!isExchanged(lines, mutated));
				const whole = lines.map(line => line.text).join('\n');
				const changed = mutated.map(line => line.text).join('\n');
				seen.met += metBy(whole).length;
				seen.read += 'refused' in judged(changed) ? 0 : 1;
				const before = metBy(whole);
				expect(metBy(changed).filter(check => !before.includes(check))).toEqual([]);
			}),
			{numRuns: draws, seed},
		);
		expect(seen.met).toBeGreaterThan(draws / 3);
		expect(seen.read).toBeGreaterThan(draws / 20);
	}, 1_800_000);

	it('is refused where a banner of a work account and that of the user change places', () => {
		const text = printed({'Work Account 1': {...workAccount('YES'), DeviceCertificateValidity: null}});
		const changed = text
			.replace('| User State    ', '| X    ')
			.replace('| Work Account 1', '| User State')
			.replace('| X    ', '| Work Account 1    ');
		expect(changed).not.toBe(text);
		expect(judged(changed)).toEqual({refused: expect.stringMatching(/The section .* \(line \d+\) stands behind .* \(line \d+\)/)});
	});
});
