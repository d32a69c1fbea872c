import {describe, expect, it} from 'vitest';
import {credentialFor} from '../../src/graph/credentials.ts';
import {entraErrorOf, explainedCodes} from '../../src/graph/entra-errors.ts';
import {covers, permissions, scopesOf} from '../../src/graph/permissions.ts';
import {offeredSignInMethods, signInMethods} from '../../src/graph/sign-in-methods.ts';
import {claimsOf} from '../../src/graph/token-claims.ts';

describe('the ways offered', () => {
	const nothing = () => false;

	it.each([
		['a Windows desktop', {}, 'win32', nothing, ['browser', 'powershell', 'device-code', 'none']],
		['a server without a screen', {PATH: '/usr/bin'}, 'linux', nothing, ['device-code', 'none']],
		[
			'a Linux desktop with az',
			{DISPLAY: ':0', PATH: '/usr/bin'},
			'linux',
			(file: string) => file === '/usr/bin/az' || file === '/usr/bin/xdg-open',
			['browser', 'cli', 'device-code', 'none'],
		],
		['a Linux screen on which nothing opens a browser', {DISPLAY: ':0', PATH: '/usr/bin'}, 'linux', nothing, ['device-code', 'none']],
		['a Mac over SSH', {SSH_CONNECTION: '1'}, 'darwin', nothing, ['device-code', 'none']],
		[
			'a Windows with az',
			{Path: 'C:\\az'},
			'win32',
			(file: string) => file === 'C:\\az\\az.cmd',
			['browser', 'cli', 'powershell', 'device-code', 'none'],
		],
		[
			'a build machine',
			{WHFB_GRAPH_TOKEN: 'x', IDENTITY_ENDPOINT: 'x', AZURE_CLIENT_CERTIFICATE_PATH: 'x'},
			'linux',
			nothing,
			['device-code', 'certificate', 'managed-identity', 'token', 'none'],
		],
	] as const)('are those that %s can take', (_name, env, platform, exists, expected) => {
		expect(offeredSignInMethods(env, platform, exists)).toEqual(expected);
	});
});

describe('a permission', () => {
	it('only ever reads, whatever is asked for', () => {
		for (const permission of permissions) {
			expect(permission).toMatch(/^[\w-]+\.Read\.\w+$/);
		}
	});

	it('outside the closed list is never asked for', () => {
		expect(scopesOf('china', ['Domain.Read.All'])).toEqual(['https://microsoftgraph.chinacloudapi.cn/Domain.Read.All']);
		for (const wrong of ['User.ReadWrite.All', 'Directory.ReadWrite.All', '.default', 'toString']) {
			expect(() => scopesOf('global', [wrong])).toThrow('not among');
		}
	});

	it('is covered by itself and by what is broader, and by nothing else', () => {
		expect(covers(['User.Read.All'], 'User.Read.All')).toBe(true);
		expect(covers(['User.ReadWrite.All'], 'User.Read.All')).toBe(true);
		expect(covers(['Directory.AccessAsUser.All'], 'Domain.Read.All')).toBe(true);
		expect(covers(['User.Read', 'User.ReadBasic.All'], 'User.Read.All')).toBe(false);
		expect(covers(['Directory.Read.All'], 'Policy.Read.All')).toBe(false);
		expect(covers([], 'User.Read.All')).toBe(false);
	});
});

describe('a refusal of Entra', () => {
	const known = [
		50076, 50079, 50105, 50131, 53000, 53001, 53003, 530003, 65001, 65002, 65004, 70043, 700082, 7000218, 90094, 50199, 700016,
	];

	it.each(known)('AADSTS%i has a sentence of its own and a way that goes on', code => {
		const refusal = entraErrorOf(`invalid_grant: AADSTS${code}: Text of the authority. Trace ID: 1`);
		expect(refusal?.code).toBe(`AADSTS${code}`);
		expect(refusal?.words).not.toContain('https://login.microsoftonline.com/error');
		expect(refusal?.words).toMatch(/\.$/);
		expect(refusal?.next.length).toBeGreaterThan(0);
	});

	it('never offers a way that is none, and always one without a sign-in', () => {
		for (const code of explainedCodes) {
			const next = entraErrorOf(code)?.next ?? [];
			expect(next.every(way => signInMethods.includes(way))).toBe(true);
			expect(next).toContain('none');
		}
	});

	it('that nobody has explained names its number, and repeats no text of the authority', () => {
		expect(entraErrorOf('AADSTS99999: <script>')).toMatchObject({code: 'AADSTS99999', words: expect.stringContaining('code=99999')});
		expect(entraErrorOf('AADSTS99999: <script>')?.words).not.toContain('script');
		expect(entraErrorOf('getaddrinfo ENOTFOUND')).toBeNull();
	});
});

describe('who is signed in', () => {
	const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
	const tid = '0B7C3F52-4D1E-4C7A-9F0E-5D1C2A86E413';

	it('is read from the claims, ids in lower case and text made safe', () => {
		expect(claimsOf(tokenOf({tid, upn: 'ha\u202Ena@contoso.com', scp: 'A.Read.All B.Read.All'}))).toEqual({
			tenantId: tid.toLowerCase(),
			account: expect.not.stringContaining('\u202E'),
			kind: 'person',
			granted: ['A.Read.All', 'B.Read.All'],
		});
		expect(claimsOf(tokenOf({tid, appid: 'a', roles: ['A.Read.All']}))).toMatchObject({
			kind: 'application',
			account: 'a',
			granted: ['A.Read.All'],
		});
	});

	it.each(['opaque', '', 'a.b.c', 'a.b', tokenOf(null), tokenOf([]), tokenOf({tid: 'contoso'}), tokenOf({upn: 'x'}), tokenOf({tid: {}})])(
		'is not guessed from %j',
		token => {
			expect(claimsOf(token)).toBeNull();
		},
	);
});

it.each(['/dev/zero', import.meta.dirname])(
	'L7 a certificate that is no file is refused in a sentence, and not waited for (%s)',
	async path => {
		const credential = credentialFor({
			way: 'certificate',
			cloud: 'global',
			env: {AZURE_CLIENT_CERTIFICATE_PATH: path},
			tenant: 'contoso.com',
			clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
			programMilliseconds: 1000,
		});
		await expect(credential).rejects.toThrow(
			/^AZURE_CLIENT_CERTIFICATE_PATH names no file, but a folder, a pipe or a device\. Name the PEM file itself\.$/,
		);
	},
);
