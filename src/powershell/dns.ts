import {lookup} from 'node:dns/promises';
import type {Host} from '../guide/answer.ts';

/** Whether DNS knows a name; throws nothing. */
export type LookUp = (name: string) => Promise<Host['dns']>;

const patience = 10_000;

/** Labels of letters, digits, hyphens and, as Windows allows them, underscores; one dot may end the name (RFC 1123 2.1). */
const isHostName = (name: string) =>
	name.length <= 254 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(name);
const isAscii = (name: string) => /^[\0-\x7f]*$/.test(name);

/** Asks the resolver of this computer, for at most ten seconds. Only its plain no is a no; no answer is none. */
export const lookUpHere: LookUp = async name => {
	const answer = lookup(name, {all: true}).then(
		(addresses): Host['dns'] => (addresses.length > 0 ? 'found' : 'not-found'),
		(error: NodeJS.ErrnoException): Host['dns'] => (error.code === 'ENOTFOUND' ? 'not-found' : 'unknown'),
	);
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Host['dns']>(settle => {
		timer = setTimeout(settle, patience, 'unknown');
	});
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/**
 * Looks each name up. `answering` are servers that have just answered by name: a resolver that knows none of them asks the wrong DNS,
 * and its no about the others proves nothing.
 */
export const lookUpAll = async (names: readonly string[], answering: readonly string[], lookUp: LookUp): Promise<readonly Host[]> => {
	const hosts = await Promise.all(
		names.map(async (name): Promise<Host> => {
			if (isHostName(name)) {
				return {name, dns: await lookUp(name)};
			}

			// Nothing resolves a text that is no host name; names outside ASCII may be spelled otherwise in DNS.
			return {name, dns: isAscii(name) ? 'not-found' : 'unknown'};
		}),
	);
	if (hosts.every(({dns}) => dns !== 'not-found')) {
		return hosts;
	}

	const known = await Promise.all(answering.map(lookUp));
	return known.includes('found')
		? hosts
		: hosts.map(({name, dns}) => ({name, dns: dns === 'not-found' && isHostName(name) ? 'unknown' : dns}));
};
