import {channel} from 'node:diagnostics_channel';
import type {AccessToken, DeviceCodeCredential, GetTokenOptions, TokenCredential} from '@azure/identity';
import {type Silence, silence} from '../guide/answer.ts';
import {authorityOrigin, clouds} from './clouds.ts';
import {type CredentialParts, credentialFor} from './credentials.ts';
import {faultOf} from './faults.ts';
import {diagnose} from './network.ts';
import {scopesOf} from './permissions.ts';
import {refusalOf} from './refusals.ts';
import {type TokenSource, tokenFromEnvironment} from './token.ts';
import {isForAPerson, type Way} from './ways.ts';
import {type Who, whoIs} from './who.ts';

export type SignInParts = CredentialParts & {
	/** What the current step needs, by name. None at all asks for what is granted already, and for nothing new. */
	readonly permissions: readonly string[];
	readonly signal?: AbortSignal;
};

/** A sign-in. Its tokens are in memory and nowhere else. */
export type SignedIn = {
	readonly kind: 'signed-in';
	readonly way: Way;
	/** Null for a token that cannot be read; Graph's /organization still names the tenant. */
	readonly who: Who | null;
	readonly token: TokenSource;
	/** Asks the person for further permissions; null when they are there. */
	readonly widen: (permissions: readonly string[], signal?: AbortSignal) => Promise<NotSignedIn | null>;
};

/** No sign-in: why, by Entra's code if it was Entra that refused, and the ways that may go better. */
export type NotSignedIn = Silence & {readonly code: string | null; readonly next: readonly Way[]};

const not = (why: Silence, next: readonly Way[], code: string | null = null): NotSignedIn => ({...why, code, next});

/** A token is renewed this long before it ends, in milliseconds. */
const margin = 5 * 60 * 1000;

/** No person is asked while a token is fetched, so it may not take longer than this; the library itself would wait for ever. */
const longestRenewal = 30_000;

/** Waits for work or for the signal, whichever comes first. The library notices a signal only when it next asks the authority, if at all. */
const orStop = async <Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> => {
	if (signal === undefined) {
		return work;
	}

	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
};

/** Runs work that waits for a browser, and closes the door it left open for the browser's answer if nobody waits any more. */
const closingDoors = async <Value>(work: () => Promise<Value>): Promise<Value> => {
	const doors: {readonly close: () => void}[] = [];
	const opened = channel('tracing:net.server.listen:asyncEnd');
	const note = (message: unknown) => {
		const {server} = message as {readonly server?: {readonly close: () => void}};
		if (server !== undefined) {
			doors.push(server);
		}
	};
	opened.subscribe(note);
	try {
		return await work();
	} finally {
		opened.unsubscribe(note);
		for (const door of doors) {
			door.close();
		}
	}
};

const isInteractive = (credential: TokenCredential): credential is DeviceCodeCredential => 'authenticate' in credential;

const textOf = (error: unknown): string =>
	error instanceof Error ? [error.message, 'errorCode' in error ? error.errorCode : '', textOf(error.cause)].join(' ') : '';

const unavailable: Partial<Readonly<Record<Way, string>>> = {
	cli: 'The Azure CLI was asked for a token and gave none: az is not there, or nobody has run az login.',
	powershell:
		'Az PowerShell was asked for a token and gave none: the module Az.Accounts is not there, or nobody has run Connect-AzAccount.',
	'managed-identity': 'The managed identity was asked for a token and gave none: this computer has none, or it is not allowed to use it.',
	certificate: 'The certificate could not be used: its file is not there, or is no PEM file with a certificate and its private key.',
};

/** What Entra says of a code that nobody typed in time: the same way may go better with a new one. */
const lateCodes: readonly string[] = ['AADSTS70019', 'expired_token', 'device_code_expired', 'user_timeout_reached'];

/** Turns what a credential threw into a sentence. */
const explain = async (error: unknown, trouble: unknown, parts: SignInParts, signal: AbortSignal | undefined): Promise<NotSignedIn> => {
	if (signal?.aborted) {
		return not(silence('cancelled', 'Signing in was stopped. Nothing was signed in.'), ['browser', 'device-code', 'none']);
	}

	if (error instanceof DOMException && error.name === 'TimeoutError') {
		const host =
			parts.way === 'cli' || parts.way === 'powershell' ? 'this computer' : new URL(authorityOrigin(parts.cloud, parts.env)).host;
		return not(silence('timed-out', `A token was asked of ${host}, and none came within ${longestRenewal / 1000} s.`), [
			'browser',
			'device-code',
			'none',
		]);
	}

	const text = textOf(error);
	const refusal = refusalOf(text) ?? refusalOf(typeof trouble === 'string' ? trouble : '');
	if (refusal !== null) {
		const code = refusal.code.startsWith('AADSTS') ? refusal.code : null;
		const reason = refusal.consent ? 'access-denied' : 'not-signed-in';
		const asked = refusal.consent ? ` Asked for: ${parts.permissions.join(', ')}.` : '';
		// A policy that turns a code away often lets the browser of a computer it knows in.
		const isByPolicy = parts.way === 'device-code' && code !== null && /^AADSTS530/.test(code);
		const words = isByPolicy && code === 'AADSTS53003' ? 'Your organisation does not allow device codes' : refusal.words;
		const others = refusal.next.filter(way => way !== parts.way && !(isByPolicy && way === 'browser'));
		const first: readonly Way[] = lateCodes.includes(refusal.code) ? [parts.way] : isByPolicy ? ['browser'] : [];
		const named = code === null ? words : `${words.replace(/[.]$/, '')} (${code}).`;
		return not(silence(reason, `${named}${asked}`), [...first, ...others], code);
	}

	if (parts.way === 'browser' && /\bspawn\b|ENOENT/.test(text)) {
		return not(silence('not-signed-in', 'No browser could be opened on this computer. Nothing was signed in.'), [
			'device-code',
			'cli',
			'none',
		]);
	}

	const local = unavailable[parts.way];
	const authority = authorityOrigin(parts.cloud, parts.env);
	// The library hides what TLS or DNS said, so the same address is tried once more to hear it.
	const fault =
		faultOf(error) ??
		faultOf(trouble) ??
		(local === undefined || /endpoints_resolution_error|network_error/.test(text) ? (await diagnose(authority, signal)).fault : null);
	if (fault !== null) {
		return not(silence(fault.reason, `${new URL(authority).host} was asked to sign in: ${fault.words}.`), ['token', 'none']);
	}

	if (local !== undefined) {
		return not(silence('not-signed-in', local), ['browser', 'device-code', 'none']);
	}

	return not(silence('not-signed-in', `${new URL(authority).host} was asked to sign in and gave no token.`), [
		'browser',
		'device-code',
		'cli',
		'none',
	]);
};

/** Signs in by one way. Never throws for what the world does; throws CannotStart for options that cannot go together. */
export const signIn = async (parts: SignInParts): Promise<SignedIn | NotSignedIn> => {
	const {way, cloud, tenant} = parts;
	if (way === 'none') {
		return not(silence('not-signed-in', 'You chose not to sign in to Entra ID.'), ['browser', 'device-code', 'token']);
	}

	if (way === 'token') {
		const token = tokenFromEnvironment(parts.env);
		const given = typeof token === 'function' ? await token({permissions: []}) : token;
		if (typeof token !== 'function' || typeof given !== 'string') {
			return not(given as Silence, ['browser', 'device-code', 'none']);
		}

		const who = whoIs(given);
		return foreign(who, tenant) ?? {kind: 'signed-in', way, who, token, widen: async () => null};
	}

	let trouble: unknown;
	const credential = await credentialFor({
		...parts,
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
		const stopped = options.abortSignal as AbortSignal | undefined;
		const late = AbortSignal.timeout(longestRenewal);
		const signal = stopped === undefined ? late : AbortSignal.any([stopped, late]);
		const got = await orStop(credential.getToken(scopes, {...options, enableCae: true}), signal);
		if (got === null) {
			throw new Error('no token');
		}

		held.set(key, got);
		return got.token;
	};

	const askPerson = async (permissions: readonly string[], signal: AbortSignal | undefined) => {
		if (isInteractive(credential)) {
			trouble = undefined;
			const options = {enableCae: true, ...(signal === undefined ? {} : {abortSignal: signal})};
			await closingDoors(() => orStop(credential.authenticate(wanted(permissions), options), signal));
		}
	};

	const token: TokenSource = async ({permissions, claims, signal}) => {
		try {
			return await get(permissions, {...(claims === undefined ? {} : {claims}), ...(signal === undefined ? {} : {abortSignal: signal})});
		} catch (error) {
			const {reason, detail} = await explain(error, trouble, {...parts, permissions}, signal);
			return silence(reason, detail);
		}
	};

	try {
		await askPerson(parts.permissions, parts.signal);
		const who = whoIs(await get(parts.permissions, parts.signal === undefined ? {} : {abortSignal: parts.signal}));
		return (
			foreign(who, tenant) ?? {
				kind: 'signed-in',
				way,
				who,
				token,
				widen: async (permissions, signal) => {
					try {
						await askPerson(permissions, signal);
						await get(permissions, {});
						return null;
					} catch (error) {
						return explain(error, trouble, {...parts, permissions}, signal);
					}
				},
			}
		);
	} catch (error) {
		return explain(error, trouble, parts, parts.signal);
	}
};

/** A token of another tenant than the one that was named is not used. A tenant named by a domain is compared later, by what Graph says. */
const foreign = (who: Who | null, tenant: string | undefined): NotSignedIn | null =>
	who !== null && tenant !== undefined && /^[\da-f-]{36}$/i.test(tenant) && tenant.toLowerCase() !== who.tenantId
		? not(
				silence(
					'foreign',
					`The sign-in of ${who.account} serves the tenant ${who.tenantId}. The one that counts here is ${tenant}, named with --tenant or known to the session. It is not used.`,
				),
				['browser', 'device-code', 'none'],
			)
		: null;
