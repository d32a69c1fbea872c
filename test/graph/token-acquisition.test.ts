import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {type DeviceCode, fallbackClientId} from '../../src/graph/credentials.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {NotSignedIn} from '../../src/graph/sign-in-errors.ts';
import {nameTenant} from '../../src/graph/tenant-name.ts';
import {type SignedIn, type SignInParts, signIn} from '../../src/graph/token-acquisition.ts';
import {type LocalAuthority, startAuthority} from '../lab/graph/authority.ts';
import {type Certificates, makeCertificates} from '../lab/graph/certificates.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';
import {browserOf, sendsTheForm} from './own-browser.ts';

const tenantId = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const canary = 'CANARY7f3a';
let certificates: Certificates;
let trusted: readonly string[];
let authority: LocalAuthority;
let graph: LocalGraph;
let folder: string;

beforeAll(async () => {
	certificates = await makeCertificates();
	trusted = tls.getCACertificates('default');
	tls.setDefaultCACertificates([...trusted, certificates.ca]);
	folder = await mkdtemp(path.join(tmpdir(), 'whfb-home-'));
	vi.stubEnv('HOME', folder);
	vi.stubEnv('USERPROFILE', folder);
	vi.stubEnv('LOCALAPPDATA', folder);
	vi.stubEnv('XDG_CACHE_HOME', folder);
});
afterAll(async () => {
	tls.setDefaultCACertificates(trusted);
	vi.unstubAllEnvs();
	await certificates.remove();
	await rm(folder, {recursive: true, force: true});
});
beforeEach(async () => {
	authority = await startAuthority(certificates, {canary});
	graph = await startGraph({
		domains: [{id: 'contoso.com', isVerified: true}],
		organization: [{id: tenantId, displayName: 'Contoso Ltd', verifiedDomains: [{name: 'contoso.com', isDefault: true}]}],
		accepts: token => authority.accepts(token),
	});
});
afterEach(async () => {
	vi.useRealTimers();
	await authority.stop();
	await graph.stop();
});

const parts = (more: Partial<SignInParts> = {}): SignInParts => ({
	way: 'device-code',
	cloud: 'global',
	env: {WHFB_AUTHORITY_ORIGIN: authority.origin},
	tenant: tenantId,
	permissions: ['Domain.Read.All', 'Organization.Read.All'],
	...more,
});
const signedIn = async (more: Partial<SignInParts> = {}): Promise<SignedIn> => {
	const signing = await signIn(parts(more));
	expect(signing).toMatchObject({kind: 'signed-in'});
	return signing as SignedIn;
};
const refused = async (more: Partial<SignInParts> = {}): Promise<NotSignedIn> => {
	const signing = await signIn(parts(more));
	expect(signing).toMatchObject({kind: 'unobserved'});
	return signing as NotSignedIn;
};
const grants = () => authority.requests.filter(({path}) => path.endsWith('/token')).map(({form}) => form.grant_type);
const domains = {
	via: 'graph',
	path: '/v1.0/domains',
	permissions: ['Domain.Read.All'],
	applicationPermissions: ['Domain.Read.All'],
} as const;

describe('signing in with a device code', () => {
	it('shows the code, waits while it is pending, and ends with a token that Graph takes', async () => {
		authority.set({pending: 2});
		const codes: DeviceCode[] = [];
		const began = Date.now();
		const {token, who} = await signedIn({onDeviceCode: code => codes.push(code)});
		expect(codes).toEqual([
			{url: 'https://microsoft.com/devicelogin', code: 'F7KQ2MXDA', message: expect.any(String), expiresAt: expect.any(String)},
		]);
		expect(Date.parse(codes[0]?.expiresAt ?? '') - began).toBeGreaterThan(890_000);
		expect(who).toEqual({
			tenantId,
			account: 'hana@contoso.com',
			kind: 'person',
			granted: expect.arrayContaining(['Domain.Read.All', 'Organization.Read.All', 'User.Read.All']),
		});
		const runner = graphRunner({origin: graph.origin, token});
		expect(await runner.ask(domains)).toMatchObject({kind: 'facts', facts: {value: [{id: 'contoso.com'}]}});
		expect(await nameTenant(runner)).toEqual({
			tenantId,
			displayName: 'Contoso Ltd',
			domain: 'contoso.com',
			domains: expect.arrayContaining(['contoso.com']),
		});
	});

	it('asks for what the step needs and no more, with the client id of the Graph tools and ready for claims challenges', async () => {
		await signedIn({permissions: ['Domain.Read.All']});
		const asked = authority.requests.find(({path}) => path.endsWith('/devicecode'))?.form;
		expect(asked?.client_id).toBe(fallbackClientId);
		expect(asked?.scope?.split(' ').filter(scope => scope.startsWith('https:'))).toEqual(['https://graph.microsoft.com/Domain.Read.All']);
		const claims = authority.requests.findLast(({path}) => path.endsWith('/token'))?.form.claims;
		expect(claims ?? asked?.claims).toContain('cp1');
	});

	it('uses an app registration of your own', async () => {
		await signedIn({clientId: '99999999-8888-4777-8666-555555555555'});
		expect(authority.requests.find(({path}) => path.endsWith('/devicecode'))?.form.client_id).toBe('99999999-8888-4777-8666-555555555555');
	});

	it.each([
		['declined', 'The sign-in was declined.'],
		['expired', 'The code is no longer good. Nothing was signed in.'],
	] as const)('that is %s says so and offers another way', async (device, words) => {
		authority.set({device});
		expect(await refused()).toMatchObject({
			reason: 'not-signed-in',
			detail: expect.stringContaining(words),
			next: expect.arrayContaining(['browser', 'none']),
		});
	});

	it('stops within two seconds', async () => {
		authority.set({device: 'never'});
		const stop = new AbortController();
		let stopped = 0;
		const signing = refused({
			signal: stop.signal,
			onDeviceCode: () => {
				setTimeout(() => {
					stopped = performance.now();
					stop.abort();
				}, 200);
			},
		});
		expect(await signing).toMatchObject({reason: 'cancelled'});
		expect(performance.now() - stopped).toBeLessThan(1_000);
	});

	it.each([
		['AADSTS53003', 'not-signed-in', 'Your organisation does not allow device codes (AADSTS53003).'],
		['AADSTS700016', 'not-signed-in', '--client-id'],
		['AADSTS50105', 'not-signed-in', 'assigned'],
		['AADSTS50076', 'not-signed-in', 'second factor'],
		['AADSTS65001', 'access-denied', 'Asked for: Domain.Read.All, Organization.Read.All'],
	])('that is refused with %s says what it means', async (refusal, reason, words) => {
		authority.set({refusal});
		const codes: DeviceCode[] = [];
		expect(await refused({onDeviceCode: code => codes.push(code)})).toMatchObject({
			reason,
			code: refusal,
			detail: expect.stringContaining(words),
		});
		expect(codes).toEqual([]);
		expect(grants()).toEqual([]);
	});

	it('without consent names the permission, and other permissions still work', async () => {
		authority.set({consented: ['Domain.Read.All', 'Organization.Read.All']});
		const {token, who} = await signedIn();
		expect(who?.granted).not.toContain('User.Read.All');
		expect(await token({permissions: ['User.Read.All']})).toMatchObject({
			reason: 'access-denied',
			detail: expect.stringContaining('User.Read.All'),
		});
		expect(await token({permissions: ['Domain.Read.All']})).toEqual(expect.any(String));
	});

	it('of another tenant is refused', async () => {
		authority.set({tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'});
		expect(await refused()).toMatchObject({reason: 'foreign', detail: expect.stringContaining('ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413')});
	});

	it('is renewed in silence after an hour, and never by asking again', async () => {
		const {token} = await signedIn();
		const first = await token({permissions: ['Domain.Read.All', 'Organization.Read.All']});
		expect(await token({permissions: ['Domain.Read.All', 'Organization.Read.All']})).toBe(first);
		vi.useFakeTimers({toFake: ['Date'], now: Date.now() + 56 * 60 * 1000});
		const second = await token({permissions: ['Domain.Read.All', 'Organization.Read.All']});
		expect(second).not.toBe(first);
		expect(authority.accepts(String(second))).toBe(true);
		expect(grants()).toEqual([expect.stringContaining('device_code'), 'refresh_token']);
		authority.set({refusal: 'AADSTS700082'});
		vi.setSystemTime(Date.now() + 70 * 60 * 1000);
		expect(await token({permissions: ['Domain.Read.All', 'Organization.Read.All']})).toMatchObject({reason: 'not-signed-in'});
		expect(authority.requests.filter(({path}) => path.endsWith('/devicecode'))).toHaveLength(1);
	});

	it('answers a claims challenge of Graph by a new token with the claims', async () => {
		const {token} = await signedIn();
		const first = String(await token({permissions: ['Domain.Read.All', 'Organization.Read.All']}));
		const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
		graph.fault('/v1.0/domains', {kind: 'claims', claims, until: given => given !== first});
		expect(await graphRunner({origin: graph.origin, token}).ask(domains)).toMatchObject({kind: 'facts'});
		expect(authority.requests.at(-1)?.form).toMatchObject({grant_type: 'refresh_token', claims: expect.stringContaining('nbf')});
	});
});

describe('signing in with the browser', () => {
	const openWith = (script: string) => browserOf(folder, script, certificates.caFile);

	it.skipIf(process.platform === 'win32')('goes through PKCE and the redirect to this computer', async () => {
		await openWith(sendsTheForm);
		const {who, token} = await signedIn({way: 'browser'});
		expect(who?.account).toBe('hana@contoso.com');
		const asked = authority.requests.find(({path}) => path.endsWith('/authorize'))?.form;
		expect(asked).toMatchObject({
			client_id: fallbackClientId,
			code_challenge_method: 'S256',
			redirect_uri: expect.stringMatching(/^http:\/\/(?:localhost|127\.0\.0\.1):\d+/),
		});
		expect(await graphRunner({origin: graph.origin, token}).ask(domains)).toMatchObject({kind: 'facts'});
	});

	it.skipIf(process.platform === 'win32')('that is declined says so', async () => {
		authority.set({device: 'declined'});
		await openWith(sendsTheForm);
		expect(await refused({way: 'browser'})).toMatchObject({detail: expect.stringContaining('declined')});
	});

	it.skipIf(process.platform === 'win32')('to another tenant is refused', async () => {
		authority.set({tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'});
		await openWith(sendsTheForm);
		expect(await refused({way: 'browser'})).toMatchObject({reason: 'foreign'});
	});

	it.skipIf(process.platform === 'win32')('is renewed in silence after an hour, and no browser opens for it', async () => {
		await openWith(sendsTheForm);
		const {token} = await signedIn({way: 'browser'});
		const wish = {permissions: ['Domain.Read.All', 'Organization.Read.All']};
		const first = await token(wish);
		vi.useFakeTimers({toFake: ['Date'], now: Date.now() + 56 * 60 * 1000});
		const second = await token(wish);
		expect(second).not.toBe(first);
		expect(authority.accepts(String(second))).toBe(true);
		expect(grants()).toEqual(['authorization_code', 'refresh_token']);
		authority.set({refusal: 'AADSTS70043'});
		vi.setSystemTime(Date.now() + 70 * 60 * 1000);
		expect(await token(wish)).toMatchObject({reason: 'not-signed-in', detail: expect.stringContaining('AADSTS70043')});
		expect(authority.requests.filter(({path}) => path.endsWith('/authorize'))).toHaveLength(1);
	});

	it.skipIf(process.platform === 'win32')('that nobody goes on with ends, and leaves no open door', async () => {
		await openWith('');
		const doors = () => process.getActiveResourcesInfo().filter(kind => kind === 'TCPServerWrap').length;
		const before = doors();
		expect(await refused({way: 'browser', personMilliseconds: 1_500})).toMatchObject({
			reason: 'timed-out',
			detail: expect.stringContaining('Nobody signed in within'),
		});
		await vi.waitFor(() => expect(doors()).toBe(before));
	});

	it.skipIf(process.platform === 'win32')('stops within two seconds and leaves no open door', async () => {
		await openWith('');
		const stop = new AbortController();
		const doors = () => process.getActiveResourcesInfo().filter(kind => kind === 'TCPServerWrap').length;
		const before = doors();
		const signing = refused({way: 'browser', signal: stop.signal});
		await vi.waitFor(() => expect(doors()).toBeGreaterThan(before), 5_000);
		const began = performance.now();
		stop.abort();
		expect(await signing).toMatchObject({reason: 'cancelled'});
		expect(performance.now() - began).toBeLessThan(2_000);
		await vi.waitFor(() => expect(doors()).toBe(before));
	});
});

describe('signing in without a person', () => {
	it('by certificate gives an application token', async () => {
		const clientId = '99999999-8888-4777-8666-555555555555';
		const {who, token} = await signedIn({way: 'certificate', clientId, certificate: certificates.clientFile});
		expect(who).toEqual({
			tenantId,
			account: clientId,
			kind: 'application',
			granted: expect.arrayContaining(['Domain.Read.All', 'Organization.Read.All', 'User.Read.All']),
		});
		expect(grants()).toEqual(['client_credentials']);
		expect(await graphRunner({origin: graph.origin, token}).ask(domains)).toMatchObject({kind: 'facts'});
	});

	it('by certificate is renewed after an hour, and after that refused by name', async () => {
		const {token} = await signedIn({
			way: 'certificate',
			clientId: '99999999-8888-4777-8666-555555555555',
			certificate: certificates.clientFile,
		});
		const wish = {permissions: ['Domain.Read.All']};
		const first = await token(wish);
		expect(await token(wish)).toBe(first);
		vi.useFakeTimers({toFake: ['Date'], now: Date.now() + 56 * 60 * 1000});
		expect(await token(wish)).not.toBe(first);
		expect(grants()).toEqual(['client_credentials', 'client_credentials']);
		authority.set({refusal: 'AADSTS700027'});
		vi.setSystemTime(Date.now() + 70 * 60 * 1000);
		expect(await token(wish)).toMatchObject({reason: 'not-signed-in', detail: expect.stringContaining('AADSTS700027')});
	});

	it('by certificate to another tenant is refused', async () => {
		authority.set({tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'});
		const clientId = '99999999-8888-4777-8666-555555555555';
		expect(await refused({way: 'certificate', clientId, certificate: certificates.clientFile})).toMatchObject({reason: 'foreign'});
	});

	it('by a certificate that is not there says so', async () => {
		const answer = await refused({
			way: 'certificate',
			clientId: '99999999-8888-4777-8666-555555555555',
			certificate: path.join(folder, 'none.pem'),
		});
		expect(answer.detail).toContain('its file is not there');
	});

	it('by certificate without its options cannot start', async () => {
		await expect(signIn(parts({way: 'certificate'}))).rejects.toThrow(CannotStart);
	});

	it('by a token of the environment names who it is', async () => {
		const claims = Buffer.from(JSON.stringify({tid: tenantId, upn: 'hana@contoso.com', scp: 'Domain.Read.All'})).toString('base64url');
		const {who} = await signedIn({way: 'token', env: {WHFB_GRAPH_TOKEN: `e30.${claims}.x`}});
		expect(who).toMatchObject({tenantId, granted: ['Domain.Read.All']});
		expect((await signedIn({way: 'token', env: {WHFB_GRAPH_TOKEN: 'opaque'}})).who).toBeNull();
	});

	it('by none says so and asks nothing', async () => {
		expect(await refused({way: 'none'})).toMatchObject({reason: 'not-signed-in'});
		expect(authority.requests).toHaveLength(0);
	});
});

describe('an authority that cannot be reached', () => {
	it('because its certificate is not trusted is named so', async () => {
		tls.setDefaultCACertificates(trusted);
		const answer = await refused();
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		expect(answer).toMatchObject({reason: 'unreachable', detail: expect.stringContaining('inspects TLS')});
	});

	it('because nothing listens is named so', async () => {
		const {origin} = authority;
		await authority.stop();
		expect(await refused({env: {WHFB_AUTHORITY_ORIGIN: origin}})).toMatchObject({
			reason: 'unreachable',
			detail: expect.stringContaining('refused'),
		});
		authority = await startAuthority(certificates);
	});
});

it('writes no token to any file', async () => {
	const {token} = await signedIn();
	await graphRunner({origin: graph.origin, token}).ask(domains);
	const given = String(await token({permissions: ['Domain.Read.All', 'Organization.Read.All']}));
	// An access token holds the canary in base64, a refresh token as it is.
	const marks = [canary, Buffer.from(canary).toString('base64url').slice(0, 12)];
	expect(given).toContain(marks[1]);
	const findings = async () => {
		const found: string[] = [];
		for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
			const file = path.join(entry.parentPath, entry.name);
			const text = entry.isFile() ? await readFile(file, 'latin1') : '';
			if (marks.some(mark => text.includes(mark))) {
				found.push(entry.name);
			}
		}

		return found;
	};
	expect(await findings()).toEqual([]);
	// The search itself finds a token that was written.
	await writeFile(path.join(folder, 'planted'), given);
	expect(await findings()).toEqual(['planted']);
	await rm(path.join(folder, 'planted'));
});
