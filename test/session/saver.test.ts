import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import {saverOf} from '../../src/session/saver.ts';
import {type OpenSession, openStore} from '../../src/session/store.ts';

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

	it('shows only what is on disk, and says when that was', () => {
		const {store, open} = onDisk();
		let told = 0;
		const saver = saverOf(open, () => {
			told += 1;
		});
		expect(saver.savedAt()).toBeNull();
		saver.record(entered('1'), entered('2'));
		expect(saver.session().entered).toEqual(['1', '2']);
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
		expect(saver.session().entered).toEqual(['1']);
		vi.advanceTimersByTime(2_100);
		expect(saver.trouble()).toBe(words);
		refuse(null);
		vi.advanceTimersByTime(2_100);
		expect(saver.trouble()).toBeNull();
		expect(saver.session().entered).toEqual(['1', '2', '3']);
		saver.close();
		expect(stepsIn(store)).toEqual(['1', '2', '3']);
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
