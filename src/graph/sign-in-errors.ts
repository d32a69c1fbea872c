import {type Unobserved, unobserved} from '../guide/answer.ts';
import {authorityOrigin} from './clouds.ts';
import {addresses, diagnose} from './connectivity.ts';
import type {CredentialParts} from './credentials.ts';
import {entraErrorOf} from './entra-errors.ts';
import {onThisComputer} from './local-credentials.ts';
import {networkErrorOf} from './network-errors.ts';
import type {SignInMethod} from './sign-in-methods.ts';

/** No sign-in: why, by Entra's code if it was Entra that refused, and the ways that may go better. */
export type NotSignedIn = Unobserved & {readonly code: string | null; readonly next: readonly SignInMethod[]};

/** Says why a sign-in did not come about. */
export const not = (why: Unobserved, next: readonly SignInMethod[], code: string | null = null): NotSignedIn => ({...why, code, next});

/** Thrown where something took too long. */
export class Late extends Error {}

const textOf = (error: unknown): string =>
	error instanceof Error ? [error.message, 'errorCode' in error ? error.errorCode : '', textOf(error.cause)].join(' ') : '';

/** What Entra says of a code that nobody typed in time: the same way may go better with a new one. */
const lateCodes: readonly string[] = ['AADSTS70019', 'expired_token', 'device_code_expired', 'user_timeout_reached'];

/** What was tried. */
export type Attempted = Pick<CredentialParts, 'way' | 'cloud' | 'env'> & {readonly permissions: readonly string[]};

/** Turns what a credential threw into a sentence. */
export const explain = async (
	error: unknown,
	trouble: unknown,
	parts: Attempted,
	signal: AbortSignal | undefined,
): Promise<NotSignedIn> => {
	if (signal?.aborted) {
		return not(unobserved('cancelled', 'Signing in was stopped. Nothing was signed in.'), ['browser', 'device-code', 'none']);
	}

	if (error instanceof Late) {
		return not(unobserved('timed-out', error.message), ['browser', 'device-code', 'none']);
	}

	const text = textOf(error);
	const refusal = entraErrorOf(text) ?? entraErrorOf(typeof trouble === 'string' ? trouble : '');
	if (refusal !== null) {
		const code = refusal.code.startsWith('AADSTS') ? refusal.code : null;
		const reason = refusal.consent ? 'access-denied' : 'not-signed-in';
		const asked = refusal.consent ? ` Asked for: ${parts.permissions.join(', ')}.` : '';
		// A policy that turns a code away often lets the browser of a computer it knows in.
		const isByPolicy = parts.way === 'device-code' && code !== null && /^AADSTS530/.test(code);
		const words = isByPolicy && code === 'AADSTS53003' ? 'Your organisation does not allow device codes' : refusal.words;
		const others = refusal.next.filter(way => way !== parts.way && !(isByPolicy && way === 'browser'));
		const first: readonly SignInMethod[] = lateCodes.includes(refusal.code) ? [parts.way] : isByPolicy ? ['browser'] : [];
		const named = code === null ? words : `${words.replace(/[.]$/, '')} (${code}).`;
		return not(unobserved(reason, `${named}${asked}`), [...first, ...others], code);
	}

	if (parts.way === 'browser' && /\bspawn\b|ENOENT/.test(text)) {
		return not(unobserved('not-signed-in', 'No browser could be opened on this computer. Nothing was signed in.'), [
			'device-code',
			'cli',
			'none',
		]);
	}

	const here = onThisComputer[parts.way];
	if (here !== undefined) {
		const told = here.told.find(([says]) => says.test(text))?.[1];
		return not(unobserved('not-signed-in', told ?? here.otherwise), ['browser', 'device-code', 'none']);
	}

	const {host} = new URL(authorityOrigin(parts.cloud, parts.env));
	const isCertificate = parts.way === 'certificate';
	// The library hides what TLS or DNS said, so the same host is tried once more to hear it.
	const isDiagnosed = !isCertificate || /endpoints_resolution_error|network_error/.test(text);
	const fault =
		networkErrorOf(error) ??
		networkErrorOf(trouble) ??
		(isDiagnosed ? (await diagnose(addresses(parts.cloud, parts.env).signIn, signal)).fault : null);
	if (fault !== null) {
		return not(unobserved(fault.reason, `${host} was asked to sign in: ${fault.words}.`), ['token', 'none']);
	}

	if (isCertificate) {
		return not(
			unobserved(
				'not-signed-in',
				'The certificate could not be used: its file is not there, or is no PEM file with a certificate and its private key.',
			),
			['browser', 'device-code', 'none'],
		);
	}

	return not(unobserved('not-signed-in', `${host} was asked to sign in and gave no token.`), ['browser', 'device-code', 'cli', 'none']);
};
