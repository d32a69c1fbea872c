import {describe, expect, it} from 'vitest';
import {type KeyName, keyHelp, meaningOf, type Pressed} from '../../src/ui/ink/keys.ts';
import {edited, inserted} from '../../src/ui/ink/text-box.ts';

const key = (input: string, more: Partial<Pressed> = {}): Pressed => ({input, ...more});
const nothing = () => false;
const offering =
	(...names: readonly KeyName[]) =>
	(name: KeyName) =>
		names.includes(name);

describe('the key table', () => {
	it.each([
		['Enter', key('', {return: true}), 'enter'],
		['q', key('q'), 'leave'],
		['Q as well', key('Q'), 'leave'],
		['Ctrl+C', key('c', {ctrl: true}), 'leave'],
		['Tab', key('', {tab: true}), 'next'],
		['Shift+Tab', key('', {tab: true, shift: true}), 'previous'],
		['a digit', key('3'), 'read'],
		['G', key('G'), 'end'],
		['g', key('g'), 'home'],
		['Space', key(' '), 'page-down'],
		['Esc', key('', {escape: true}), 'close'],
		['m', key('m'), 'map'],
		['p', key('p'), 'page'],
		['i', key('i'), 'bring'],
	] as const)('takes %s', (_, pressed, name) => {
		expect(meaningOf(pressed, nothing)?.name).toBe(name);
	});

	it('takes n for the next problem, and for the next hit while a search is alive', () => {
		expect(meaningOf(key('n'), offering('problem'))?.name).toBe('problem');
		expect(meaningOf(key('n'), offering('next-hit'))?.name).toBe('next-hit');
		expect(meaningOf(key('N'), offering('next-hit'))?.name).toBe('previous-hit');
	});

	it('means nothing by keys that are not in it, nor with Alt', () => {
		expect(meaningOf(key('z'), nothing)).toBeNull();
		expect(meaningOf(key('x', {meta: true}), nothing)).toBeNull();
	});

	it('tells every key in the help once', () => {
		expect(keyHelp.length).toBeGreaterThan(20);
		expect(new Set(keyHelp.map(({label}) => label)).size).toBe(keyHelp.length);
	});
});

describe('a chunk', () => {
	it('of one movement key counts as that many', () => {
		expect(meaningOf(key('jjj'), nothing)).toMatchObject({name: 'down', times: 3});
		expect(meaningOf(key('  '), nothing)).toMatchObject({name: 'page-down', times: 2});
	});

	it.each(['qq', 'yes', 'a\r\nb', '\r\n', 'jk', 'bbb', '\r\r'])('of other keys is dropped: %j', chunk => {
		expect(meaningOf(key(chunk), nothing)).toBeNull();
	});
});

describe('a text box', () => {
	const box = {text: 'acme corp', cursor: 4};

	it('takes letters that mean something elsewhere, where the cursor is, and a newline in a chunk as a blank', () => {
		for (const letter of ['q', '?', 'b', '1', '/', 'n']) {
			expect(edited(box, key(letter))).toEqual({text: `acme${letter} corp`, cursor: 5});
		}

		expect(edited(box, key('a\r\nb'))).toEqual({text: 'acmea b corp', cursor: 7});
		expect(inserted(box, 'é€')).toEqual({text: 'acmeé€ corp', cursor: 6});
	});

	it.each([
		['left', key('', {leftArrow: true}), {text: 'acme corp', cursor: 3}],
		['right', key('', {rightArrow: true}), {text: 'acme corp', cursor: 5}],
		['Ctrl+A', key('a', {ctrl: true}), {text: 'acme corp', cursor: 0}],
		['Ctrl+E', key('e', {ctrl: true}), {text: 'acme corp', cursor: 9}],
		['Ctrl+U', key('u', {ctrl: true}), {text: ' corp', cursor: 0}],
		['Backspace', key('', {backspace: true}), {text: 'acm corp', cursor: 3}],
	] as const)('knows %s', (_, pressed, then) => {
		expect(edited(box, pressed)).toEqual(then);
	});

	it('takes nothing for what ends it', () => {
		for (const pressed of [key('', {return: true}), key('', {escape: true}), key('', {tab: true}), key('c', {ctrl: true})]) {
			expect(edited(box, pressed)).toBeNull();
		}
	});
});
