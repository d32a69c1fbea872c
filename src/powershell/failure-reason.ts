import type {UnobservedReason} from '../guide/answer.ts';
import type {ScriptFailure} from './script-answer.ts';

/**
 * LDAP codes of RFC 4511 and winldap.h, with OpenLDAP's negative ones for the same things, as .NET gives them on Linux:
 * 81, -1 server down · 91, -11 connect error · 52 unavailable · 85, -5 timeout · 3 time limit · 50 insufficient rights · 49 invalid credentials
 * · 8 strong authentication required · 82, -2 local error, which is a bind without a usable ticket.
 */
const ldap: Readonly<Record<number, UnobservedReason>> = {
	81: 'unreachable',
	[-1]: 'unreachable',
	91: 'unreachable',
	[-11]: 'unreachable',
	52: 'unreachable',
	85: 'timed-out',
	[-5]: 'timed-out',
	3: 'timed-out',
	50: 'access-denied',
	49: 'access-denied',
	8: 'access-denied',
	82: 'access-denied',
	[-2]: 'access-denied',
};

/** HRESULTs of Windows errors (winerror.h): server not operational, no such domain, no domain controller, RPC unavailable; access denied. */
const windows: Readonly<Record<number, UnobservedReason>> = {
	2147950650: 'unreachable',
	2147943755: 'unreachable',
	2147944308: 'unreachable',
	2147944122: 'unreachable',
	2147942405: 'access-denied',
};

/** ERROR_DS_OPERATIONS_ERROR_BIND_REQUIRED and ERROR_NOT_AUTHENTICATED: the server wants a bind that did not happen. */
const unauthenticated = ['00002020', '000004DC'];

/** Why a script could not see, by category, id and code; never by the words of a message, which are translated. */
export const reasonOf = ({id, type, hresult, code, extended}: ScriptFailure): UnobservedReason => {
	const [name] = id.split(',');
	if (
		type.endsWith('.PSSecurityException') ||
		name === 'CannotCreateTypeConstrainedLanguage' ||
		name === 'MethodInvocationNotSupportedInConstrainedLanguage' ||
		name === 'ConversionSupportedOnlyToCoreTypes'
	) {
		return 'blocked';
	}

	if (extended !== null && unauthenticated.includes(extended.toUpperCase())) {
		return 'access-denied';
	}

	if (code !== null && type.startsWith('System.DirectoryServices.Protocols.')) {
		return ldap[code] ?? 'malformed';
	}

	if (type === 'System.UnauthorizedAccessException') {
		return 'access-denied';
	}

	return type === 'System.Net.Sockets.SocketException' ? 'unreachable' : (windows[hresult >>> 0] ?? 'malformed');
};

/** True where standard error shows that PowerShell refused to load a script at all: execution policy, AppLocker or App Control. */
export const isPolicyRefusal = (stderr: string): boolean => {
	// 5.1 breaks its lines in the middle of words, and CLIXML writes its line breaks as _x000D__x000A_.
	const text = stderr.replace(/<[^>]*>/g, '').replace(/_x000[AD]_|\s+/g, '');
	return /PSSecurityException|FullyQualifiedErrorId:UnauthorizedAccess/.test(text);
};
