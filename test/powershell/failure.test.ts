import {describe, expect, it} from 'vitest';
import type {UnobservedReason} from '../../src/guide/answer.ts';
import {unobservedFor} from '../../src/powershell/failure.ts';
import {isPolicyRefusal, reasonOf} from '../../src/powershell/failure-reason.ts';
import type {ScriptFailure} from '../../src/powershell/script-answer.ts';

const failure: ScriptFailure = {
	category: 'NotSpecified',
	id: 'RuntimeException',
	type: 'System.Exception',
	hresult: -2146233087,
	code: null,
	extended: null,
	message: 'Der Server ist nicht funktionst\u00fcchtig.',
	at: 'search-directory.ps1:12',
};
const ldap = 'System.DirectoryServices.Protocols.LdapException';
const operation = 'System.DirectoryServices.Protocols.DirectoryOperationException';

describe('what a script met', () => {
	const met: Readonly<Record<string, readonly [Partial<ScriptFailure>, UnobservedReason]>> = {
		'LDAP server down': [{type: ldap, code: 81}, 'unreachable'],
		'LDAP server down, as OpenLDAP counts': [{type: ldap, code: -1}, 'unreachable'],
		'LDAP connect error': [{type: ldap, code: 91}, 'unreachable'],
		'LDAP unavailable': [{type: operation, code: 52}, 'unreachable'],
		'LDAP timeout': [{type: ldap, code: 85}, 'timed-out'],
		'LDAP insufficient rights': [{type: operation, code: 50}, 'access-denied'],
		'LDAP invalid credentials': [{type: ldap, code: 49}, 'access-denied'],
		'LDAP strong authentication required': [{type: operation, code: 8}, 'access-denied'],
		'LDAP local error: no ticket': [{type: ldap, code: 82}, 'access-denied'],
		'a search before any bind': [{type: operation, code: 1, extended: '00002020'}, 'access-denied'],
		'another operations error': [{type: operation, code: 1, extended: '00002030'}, 'malformed'],
		'LDAP no such object': [{type: operation, code: 32}, 'malformed'],
		'an LDAP number that is no LDAP code': [{type: 'System.ComponentModel.Win32Exception', code: 81}, 'malformed'],
		'server not operational': [{hresult: 0x8007203a | 0}, 'unreachable'],
		'no such domain': [{hresult: 0x8007054b | 0}, 'unreachable'],
		'Windows access denied': [{hresult: 0x80070005 | 0}, 'access-denied'],
		'no access to a file or a key': [{type: 'System.UnauthorizedAccessException'}, 'access-denied'],
		'a name that does not resolve': [{type: 'System.Net.Sockets.SocketException', code: 11001}, 'unreachable'],
		'an execution policy': [
			{type: 'System.Management.Automation.PSSecurityException', id: 'UnauthorizedAccess', hresult: 0x80070005 | 0},
			'blocked',
		],
		'a type that ConstrainedLanguage forbids': [
			{id: 'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand'},
			'blocked',
		],
		'anything else': [{}, 'malformed'],
	};
	it.each(Object.entries(met))('%s is told by its codes', (_, [given, reason]) => {
		expect(reasonOf({...failure, ...given})).toBe(reason);
	});

	it('is never told by the words of its message', () => {
		for (const message of [
			'Access is denied',
			'The server is not operational',
			'The LDAP server is unavailable.',
			'running scripts is disabled',
		]) {
			expect(reasonOf({...failure, message})).toBe('malformed');
		}
	});

	it('is said with script, line, id and codes, on one line and without control characters', () => {
		const {detail} = unobservedFor('search-directory.ps1', {...failure, type: ldap, code: 81, message: 'a\u001b[2J\r\nb\u202ec'});
		expect(detail).toBe(
			'The server did not answer search-directory.ps1. search-directory.ps1:12 stopped with RuntimeException (code 81, 0x80131501). It says: a [2J b c',
		);
	});
});

describe('a script that PowerShell refuses to load', () => {
	it('is told by the id, although Windows PowerShell breaks its lines inside words', () => {
		expect(
			isPolicyRefusal(
				'    + CategoryInfo          : SecurityError: (:) [], ParentContainsErrorRecordExcep\r\n   tion\r\n    + FullyQualifiedErrorId : Unauthorized\r\nAccess\r\n',
			),
		).toBe(true);
	});

	it('is told by the id in CLIXML', () => {
		expect(
			isPolicyRefusal(
				'#< CLIXML\r\n<Objs><S S="Error">    + FullyQualifiedErrorId : _x000D__x000A_</S><S S="Error">UnauthorizedAccess_x000D__x000A_</S></Objs>',
			),
		).toBe(true);
	});

	it('is not seen in another error, whatever it says', () => {
		expect(
			isPolicyRefusal('Access is denied because running scripts is disabled on this system. FullyQualifiedErrorId : RuntimeException'),
		).toBe(false);
	});
});
