import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import type {OpenSession} from '../../src/session/open-session.ts';
import {saverOf} from '../../src/session/saver.ts';
import {openStore} from '../../src/session/store.ts';

const at = '2026-11-22T09:00:00.000Z';
const entered = (step: string): Event => ({type: 'entered', at, step});

/** A session whose disk can be made to refuse. */
const onDisk = () => {
	const store = openStore(mkdtempSync(join(tmpdir(), 'whfb-saver-')));
	const open = store.create('contoso', at, '1.0.0');
	let code: string | null = null;
	const refusing: OpenSession = {
		...open,
		journal: {
			...open.journal,
			append: event => {
				if (code !== null) {
					throw Object.assign(new Error(code), {code});
				}

				open.journal.append(event);
			},
		},
	};
	return {
		store,
		open: refusing,
		refuse: (why: string | null) => {
			code = why;
		},
	};
};

const stepsIn = (store: ReturnType<typeof onDisk>['store']) => {
	const again = store.open('contoso');
	again.close();
	return again.session.entered;
};

describe('a saver', () => {
	beforeEach(() => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('says what is on disk, and when it got there', () => {
		const {store, open} = onDisk();
		let told = 0;
		const saver = saverOf(open, () => {
			told += 1;
		});
		expect(saver.savedAt()).toBe(at);
		saver.record(entered('1'), entered('2'));
		expect(saver.session().entered).toEqual(['1', '2']);
		expect(saver.saved().entered).toEqual(['1', '2']);
		expect(Date.parse(saver.savedAt() ?? '')).toBeLessThanOrEqual(Date.now());
		expect({trouble: saver.trouble(), told}).toEqual({trouble: null, told: 1});
		saver.close();
		expect(stepsIn(store)).toEqual(['1', '2']);
	});

	it.each([
		['ENOSPC', 'the disk is full'],
		['EDQUOT', 'the disk quota is used up'],
		['EFBIG', 'files may not grow any larger here'],
		['EROFS', 'the disk can only be read'],
	])('says of %s that %s, keeps what waits in its order, and saves it when the disk takes it again', (code, words) => {
		const {store, open, refuse} = onDisk();
		const saver = saverOf(open);
		saver.record(entered('1'));
		refuse(code);
		saver.record(entered('2'));
		saver.record(entered('3'));
		expect(saver.trouble()).toBe(words);
		expect(saver.saved().entered).toEqual(['1']);
		// What was seen is seen, saved or not; that it is only held in memory is said beside it.
		expect(saver.session().entered).toEqual(['1', '2', '3']);
		expect(saver.held()).toEqual([entered('2'), entered('3')]);
		vi.advanceTimersByTime(2_100);
		expect(saver.trouble()).toBe(words);
		refuse(null);
		vi.advanceTimersByTime(2_100);
		expect(saver.trouble()).toBeNull();
		expect(saver.saved().entered).toEqual(['1', '2', '3']);
		expect(saver.held()).toEqual([]);
		saver.close();
		expect(stepsIn(store)).toEqual(['1', '2', '3']);
	});

	it('grants nothing behind what is not saved, and nothing that the disk refuses, now or later', () => {
		const {store, open, refuse} = onDisk();
		const saver = saverOf(open);
		expect(saver.grant([entered('1')])).toBe(true);
		refuse('ENOSPC');
		expect(saver.grant([entered('2')])).toBe(false);
		expect(saver.trouble()).toBe('the disk is full');
		saver.record(entered('3'));
		expect(saver.grant([entered('4')])).toBe(false);
		refuse(null);
		expect(saver.grant([entered('5')])).toBe(false);
		vi.advanceTimersByTime(2_100);
		expect(saver.grant([entered('6')])).toBe(true);
		expect(saver.session().entered).toEqual(['1', '3', '6']);
		saver.close();
		expect(stepsIn(store)).toEqual(['1', '3', '6']);
	});

	it('tries a last time when it is left, and writes nothing after', () => {
		const {store, open, refuse} = onDisk();
		const saver = saverOf(open);
		refuse('ENOSPC');
		saver.record(entered('1'));
		refuse(null);
		saver.close();
		expect(saver.trouble()).toBeNull();
		saver.record(entered('2'));
		vi.advanceTimersByTime(10_000);
		expect(stepsIn(store)).toEqual(['1']);
	});
});
