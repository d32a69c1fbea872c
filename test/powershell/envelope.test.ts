import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Envelope, envelopeParser, frameLimit} from '../../src/powershell/envelope.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

const frame = (kind: string, number: number, value: unknown, {by = nonce, hash = undefined as string | undefined} = {}) => {
	const json = typeof value === 'string' ? value : JSON.stringify(value);
	return `WHFB-BEGIN ${by} ${kind} ${number} ${json.length} ${hash ?? sha(json)}\r\n${json}\r\nWHFB-END ${by} ${number}\r\n`;
};

const said = {
	format: 'whfb-answer',
	version: 1,
	outcome: 'facts',
	facts: {schema: 88},
	pages: 0,
	error: null,
	computer: 'DC1',
	account: 'CONTOSO\\deployer',
	at: '2026-08-20T09:30:00.1234567Z',
	powershell: '5.1.26100.1',
	edition: 'Desktop',
	language: 'FullLanguage',
};

const read = (chunks: readonly (string | Uint8Array)[]): readonly Envelope[] => {
	const parser = envelopeParser(nonce);
	return [...chunks.flatMap(chunk => parser.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)), ...parser.end()];
};

const isTrusted = (envelopes: readonly Envelope[]) =>
	envelopes.some(one => one.kind === 'answer') && !envelopes.some(one => one.kind === 'malformed');
const complaint = (text: string) => read([text]).find(one => one.kind === 'malformed')?.because;

const whole = frame('answer', 1, said);

describe('an envelope', () => {
	it('gives the answer that stands in it', () => {
		expect(read([whole])).toEqual([{kind: 'answer', answer: said}]);
	});

	it('gives every page before the answer, in order', () => {
		const text = frame('page', 1, {n: 1}) + frame('page', 2, [2]) + frame('answer', 3, {...said, facts: null, pages: 2});
		expect(read([text]).map(one => (one.kind === 'page' ? one.page : one.kind))).toEqual([{n: 1}, [2], 'answer']);
	});

	it('is read alike however the output is cut into chunks', () => {
		const text = `banner\n${frame('page', 1, 'null')}${frame('answer', 2, {...said, pages: 1})}`;
		fc.assert(
			fc.property(fc.array(fc.nat(text.length), {maxLength: 12}), cuts => {
				const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
				expect(read(places.slice(1).map((end, i) => text.slice(places[i], end)))).toEqual(read([text]));
			}),
		);
	});

	it('is not an answer when it is cut off at any byte', () => {
		const trusted = [...whole].map((_, length) => length).filter(length => isTrusted(read([whole.slice(0, length)])));
		expect(trusted).toEqual([]);
		expect(isTrusted(read([whole]))).toBe(true);
	});

	it('is not an answer when any one byte of it is another', () => {
		const bytes = Buffer.from(whole);
		const trusted = [...bytes.keys()].filter(at => {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] ?? 0) ^ 0x01;
			return isTrusted(read([changed]));
		});
		expect(trusted).toEqual([]);
	});

	it('is read behind a byte order mark, a banner in another code page and a NUL, and before CLIXML', () => {
		expect(
			isTrusted(read([Buffer.from([0xef, 0xbb, 0xbf]), '\nWillkommen b\x84r\x00\r\n', whole, '#< CLIXML\r\n<Objs Version="1.1.0.1"/>'])),
		).toBe(true);
	});

	it('may do without a hash in ConstrainedLanguage, and nowhere else', () => {
		expect(isTrusted(read([frame('answer', 1, {...said, language: 'ConstrainedLanguage'}, {hash: '-'})]))).toBe(true);
		expect(complaint(frame('answer', 1, said, {hash: '-'}))).toBe('A frame has no hash where it must have one.');
		expect(complaint(frame('page', 1, '1', {hash: '-'}) + frame('answer', 2, {...said, pages: 1}))).toBe(
			'A frame has no hash where it must have one.',
		);
	});

	const failed = {category: 'NotSpecified', id: 'X', type: 'T', hresult: -1, code: null, extended: null, message: '', at: ''};
	const refused: Readonly<Record<string, readonly [text: string, because: string]>> = {
		'nothing at all': ['', 'No answer came.'],
		'only a banner': ['Windows PowerShell\r\n', 'No answer came.'],
		'another nonce': [frame('answer', 1, said, {by: 'f'.repeat(32)}), 'A frame answers another request than ours.'],
		'a second answer': [whole + frame('answer', 2, said), 'A second answer came after the first.'],
		'the same answer twice': [whole + whole, 'A second answer came after the first.'],
		'a page after the answer': [whole + frame('page', 2, 1), 'A second answer came after the first.'],
		'a second answer without a line break': [`${whole}${whole.trimEnd()}`, 'A second answer came after the first.'],
		'a page that is missing': [frame('page', 2, '1') + frame('answer', 3, {...said, pages: 2}), 'Frame 2 came where frame 1 was due.'],
		'the last page missing': [frame('page', 1, '1') + frame('answer', 2, {...said, pages: 2}), 'The answer speaks of 2 pages, and 1 came.'],
		'pages without an answer': [frame('page', 1, '1'), 'The output ends before the answer.'],
		'text between two frames': [
			`${frame('page', 1, '1')}noise\n${frame('answer', 2, {...said, pages: 1})}`,
			'Something stands between two frames.',
		],
		'text inside a frame': [whole.replace('\r\n{', '\r\nnoise\r\n{'), 'A frame does not end where it should.'],
		'a wrong length': [whole.replace(/answer 1 \d+/, 'answer 1 12'), 'A frame holds'],
		'a wrong hash': [frame('answer', 1, said, {hash: '0'.repeat(64)}), 'A frame differs from its own hash.'],
		'a byte beyond ASCII': [whole.replace('DC1', 'DC\xe4'), 'A frame holds bytes outside printable ASCII.'],
		'a NUL': [whole.replace('DC1', 'DC\0'), 'A frame holds bytes outside printable ASCII.'],
		'what is not JSON': [frame('answer', 1, '{"format":'), 'A frame holds something that is not JSON.'],
		'another shape': [frame('answer', 1, {...said, extra: 1}), 'The answer has another shape than host.ps1 gives it.'],
		'a newer version': [frame('answer', 1, {...said, version: 2}), 'The answer is of version 2; this program reads version 1.'],
		'facts and an error at once': [
			frame('answer', 1, {...said, error: failed}),
			'The answer says both that it failed and that it did not.',
		],
		'a failure without its error': [
			frame('answer', 1, {...said, outcome: 'failed'}),
			'The answer says both that it failed and that it did not.',
		],
		'a frame of an unknown kind': [frame('note', 1, said), 'A frame begins with a line that cannot be read.'],
		'a frame longer than is read': [`WHFB-BEGIN ${nonce} answer 1 ${frameLimit + 1} -\n`, 'is longer than'],
		'a payload that does not end': [`WHFB-BEGIN ${nonce} answer 1 600 -\n${'x'.repeat(700)}`, 'A frame is longer than it announced.'],
		'a line without end before any frame': ['x'.repeat(frameLimit + 2), 'came outside any frame'],
	};
	it.each(Object.entries(refused))('is malformed with %s', (_, [text, because]) => {
		expect(isTrusted(read([text]))).toBe(false);
		expect(complaint(text)).toContain(because);
	});

	it('stays malformed, whatever comes after', () => {
		expect(read(['WHFB-BEGIN nonsense\n', whole]).map(one => one.kind)).toEqual(['malformed']);
	});

	it('never takes random bytes for an answer', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 300}), fc.nat(whole.length), (noise, at) => {
				fc.pre(noise.length > 0);
				const inside = at > 0 && at < whole.length - 2;
				fc.pre(inside);
				expect(isTrusted(read([whole.slice(0, at), noise, whole.slice(at)]))).toBe(false);
			}),
			{numRuns: 500},
		);
	});
});
