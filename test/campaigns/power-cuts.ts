import {CannotStart} from '../../src/cannot-start.ts';
import {writeWhole} from '../../src/session/durable.ts';
import type {Event} from '../../src/session/event.ts';
import type {OpenSession} from '../../src/session/open-session.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import type {Disk} from './disk.ts';

/** Where the sessions of the campaign are kept: below folders that are not there yet. */
const folder = '/home/hana/.local/state/whfb/sessions';
const report = `${folder}/report.json`;
const at = '2026-11-22T09:00:00.000Z';

/** What somebody who was told that it is saved may rely on: the entries of each session, and the report. */
type World = {readonly sessions: ReadonlyMap<string, readonly string[]>; readonly report: string | null};

/** One thing that was done: the changes of the disk that it took, and what the world was before and is after. */
type Deed = {
	readonly what: string;
	readonly from: number;
	readonly to: number;
	readonly before: World;
	readonly after: World;
	readonly kept: string | null;
};

export type Life = {readonly deeds: readonly Deed[]; readonly before: World};

const textOf = (event: Event): string => (event.type === 'read' ? event.check : event.type);

/** Lets somebody do things that come into their head, each to its end. `sync` is what the store syncs folders with. */
export const live = (disk: Disk, world: World, random: () => number, deeds: number, ways: Ways): Life => {
	const store = openStore(folder, ways.sync);
	const done: Deed[] = [];
	let now = world;
	let open: OpenSession | null = null;
	const with_ = (name: string, entries: readonly string[] | null, from = now): World => {
		const sessions = new Map(from.sessions);
		if (entries === null) {
			sessions.delete(name);
		} else {
			sessions.set(name, entries);
		}

		return {...from, sessions};
	};
	const doing = (what: string, after: World, act: () => void, kept: string | null = null) => {
		const from = disk.changes();
		act();
		done.push({what, from, to: disk.changes(), before: now, after, kept});
		now = after;
	};
	const leave = () => {
		const leaving = open;
		open = null;
		if (leaving !== null) {
			doing('leave', now, () => leaving.close());
		}
	};
	for (let deed = 0; deed < deeds; deed++) {
		const names = [...now.sessions.keys()];
		const name = names[Math.floor(random() * names.length)];
		const what = random();
		if (name === undefined || (what < 0.08 && names.length < 4)) {
			leave();
			const fresh = store.freeName('session');
			doing(`create ${fresh}`, with_(fresh, []), () => {
				open = store.create(fresh, at, '1.0.0');
			});
		} else if (what < 0.7) {
			if (open === null) {
				doing(`open ${name}`, now, () => {
					open = store.open(name);
				});
			}

			const current = open as unknown as OpenSession;
			const entry = `${deed} ${'x'.repeat(Math.floor(random() ** 3 * 3000))}`;
			doing(`append to ${current.name}`, with_(current.name, [...(now.sessions.get(current.name) ?? []), entry]), () =>
				current.journal.append({type: 'read', at, check: entry}),
			);
		} else if (what < 0.76) {
			const text = `${deed} ${'y'.repeat(Math.floor(random() * 5000))}`;
			doing('report', {...now, report: text}, () => ways.replace(report, text));
		} else if (what < 0.82) {
			leave();
			const fresh = store.freeName('named');
			doing(`rename ${name} to ${fresh}`, with_(fresh, now.sessions.get(name) ?? [], with_(name, null)), () => store.rename(name, fresh));
		} else if (what < 0.86 && names.length > 1) {
			leave();
			doing(`remove ${name}`, with_(name, null), () => store.remove(name));
		} else if (what < 0.91) {
			const fresh = store.freeName('brought');
			const entries = [...(now.sessions.get(name) ?? []), 'brought'];
			doing(`bring ${name} in as ${fresh}`, with_(fresh, entries), () => {
				store.adopt(fresh, store.text(name), {type: 'brought', at, account: 'hana', computer: 'pc', tool: '1.0.0'});
			});
		} else if (what < 0.95 && (now.sessions.get(name) ?? []).length > 1) {
			leave();
			const entries = now.sessions.get(name) ?? [];
			const line = 1 + Math.floor(random() * (entries.length - 1));
			let spoilt = '';
			disk.spoil(`${folder}/${name}.whfb.jsonl`, bytes => {
				spoilt = bytes.toString('utf8').split('\n').with(line, '{').join('\n');
				return Buffer.from(spoilt);
			});
			// Whoever finds it keeps it, and goes on with what stands before.
			const mended = with_(name, [...entries.slice(0, line - 1), 'mended']);
			now = mended;
			doing(
				`mend ${name}`,
				mended,
				() => {
					if (opening(store, name) !== null) {
						throw new Error('A damaged session was opened as if it were sound.');
					}
				},
				spoilt,
			);
		} else {
			leave();
		}
	}

	leave();
	return {deeds: done, before: world};
};

export type Ways = {readonly sync: (folder: string) => void; readonly replace: (file: string, text: string) => void};

/** How the product does it. */
export const asShipped = (sync: (folder: string) => void): Ways => ({
	sync,
	replace: (file, text) => writeWhole(file, text, false, sync),
});

/** Opens a session; null where it was set aside just now and is to be opened again. */
const opening = (store: Store, name: string): OpenSession | null => {
	try {
		return store.open(name);
	} catch (error) {
		if (error instanceof CannotStart && /^Session \S+ is damaged in line/.test(error.message)) {
			return null;
		}

		throw error;
	}
};

const shown = ({sessions, report: text}: World): string =>
	JSON.stringify({report: text, sessions: [...sessions].sort(([a], [b]) => (a < b ? -1 : 1))}).replace(
		/([xy])\1{9,}/g,
		long => `${long[0]}*${long.length}`,
	);

/** What a whfb that is started again finds, read by the product itself. Comes back with a complaint where something cannot be read. */
export const foundOn = (disk: Disk, sync: (folder: string) => void): World | string => {
	const store = openStore(folder, sync);
	const sessions = new Map<string, readonly string[]>();
	for (const {name} of store.list()) {
		try {
			const open = opening(store, name) ?? store.open(name);
			sessions.set(name, open.events.map(textOf));
			open.close();
		} catch (error) {
			return `${name}: ${error instanceof Error ? error.message : error}`;
		}
	}

	return {sessions, report: disk.files().get(report)?.toString('utf8') ?? null};
};

/** What is wrong with what was found after so many changes; null where all that was told to be saved is there, and nothing else is. */
export const wrongAfter = (
	{deeds, before}: Life,
	changes: number,
	found: World | string,
	files: ReadonlyMap<string, Buffer>,
): string | null => {
	if (typeof found === 'string') {
		return found;
	}

	const past = deeds.filter(({to}) => to <= changes);
	const underWay = deeds.find(({from, to}) => from <= changes && changes < to);
	const safe = past.at(-1)?.after ?? before;
	const allowed = [safe, ...(underWay === undefined ? [] : [underWay.before, ...(underWay.from < changes ? [underWay.after] : [])])].map(
		shown,
	);
	if (!allowed.includes(shown(found))) {
		return `after ${changes} changes, ${underWay === undefined ? 'between two deeds' : `while ${underWay.what}`}: found ${shown(found).slice(0, 400)}, not ${allowed.map(each => each.slice(0, 400)).join(' or ')}`;
	}

	const gone = past.find(
		({kept}) => kept !== null && ![...files].some(([path, bytes]) => path.includes('/quarantine/') && bytes.toString('utf8') === kept),
	);
	return gone === undefined ? null : `after ${changes} changes: what was damaged is kept nowhere (${gone.what})`;
};

export const emptyWorld: World = {sessions: new Map(), report: null};
export type {World};
