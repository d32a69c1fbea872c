import {describe, expect, it} from 'vitest';
import {keyActionOf, keyTable, type Pressed} from '../../src/tui/keys.ts';
import {push, type Screen, startView, type View} from '../../src/tui/view.ts';

const on = (screen: Screen, more: Partial<View> = {}): View => ({...startView(screen, 80, 24, 0), ...more});
const step: Screen = {at: 'step', step: '04-synchronization'};
const form: Screen = {at: 'form', form: {for: 'session'}};
const key = (input: string, more: Partial<Pressed> = {}): Pressed => ({input, ...more});

describe('the key table', () => {
	it('gives no key two meanings on one screen', () => {
		const screens: readonly Screen['at'][] = ['step', 'checks', 'finding', 'refusal', 'welcome', 'looking', 'help'];
		for (const at of screens) {
			const keys = keyTable.filter(row => row.where === 'everywhere' || row.where.includes(at)).flatMap(row => row.keys);
			expect(new Set(keys).size, at).toBe(keys.length);
		}
	});

	it.each([
		['Enter', key('', {return: true}), {name: 'enter', times: 1}],
		['q', key('q'), {name: 'leave', times: 1}],
		['Q as well', key('Q'), {name: 'leave', times: 1}],
		['Ctrl+C', key('c', {ctrl: true}), {name: 'leave', times: 1}],
		['Tab', key('', {tab: true}), {name: 'next', times: 1}],
		['Shift+Tab', key('', {tab: true, shift: true}), {name: 'previous', times: 1}],
		['a digit', key('3'), {name: 'read', step: 3}],
		['G', key('G'), {name: 'end', times: 1}],
		['g', key('g'), {name: 'home', times: 1}],
		['Space', key(' '), {name: 'page-down', times: 1}],
		['Esc', key('', {escape: true}), {name: 'close', times: 1}],
	] as const)('takes %s on a page', (_, pressed, wish) => {
		expect(keyActionOf(on(step), pressed)).toEqual(wish);
	});

	it('knows n only while a search is alive', () => {
		expect(keyActionOf(on(step), key('n'))).toBeNull();
		expect(keyActionOf(on(step, {search: {text: 'key', typing: false, hits: [1], hit: 0}}), key('n'))).toEqual({
			name: 'next-hit',
			times: 1,
		});
		expect(keyActionOf(on(step, {search: {text: 'key', typing: false, hits: [1], hit: 0}}), key('N'))).toEqual({
			name: 'previous-hit',
			times: 1,
		});
	});

	it('means nothing by keys that a screen does not have', () => {
		expect(keyActionOf(on({at: 'welcome'}), key('w'))).toBeNull();
		expect(keyActionOf(on(step), key('8'))).toBeNull();
		expect(keyActionOf(on(step), key('x', {meta: true}))).toBeNull();
	});
});

describe('a chunk', () => {
	it('of one movement key counts as that many', () => {
		expect(keyActionOf(on(step), key('jjj'))).toEqual({name: 'down', times: 3});
		expect(keyActionOf(on(step), key('  '))).toEqual({name: 'page-down', times: 2});
	});

	it.each(['qq', 'yes', 'a\r\nb', '\r\n', 'jk', 'bbb', '\r\r'])('of other keys is dropped: %j', chunk => {
		expect(keyActionOf(on(step), key(chunk))).toBeNull();
	});

	it('is text in a text box, and a newline in it is never Enter', () => {
		expect(keyActionOf(on(form), key('a\r\nb'))).toEqual({name: 'type', text: 'a\r\nb'});
	});
});

describe('a text box', () => {
	it('takes letters that mean something elsewhere', () => {
		for (const letter of ['q', '?', 'b', '1', '/', 'n']) {
			expect(keyActionOf(on(form), key(letter))).toEqual({name: 'type', text: letter});
		}
	});

	it('is left by Ctrl+C, closed by Esc', () => {
		expect(keyActionOf(on(form), key('c', {ctrl: true}))).toEqual({name: 'leave', times: 1});
		expect(keyActionOf(push(on(step), form), key('', {escape: true}))).toEqual({name: 'close', times: 1});
	});
});
