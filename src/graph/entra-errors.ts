import type {SignInMethod} from './sign-in-methods.ts';

/** What a refusal of Entra means, and which ways may go better. */
export type EntraError = {
	readonly code: string;
	readonly words: string;
	readonly next: readonly SignInMethod[];
	/** Only an administrator's consent mends it. */
	readonly consent?: true;
};

const elsewhere: readonly SignInMethod[] = ['browser', 'cli', 'powershell', 'none'];
const managed: readonly SignInMethod[] = ['cli', 'powershell', 'token', 'none'];
const again: readonly SignInMethod[] = ['browser', 'device-code', 'none'];
const byAdmin: readonly SignInMethod[] = ['cli', 'powershell', 'none'];

type Row = readonly [words: string, next: readonly SignInMethod[], consent?: true];

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
const rows: Readonly<Record<string, Row>> = {
	AADSTS16000: ['Several accounts are signed in, and none was chosen.', again],
	AADSTS50011: [
		'The app registration of --client-id has no redirect to http://localhost under "Mobile and desktop applications".',
		['device-code', 'cli', 'none'],
	],
	AADSTS50020: ['The account belongs to another tenant and is no guest of this one.', again],
	AADSTS50034: ['This tenant does not know the account.', again],
	AADSTS50053: ['The account is locked for now, after too many tries.', ['none']],
	AADSTS50055: ['The password of the account has expired.', again],
	AADSTS50057: ['The account is disabled.', again],
	AADSTS50058: ['The sign-in has ended.', again],
	AADSTS50059: ['Entra ID cannot tell which tenant is meant. Name it with --tenant.', again],
	AADSTS50074: ['The tenant wants a second factor, which this way cannot ask for.', elsewhere],
	AADSTS50076: ['The tenant wants a second factor, which this way cannot ask for.', elsewhere],
	AADSTS50079: [
		'The tenant wants a second factor, and the account has none yet. It is set up at https://aka.ms/mysecurityinfo.',
		elsewhere,
	],
	AADSTS50097: ['The tenant wants a computer that it knows, and this way cannot show which computer this is.', managed],
	AADSTS50105: [
		'The account is not assigned to the application. An administrator of the tenant assigns it, or names another one with --client-id.',
		byAdmin,
	],
	AADSTS50126: ['The user name or the password is wrong.', again],
	AADSTS50131: ['A Conditional Access policy does not let this computer or this place in.', managed],
	AADSTS50158: ['The tenant wants another check outside Entra ID, which this way cannot do.', elsewhere],
	AADSTS50173: ['The password was changed or the sign-in was ended by an administrator.', again],
	AADSTS50199: ['Entra ID wants a person to confirm the application in a browser.', again],
	AADSTS53000: ['A Conditional Access policy wants a computer that is compliant, and this way cannot show that this one is.', managed],
	AADSTS53001: [
		'A Conditional Access policy wants a computer that is joined to the domain, and this way cannot show that this one is.',
		managed,
	],
	AADSTS53003: ['A Conditional Access policy of your organisation does not allow this way to sign in.', elsewhere],
	AADSTS530003: ['A Conditional Access policy wants a computer that is managed, and this way cannot show that this one is.', managed],
	AADSTS65001: [
		'Nobody has granted these permissions in the tenant yet. A Global Administrator or a Privileged Role Administrator grants them once.',
		byAdmin,
		true,
	],
	AADSTS65002: [
		'The application may not ask for these permissions in this tenant. Name an app registration of your own with --client-id.',
		byAdmin,
	],
	AADSTS65004: ['The permissions were declined on the consent page.', again, true],
	AADSTS70008: ['The sign-in has ended because it was not used for too long.', again],
	AADSTS70011: ['The application does not know a permission that was asked for.', byAdmin],
	AADSTS70019: ['The code is no longer good. Nothing was signed in.', again],
	AADSTS70043: ['The sign-in has ended: a policy of the tenant wants it anew after some time.', again],
	AADSTS90002: ['There is no tenant of that name in this cloud. --tenant or --cloud may be wrong.', again],
	AADSTS90072: ['The account belongs to another tenant and is no guest of this one.', again],
	AADSTS90094: [
		'Only an administrator may grant these permissions in this tenant. A Global Administrator or a Privileged Role Administrator grants them once.',
		byAdmin,
		true,
	],
	AADSTS500011: ['The tenant does not know Microsoft Graph of this cloud. --cloud may be wrong.', again],
	AADSTS500121: ['The second factor was not confirmed.', again],
	AADSTS700016: [
		'The tenant does not know the application. Its app registration, named by --client-id, belongs to another tenant or another cloud.',
		byAdmin,
	],
	AADSTS700027: ['The certificate is not one of the app registration, or it has expired.', ['browser', 'device-code', 'none']],
	AADSTS700082: ['The sign-in has ended because it was not used for too long.', again],
	AADSTS7000218: [
		'The app registration of --client-id does not allow public client flows, which signing in from a computer needs.',
		['certificate', 'cli', 'none'],
	],
	authorization_declined: ['The sign-in was declined.', again],
	access_denied: ['The sign-in was declined.', again],
	expired_token: ['The code is no longer good. Nothing was signed in.', again],
	device_code_expired: ['The code is no longer good. Nothing was signed in.', again],
	user_timeout_reached: ['The code is no longer good. Nothing was signed in.', again],
};

/** Every code the table explains, for a test to walk. */
export const explainedCodes = Object.keys(rows);

/** Finds in the text of an error what Entra refused; null if it is no refusal. Sentences of the error itself are never shown. */
export const entraErrorOf = (text: string): EntraError | null => {
	// OAuth's own names are exact where Entra's number beside them is a general one.
	const named =
		explainedCodes.find(code => /^[a-z_]+$/.test(code) && new RegExp(`\\b${code}\\b`).test(text)) ?? /AADSTS\d{4,8}/.exec(text)?.[0];
	if (named === undefined) {
		return null;
	}

	const row = rows[named];
	if (row === undefined) {
		return {
			code: named,
			words: `Entra ID refused the sign-in; https://login.microsoftonline.com/error?code=${named.slice(6)} says why.`,
			next: again,
		};
	}

	const [words, next, consent] = row;
	return {code: named, words, next, ...(consent ? {consent} : {})};
};
