import type {AccessToken, DeviceCodeCredential, GetTokenOptions, TokenCredential} from '@azure/identity';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import {closingDoors} from './closing-doors.ts';
import {clouds} from './clouds.ts';
import {type CredentialParts, credentialFor} from './credentials.ts';
import {askedForAToken} from './local-credentials.ts';
import {endingPrograms, whyNotAsked} from './login-processes.ts';
import {scopesOf} from './permissions.ts';
import {explain, type NotSignedIn, not} from './sign-in-errors.ts';
import {isForAPerson, type SignInMethod} from './sign-in-methods.ts';
import {inTime} from './time-limit.ts';
import {type TokenSource, tokenFromEnvironment} from './token.ts';
import {claimsOf, type TokenClaims} from './token-claims.ts';

/** What a sign-in is made of: its credential, what it is for, and how long it may take. */
export type SignInParts = Omit<CredentialParts, 'programMilliseconds'> & {
	/** What the current step needs, by name. None at all asks for what is granted already, and for nothing new. */
	readonly permissions: readonly string[];
	readonly signal?: AbortSignal;
	/** How long a token may take where nobody is asked for it. */
	readonly tokenMilliseconds?: number;
	/** How long a person may take. */
	readonly personMilliseconds?: number;
};

/** A sign-in. Its tokens are in memory and nowhere else. */
export type SignedIn = {
	readonly kind: 'signed-in';
	readonly way: SignInMethod;
	/** Null for a token that cannot be read; Graph's /organization still names the tenant. */
	readonly who: TokenClaims | null;
	readonly token: TokenSource;
};

/** A token is renewed this long before it ends, in milliseconds. */
const margin = 5 * 60 * 1000;

/** No person is asked while a token is fetched, so it may not take longer than this; the library itself would wait for ever. */
const longestRenewal = 30_000;

/** Longer than a code is good for; a browser that somebody has closed would be waited for without end. */
const longestAsking = 20 * 60 * 1000;

/** A program on this computer is ended when nobody waits for it any more. This is for the library, should one be left after that. */
const patienceWithPrograms = 1.05;

const isInteractive = (credential: TokenCredential): credential is DeviceCodeCredential => 'authenticate' in credential;

/** Signs in by one way. Never throws for what the world does; throws CannotStart for options that cannot go together. */
export const signIn = async (parts: SignInParts): Promise<SignedIn | NotSignedIn> => {
	const {way, cloud, tenant} = parts;
	if (way === 'none') {
		return not(unobserved('not-signed-in', 'You chose not to sign in to Entra ID.'), ['browser', 'device-code', 'token']);
	}

	if (way === 'token') {
		const token = tokenFromEnvironment(parts.env);
		const given = typeof token === 'function' ? await token({permissions: []}) : token;
		if (typeof token !== 'function' || typeof given !== 'string') {
			return not(given as Unobserved, ['browser', 'device-code', 'none']);
		}

		const who = claimsOf(given);
		return foreign(who, tenant) ?? {kind: 'signed-in', way, who, token};
	}

	let trouble: unknown;
	const milliseconds = parts.tokenMilliseconds ?? longestRenewal;
	const isProgram = way === 'cli' || way === 'powershell';
	const objection = isProgram ? whyNotAsked(way) : null;
	if (objection !== null) {
		return not(unobserved('blocked', objection), ['browser', 'device-code', 'none']);
	}

	if (isProgram || way === 'browser') {
		// What is started would inherit it, and it is for Graph alone.
		delete process.env.WHFB_GRAPH_TOKEN;
	}

	const credential = await credentialFor({
		...parts,
		programMilliseconds: Math.ceil(milliseconds * patienceWithPrograms),
		onTrouble: heard => {
			trouble = heard;
			parts.onTrouble?.(heard);
		},
	});
	const wanted = (permissions: readonly string[]) =>
		isForAPerson(way) && permissions.length > 0 ? scopesOf(cloud, permissions) : [`${clouds[cloud].graph}/.default`];
	const held = new Map<string, AccessToken>();

	// One at a time: what is asked twice is fetched once, and what the authority said belongs to who asked.
	let turn: Promise<unknown> = Promise.resolve();
	const get = (permissions: readonly string[], options: GetTokenOptions): Promise<string> => {
		const mine = turn.then(() => fetchToken(permissions, options));
		turn = mine.catch(() => undefined);
		return mine;
	};

	const fetchToken = async (permissions: readonly string[], options: GetTokenOptions): Promise<string> => {
		const scopes = wanted(permissions);
		const key = scopes.join(' ');
		const kept = held.get(key);
		if (kept !== undefined && options.claims === undefined && kept.expiresOnTimestamp - margin > Date.now()) {
			return kept.token;
		}

		trouble = undefined;
		const ask = (abortSignal: AbortSignal) => credential.getToken(scopes, {...options, abortSignal, enableCae: true});
		const got = await inTime(signal => (isProgram ? endingPrograms(() => ask(signal), signal) : ask(signal)), {
			stop: options.abortSignal as AbortSignal | undefined,
			milliseconds,
			words: `${askedForAToken(parts)} was asked for a token, and none came within ${Math.ceil(milliseconds / 1000)} s. Look again, or sign in another way.`,
		});
		if (got === null) {
			throw new Error('no token');
		}

		held.set(key, got);
		return got.token;
	};

	const askPerson = async (permissions: readonly string[], signal: AbortSignal | undefined) => {
		if (isInteractive(credential)) {
			trouble = undefined;
			const long = parts.personMilliseconds ?? longestAsking;
			await closingDoors(() =>
				inTime(abortSignal => credential.authenticate(wanted(permissions), {enableCae: true, abortSignal}), {
					stop: signal,
					milliseconds: long,
					words: `Nobody signed in within ${Math.ceil(long / 60_000)} min. Nothing was signed in.`,
				}),
			);
		}
	};

	const token: TokenSource = async ({permissions, claims, signal}) => {
		try {
			return await get(permissions, {...(claims === undefined ? {} : {claims}), ...(signal === undefined ? {} : {abortSignal: signal})});
		} catch (error) {
			const {reason, detail} = await explain(error, trouble, {...parts, permissions}, signal);
			return unobserved(reason, detail);
		}
	};

	try {
		await askPerson(parts.permissions, parts.signal);
		const who = claimsOf(await get(parts.permissions, parts.signal === undefined ? {} : {abortSignal: parts.signal}));
		return foreign(who, tenant) ?? {kind: 'signed-in', way, who, token};
	} catch (error) {
		return explain(error, trouble, parts, parts.signal);
	}
};

/** A token of another tenant than the one that was named is not used. A tenant named by a domain is compared later, by what Graph says. */
const foreign = (who: TokenClaims | null, tenant: string | undefined): NotSignedIn | null =>
	who !== null && tenant !== undefined && /^[\da-f-]{36}$/i.test(tenant) && tenant.toLowerCase() !== who.tenantId
		? not(
				unobserved(
					'foreign',
					`The sign-in of ${who.account} serves the tenant ${who.tenantId}. The one that counts here is ${tenant}, named with --tenant or known to the session. It is not used.`,
				),
				['browser', 'device-code', 'none'],
			)
		: null;
