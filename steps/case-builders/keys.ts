import type {DirectoryKeys} from '../07-sign-in-and-provision/keys/directory-keys.facts.ts';
import {forest} from './forests.ts';

type User = Extract<Extract<DirectoryKeys['forests'][number], {silent: null}>['domains'][number], {silent: null}>['users'][number];
type Key = User['keys'][number];

export const laptop = '5f0c7a3e-11d2-4c61-9a38-0d6b8e2f4a01';

/** A key of Windows Hello that Connect brought, of the laptop. */
export const helloKey = (over: Partial<Key> = {}): Key => ({
	usage: 'hello',
	source: 'entra',
	device: laptop,
	created: '2026-11-20T08:12:40Z',
	weak: false,
	...over,
});

export const holder = (name: string, ...keys: readonly Key[]): User => ({name, upn: `${name}@contoso.com`, keys: [...keys], unread: 0});

/** Users of the first forest who have keys. */
export const keysOf = (...users: readonly User[]): DirectoryKeys => ({
	group: null,
	groupMatches: null,
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, users: [...users]}]}],
});
