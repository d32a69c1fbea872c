import {type Unobserved, type UnobservedReason, unobserved} from '../guide/answer.ts';

/** What search-directory.ps1 gives for a name that DNS does not have. */
export const unresolved = 'name';

/**
 * Why, by code of RFC 4511 and winldap.h or a word of search-directory.ps1. 82 is a bind without a usable ticket,
 * and a bind that "succeeded" for nobody shows only when something is read.
 */
const reasons: Readonly<Record<string, readonly [UnobservedReason, string]>> = {
	[unresolved]: ['unreachable', 'its name is not found in DNS'],
	size: ['incomplete', 'a page of its answer is larger than whfb reads'],
	'no-domain': ['unreachable', 'this computer belongs to no domain, and none was named; --directory HOST names one, also for whfb resume'],
	81: ['unreachable', 'it does not answer on port 389'],
	91: ['unreachable', 'it cannot be connected to'],
	51: ['unreachable', 'it says that it is busy'],
	52: ['unreachable', 'it says that it is unavailable'],
	85: ['timed-out', 'it did not answer in time'],
	3: ['timed-out', 'it ran into its own time limit'],
	11: ['timed-out', 'it ran into a limit set by its administrator'],
	anonymous: ['access-denied', 'it does not know who asks: sign in with an account of this forest'],
	7: ['access-denied', 'it refuses this way of signing in'],
	8: ['access-denied', 'it asks for a stronger way of signing in'],
	48: ['access-denied', 'it refuses this way of signing in'],
	49: ['access-denied', 'it does not accept the account'],
	50: ['access-denied', 'the account has not the right to read this'],
	82: ['access-denied', 'no Kerberos ticket for it could be had: sign in with an account of this forest'],
	86: ['access-denied', 'it refuses this way of signing in'],
};

/** Why a server said nothing, by the code that the script gave. */
export const unseen = (server: string, given: string): Unobserved => {
	const [reason, because] = reasons[given] ?? (['malformed', `it answered with the LDAP code ${given}`] as const);
	return unobserved(reason, `${server === '' ? 'The directory' : server} was asked by LDAP: ${because}.`);
};
