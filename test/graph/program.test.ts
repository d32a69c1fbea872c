import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {collectorsOf} from '../../src/guide/check.ts';
import {graphOf} from '../../src/guide/query.ts';
import {openStore} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';
import {begin, built, eventsIn, type Home, newHome, programFile, run} from '../journeys/built.ts';
import {foundMet, passage} from '../journeys/passed.ts';
import {pathWithout} from '../journeys/path-without.ts';
import {type Person, terminal} from '../journeys/terminal.ts';
import {nextThing, walkUntil} from '../journeys/walking.ts';
import {type LocalAuthority, startAuthority} from '../lab/graph/authority.ts';
import {type Certificates, makeCertificates} from '../lab/graph/certificates.ts';
import {type LocalProxy, startProxy} from '../lab/graph/proxy.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';
import {sendsTheForm} from './own-browser.ts';

const tenantId = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const clientId = '99999999-8888-4777-8666-555555555555';
const canary = 'CANARY7f3a';
/** Where there is a browser, it is offered first: each test says itself whether there is one. */
const noBrowser = pathWithout('xdg-open');
let certificates: Certificates;
let authority: LocalAuthority;
let graph: LocalGraph;
let home: Home;
let env: NodeJS.ProcessEnv;
const people: Person[] = [];
const given = new Set<string>();

beforeAll(async () => {
	certificates = await makeCertificates();
	await built();
});
afterAll(() => {
	certificates.remove();
	noBrowser.remove();
});
beforeEach(async () => {
	authority = await startAuthority(certificates, {canary});
	graph = await startGraph({
		domains: [
			{id: 'contoso.onmicrosoft.com', isVerified: true, isInitial: true, isDefault: false, isRoot: true, authenticationType: 'Managed'},
			{id: 'contoso.com', isVerified: true, isInitial: false, isDefault: true, isRoot: true, authenticationType: 'Managed'},
		],
		organization: [
			{
				id: tenantId,
				displayName: 'Contoso Ltd',
				onPremisesSyncEnabled: true,
				onPremisesLastSyncDateTime: new Date().toISOString(),
				verifiedDomains: [{name: 'contoso.com', isDefault: true}],
			},
		],
		accepts: token => given.has(token) || authority.accepts(token),
	});
	given.clear();
	home = newHome();
	env = {
		WHFB_AUTHORITY_ORIGIN: authority.origin,
		WHFB_GRAPH_ORIGIN: graph.origin,
		NODE_EXTRA_CA_CERTS: certificates.caFile,
		AZURE_CLIENT_CERTIFICATE_PATH: certificates.clientFile,
		PATH: noBrowser.path,
		DISPLAY: undefined,
		WAYLAND_DISPLAY: undefined,
		BROWSER: undefined,
	};
});
/** Every file of the home, sessions and all, in which something of a token stands. An access token holds the canary in base64, a refresh token and a device code as it is. */
const filesWithTokens = (): readonly string[] => {
	const marks = [canary, Buffer.from(canary).toString('base64url').slice(0, 12)];
	return readdirSync(home.path, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.filter(entry => marks.some(mark => readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(mark)))
		.map(({name}) => name);
};

afterEach(async () => {
	for (const person of people.splice(0)) {
		person.kill('SIGKILL');
	}

	expect(filesWithTokens()).toEqual([]);
	await Promise.all([authority.stop(), graph.stop()]);
	home.remove();
});

type Document = {
	readonly exit: number;
	readonly steps: readonly {readonly findings: readonly Readonly<Record<string, string>>[]}[];
};

/** `whfb check` of step 3, whose two questions to the tenant need the sign-in. */
const check = async (...args: readonly string[]) => {
	const {exit, stdout, stderr} = await run(['check', '--step', '3', '--format', 'json', '--session', 'trial', ...args], {home, env});
	if (stdout === '') {
		throw new Error(`whfb check ended with ${exit} and printed nothing: ${stderr}`);
	}

	const document = JSON.parse(stdout) as Document;
	const of = (id: string) => document.steps.flatMap(({findings}) => findings).find(finding => finding['check'] === id) ?? {};
	return {exit, stderr, tenant: of('tenant-exists'), domain: of('custom-domain-verified')};
};

/** A program on PATH. */
const program = (name: string, does: string) => {
	const file = join(home.path, name);
	writeFileSync(file, `#!/bin/sh\n${does}\n`);
	chmodSync(file, 0o755);
	env = {...env, PATH: `${home.path}:${noBrowser.path}`};
};

/** A screen, and a browser on it whose page does what the script says; one that sends the form of Entra ID's page if none is given. */
const withBrowser = (script = sendsTheForm) => {
	writeFileSync(join(home.path, 'browser.mjs'), script);
	program('xdg-open', `exec "${process.execPath}" "${join(home.path, 'browser.mjs')}" "$1"`);
	env = {...env, DISPLAY: ':0', SSH_CONNECTION: undefined, SSH_TTY: undefined};
};

const grants = () => authority.requests.filter(({path}) => path.endsWith('/token')).map(({form}) => form.grant_type);

/** A token that Graph takes, with the canary in it. */
const newToken = () => {
	const claims = {tid: tenantId, upn: 'hana@contoso.com', scp: 'Domain.Read.All Organization.Read.All'};
	const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${canary}`;
	given.add(token);
	return token;
};

const withCertificate = ['--sign-in', 'certificate', '--tenant', tenantId, '--client-id', clientId] as const;

/** Waits until the program says on standard error that it waits, interrupts it, and gives its exit code. */
const interrupted = async (way: string, words: string): Promise<unknown> => {
	const child = begin(['check', '--step', '3', '--session', 'trial', '--sign-in', way], {home, env});
	let stderr = '';
	await new Promise<void>(resolve => {
		child.stderr?.on('data', data => {
			stderr += data;
			if (stderr.includes(words)) {
				resolve();
			}
		});
	});
	// A browser is opened a moment after it is said.
	if (way === 'browser') {
		await expect.poll(() => authority.requests.length, {timeout: 10_000}).toBeGreaterThan(0);
	}

	child.kill('SIGINT');
	return new Promise(resolve => child.on('close', resolve));
};

it('would find a token in a session', async () => {
	env = {...env, WHFB_GRAPH_TOKEN: newToken()};
	await check('--sign-in', 'token');
	const [session = ''] = readdirSync(home.sessions).filter(name => name.endsWith('.jsonl'));
	const file = join(home.sessions, session);
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, `${text}${newToken()}`);
	expect(filesWithTokens()).toEqual([session]);
	writeFileSync(file, text);
});

describe('check', () => {
	it('signs in with a certificate, and reads the tenant', async () => {
		const {tenant, domain, stderr} = await check('--sign-in', 'certificate', '--tenant', tenantId, '--client-id', clientId);
		expect(domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(tenant['because']).toContain('Contoso Ltd');
		expect(stderr).toBe('Session trial is new.\n');
		expect(authority.requests.filter(({path}) => path.endsWith('/token')).map(({form}) => form.grant_type)).toEqual(['client_credentials']);
	});

	it('signs in with a code that it prints beside the document, and asks for what the look needs and no more', async () => {
		authority.set({pending: 1});
		const {domain, stderr} = await check('--sign-in', 'device-code');
		expect(domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(stderr).toMatch(/open https:\/\/microsoft\.com\/devicelogin on any computer or phone, and type F7KQ2MXDA/);
		expect(stderr).toMatch(/Started at \d\d:\d\d on .+, and good until \d\d:\d\d\. Never type a code that somebody else sent you\./);
		const scopes = authority.requests.find(({path}) => path.endsWith('/devicecode'))?.form.scope?.split(' ') ?? [];
		expect(scopes.filter(scope => scope.startsWith('https:')).sort()).toEqual([
			'https://graph.microsoft.com/Domain.Read.All',
			'https://graph.microsoft.com/LicenseAssignment.Read.All',
			'https://graph.microsoft.com/Organization.Read.All',
			'https://graph.microsoft.com/Policy.Read.All',
			'https://graph.microsoft.com/Policy.Read.AuthenticationMethod',
		]);
	});

	it.each([
		['a code that is declined', {device: 'declined'}, 'not-signed-in', /declined/],
		['a code that has run out', {device: 'expired'}, 'not-signed-in', /no longer good/],
		['a policy against codes', {refusal: 'AADSTS53003'}, 'not-signed-in', /does not allow device codes \(AADSTS53003\)/],
	] as const)('prints its document after %s', async (_, change, reason, words) => {
		authority.set(change);
		const {exit, domain} = await check('--sign-in', 'device-code');
		expect(exit).toBe(3);
		expect(domain).toMatchObject({kind: 'unobserved', reason, detail: expect.stringMatching(words)});
	});

	it('refuses another tenant than the one that was named', async () => {
		authority.set({tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'});
		expect((await check('--sign-in', 'device-code', '--tenant', tenantId)).domain).toMatchObject({kind: 'unobserved', reason: 'foreign'});
		expect(graph.requests).toEqual([]);
	});

	it('uses a code where no browser can be opened, and says so', async () => {
		const {domain, stderr} = await check('--sign-in', 'browser');
		expect(stderr).toContain('No browser can be opened from here, so a code is used instead.');
		expect(domain).toMatchObject({outcome: 'met'});
	});

	it('cannot start with a certificate and without its tenant', async () => {
		const {exit, stderr} = await run(['check', '--step', '3', '--sign-in', 'certificate'], {home, env});
		expect(exit).toBe(2);
		expect(stderr).toContain('--client-id');
	});

	it.skipIf(process.platform === 'win32').each([
		['device-code', 'Waiting'],
		['browser', 'A browser opens'],
	])('ends with 130 when it is stopped while it waits (%s)', async (way, words) => {
		authority.set({device: 'never'});
		withBrowser('await fetch(process.argv[2]);');
		expect(await interrupted(way, words)).toBe(130);
		expect(graph.requests).toEqual([]);
	});

	it.skipIf(process.platform === 'win32')('signs in with the browser, and reads the tenant', async () => {
		withBrowser();
		const {domain, stderr} = await check('--sign-in', 'browser');
		expect(domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(stderr).toBe('Session trial is new.\nA browser opens on this computer: sign in there. Ctrl+C stops.\n');
		expect(grants()).toEqual(['authorization_code']);
	});

	it.skipIf(process.platform === 'win32').each([
		['is declined there', {device: 'declined'}, 'not-signed-in', /declined/],
		['ends in another tenant', {tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'}, 'foreign', /ffffffff-4d1e/],
	] as const)('prints its document after a sign-in with the browser that %s', async (_, change, reason, words) => {
		withBrowser();
		authority.set(change);
		const {exit, domain} = await check('--sign-in', 'browser', '--tenant', tenantId);
		expect(exit).toBe(3);
		expect(domain).toMatchObject({kind: 'unobserved', reason, detail: expect.stringMatching(words)});
		expect(graph.requests).toEqual([]);
	});

	it.skipIf(process.platform === 'win32').each(['device-code', 'browser', 'certificate'] as const)(
		'reads what is granted, and names the permission that is not (%s)',
		async way => {
			withBrowser();
			authority.set({consented: ['Organization.Read.All']});
			graph.set({granted: ['Organization.Read.All']});
			const {exit, domain, tenant, stderr} = await check(...withCertificate, '--sign-in', way);
			expect(exit).toBe(3);
			expect(domain).toMatchObject({kind: 'unobserved', reason: 'access-denied', detail: expect.stringContaining('Domain.Read.All')});
			expect(tenant['because']).toContain('Contoso Ltd');
			expect(/AADSTS65001[\s\S]*Sign in once more: nothing new is asked for/.test(stderr)).toBe(way !== 'certificate');
		},
	);

	it.skipIf(process.platform === 'win32').each([
		['device-code', 'urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
		['browser', 'authorization_code', 'refresh_token'],
		['certificate', 'client_credentials', 'client_credentials'],
	] as const)('renews a token that is about to end, without asking anybody again (%s)', async (way, first, then) => {
		withBrowser();
		authority.set({tokenLife: 240});
		const {domain, tenant} = await check(...withCertificate, '--sign-in', way);
		expect(domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(tenant['because']).toContain('Contoso Ltd');
		expect(grants()[0]).toContain(first.split(':').at(-1));
		expect(grants().length).toBeGreaterThan(1);
		expect(new Set(grants().slice(1))).toEqual(new Set([then]));
		expect(authority.requests.filter(({path}) => /\/(?:authorize|devicecode)$/.test(path)).length).toBe(way === 'certificate' ? 0 : 1);
	});

	it('refuses a certificate of another tenant than the one that was named', async () => {
		authority.set({tenantId: 'ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'});
		expect((await check(...withCertificate)).domain).toMatchObject({kind: 'unobserved', reason: 'foreign'});
		expect(graph.requests).toEqual([]);
	});

	it.skipIf(process.platform === 'win32').each([
		['cli', 'az', () => JSON.stringify({accessToken: newToken(), expires_on: Math.floor(Date.now() / 1000) + 3600, tokenType: 'Bearer'})],
		['powershell', 'pwsh', () => JSON.stringify({Token: newToken(), ExpiresOn: new Date(Date.now() + 3_600_000).toISOString()})],
	] as const)('uses the sign-in of a program on this computer (%s)', async (way, name, answer) => {
		// The token is planted outside the home, so that the search for the canary finds only what whfb itself wrote.
		const planted = join(mkdtempSync(join(tmpdir(), 'whfb-planted-')), 'answer');
		writeFileSync(planted, answer());
		program(name, `case "$1" in "/?") exit 0;; esac; cat "${planted}"`);
		const {domain, tenant} = await check('--sign-in', way, '--powershell', process.execPath);
		rmSync(dirname(planted), {recursive: true});
		expect(domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(tenant['because']).toContain('Contoso Ltd');
		expect(authority.requests).toEqual([]);
	});

	it('asks a managed identity on this computer itself, never through the proxy', async () => {
		const heads: (string | undefined)[] = [];
		const identity = createServer((request, response) => {
			heads.push(String(request.headers['x-identity-header']));
			response.writeHead(200, {'content-type': 'application/json'}).end(
				JSON.stringify({
					access_token: newToken(),
					expires_on: String(Math.floor(Date.now() / 1000) + 3600),
					resource: 'https://graph.microsoft.com',
					token_type: 'Bearer',
					client_id: clientId,
				}),
			);
		});
		await new Promise<void>(resolve => identity.listen(0, '127.0.0.2', resolve));
		const at = `127.0.0.2:${(identity.address() as AddressInfo).port}`;
		const proxy = await startProxy();
		try {
			env = {...env, IDENTITY_ENDPOINT: `http://${at}/msi/token`, IDENTITY_HEADER: 'header-of-the-identity'};
			const {domain} = await check('--sign-in', 'managed-identity', '--proxy', proxy.url);
			expect(domain).toMatchObject({outcome: 'met', source: 'live'});
			expect(heads).toEqual(['header-of-the-identity']);
			expect(new Set(proxy.went)).toEqual(new Set([new URL(graph.origin).host]));
		} finally {
			await proxy.stop();
			identity.closeAllConnections();
			identity.close();
		}
	});

	it('takes a token of the environment', async () => {
		env = {...env, WHFB_GRAPH_TOKEN: newToken()};
		expect((await check('--sign-in', 'token')).domain).toMatchObject({outcome: 'met', source: 'live'});
		expect(authority.requests).toEqual([]);
	});

	it('goes through the proxy alone, for sign-in and Graph alike', async () => {
		const proxy: LocalProxy = await startProxy();
		try {
			const {domain} = await check('--sign-in', 'device-code', '--proxy', proxy.url);
			expect(domain).toMatchObject({outcome: 'met'});
			expect([...authority.requests, ...graph.requests].filter(({port}) => !proxy.ports.has(port))).toEqual([]);
			expect(authority.requests.length).toBeGreaterThan(0);
			expect(graph.requests.length).toBeGreaterThan(0);
		} finally {
			await proxy.stop();
		}
	});
});

/** A session of a real environment that stands at step 3, where only what needs the tenant has not been looked at. */
const atStepThree = (tenant: string | null = null) => {
	const store = openStore(home.sessions);
	const at = '2026-11-22T09:00:00.000Z';
	const open = store.create('contoso-hq', at, '1.0.0');
	for (const step of ['01-overview', '02-prerequisites']) {
		[...passage('entered', step, at), ...passage('finished', step, at)].forEach(open.journal.append);
	}

	passage('entered', '03-new-installation-baseline', at).forEach(open.journal.append);
	const checks = guide.steps.find(({id}) => id === '03-new-installation-baseline')?.checks ?? [];
	for (const check of checks.filter(one => one.id === 'mfa-chosen' || collectorsOf(one).every(({query}) => graphOf(query) === null))) {
		open.journal.append(foundMet(check.id, at, {because: 'All is there.'}));
	}

	if (tenant !== null) {
		open.journal.append({type: 'settled', at, environment: {tenant}});
	}

	open.close();
};

const sit = (...args: readonly string[]): Person => {
	const person = terminal({home, args: ['resume', 'contoso-hq', ...args], env});
	people.push(person);
	return person;
};

/** Opens the session and wants to look at step 3, which is when the sign-in is first asked for. */
const atTheSignIn = async (...args: readonly string[]): Promise<Person> => {
	const person = sit(...args);
	await person.until(/3 of 7/);
	await walkUntil(person, /look at (this step|the rest of this step)/);
	await person.press('enter');
	await person.until(/Sign in to Entra ID, to look at the tenant/);
	return person;
};

/** Moves down a list until a row is the focused one. */
const moveTo = async (person: Person, words: RegExp): Promise<void> => {
	const focused = () => /^ {1,2}> .*$/m.exec(person.screen())?.[0] ?? '';
	for (let before = focused(); !words.test(before); before = focused()) {
		const left = before;
		await person.press('down');
		await person.untilTrue(`another row than "${left}"`, () => focused() !== left && focused() !== '');
	}
};

const found = (id: string) => eventsIn(home, 'contoso-hq').findLast(event => event.type === 'found' && event['check'] === id)?.['finding'];

describe('the wizard', () => {
	it('asks for a sign-in at the first look that needs one, shows the code, then asks whether it is the right tenant, and remembers it', {
		timeout: 60_000,
	}, async () => {
		authority.set({pending: 2});
		atStepThree();
		const person = await atTheSignIn();
		const choice = person.screen();
		expect(choice).toMatch(/> A code/);
		expect(choice).not.toMatch(/The browser|The Azure CLI|A certificate/);
		expect(choice).toMatch(/Domain\.Read\.All +is every UPN suffix a verified domain\?/);
		expect(choice).not.toMatch(/User\.Read\.All/);
		expect(authority.requests).toEqual([]);

		await person.press('enter');
		const waiting = await person.until(/F7KQ2MXDA/);
		expect(waiting).toMatch(/Open +https:\/\/microsoft\.com\/devicelogin/);
		expect(waiting).toMatch(/Waiting for you: .* so far, the code is good for 1\d min \d+ s more/);
		expect(waiting).toMatch(/Never type a code that somebody else sent you/);
		expect(nextThing(waiting)).toBe('choose another way to sign in');

		const asked = await person.until(/Is this the right tenant\?/);
		expect(asked).toMatch(/Account +hana@contoso\.com/);
		expect(asked).toMatch(/Tenant +Contoso Ltd, contoso\.com/);
		expect(asked).toContain(tenantId);
		expect(asked).toMatch(/May read +✓ \w+\.Read\.All/);
		expect(graph.requests.map(({path}) => path.split('?')[0])).toEqual(['/v1.0/organization']);
		expect(found('tenant-exists')).toBeUndefined();

		await person.press('enter');
		await walkUntil(person, /see the first|supply the first|answer|finish step 3/);
		expect(found('custom-domain-verified')).toMatchObject({kind: 'judged', verdict: {outcome: 'met'}, source: 'live'});
		expect(found('tenant-exists')).toMatchObject({kind: 'judged'});
		const settled = eventsIn(home, 'contoso-hq').filter(({type}) => type === 'settled');
		expect(settled.at(-1)).toMatchObject({environment: {tenant: tenantId}});
		await person.press('q');
		expect(await person.exit()).toBe(0);
	});

	it('lets somebody say that it is the wrong tenant, and sign in as somebody else', {timeout: 60_000}, async () => {
		atStepThree();
		const person = await atTheSignIn();
		await person.press('enter');
		await person.until(/Is this the right tenant\?/);
		await person.press('b');
		expect(nextThing(await person.until(/Choose how to sign in/))).toBe('get a code to type elsewhere');
		authority.set({upn: 'jon@contoso.com'});
		await person.press('enter');
		expect(await person.until(/Is this the right tenant\?/)).toMatch(/jon@contoso\.com/);
		expect(found('tenant-exists')).toBeUndefined();
		await person.press('q');
		await person.exit();
	});

	it('refuses another tenant than the one that the session remembers', {timeout: 60_000}, async () => {
		atStepThree('ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413');
		const person = await atTheSignIn();
		await person.press('enter');
		const refused = await person.until(/Nothing was signed in, and nothing was read/);
		expect(refused.replace(/\s+/g, ' ')).toContain(`serves the tenant ${tenantId}`);
		expect(graph.requests).toEqual([]);
		await person.press('q');
		await person.exit();
	});

	it('says what a refusal means, and goes on with what is granted, naming what stays not seen', {timeout: 60_000}, async () => {
		authority.set({consented: ['Organization.Read.All']});
		atStepThree();
		const person = await atTheSignIn();
		await person.press('enter');
		const refused = await person.until(/Global Administrator/);
		expect(refused).toMatch(/AADSTS65001/);
		expect(nextThing(refused)).toBe('sign in with what is granted already');
		await person.press('enter');
		const asked = await person.until(/Is this the right tenant\?/);
		expect(asked).toMatch(/✓ Organization\.Read\.All/);
		expect(asked).toMatch(/\? Domain\.Read\.All, not granted: 3\.\d+.* will\s+stay not seen/);
		await person.press('enter');
		const missing = await walkUntil(person, /sign in to Entra ID/);
		expect(missing).toMatch(/> Sign in to Entra ID/);
		expect(found('tenant-exists')).toMatchObject({kind: 'judged'});
		expect(found('custom-domain-verified')).toMatchObject({kind: 'unobserved', reason: 'access-denied'});
		await person.press('enter');
		await person.until(/Sign in to Entra ID, to look/);
		await person.press('q');
		await person.exit();
	});

	it.each([
		['is declined', {device: 'declined'}, /The sign-in was declined/, /^go on without signing in$/],
		['has run out', {device: 'expired'}, /The code is no longer good\. Nothing was signed in/, /^get a new code$/],
		['is against a policy', {refusal: 'AADSTS53003'}, /does not allow device codes \(AADSTS53003\)/, /^go on without signing in$/],
	] as const)('says that a code %s, and what comes next', {timeout: 60_000}, async (_, change, words, next) => {
		authority.set(change);
		atStepThree();
		const person = await atTheSignIn();
		await person.press('enter');
		expect(nextThing(await person.until(words))).toMatch(next);
		await person.press('q');
		await person.exit();
	});

	it.skipIf(process.platform === 'win32')(
		'offers the browser where one can be opened, and goes to it from a policy against codes',
		{
			timeout: 60_000,
		},
		async () => {
			withBrowser();
			authority.set({refusal: 'AADSTS53003'});
			atStepThree();
			const person = await atTheSignIn();
			expect(nextThing(person.screen())).toBe('use the browser of this computer');
			await moveTo(person, /A code/);

			await person.press('enter');
			await person.until(/does not allow device codes/);
			authority.set({refusal: null});
			expect(nextThing(person.screen())).toBe('use the browser of this computer');
			await person.press('enter');
			expect(await person.until(/Is this the right tenant\?/)).toMatch(/hana@contoso\.com/);
			await person.press('q');
			await person.exit();
		},
	);

	it('goes on without a sign-in, says so, and offers it again with the way to answer by hand', {timeout: 60_000}, async () => {
		atStepThree();
		const person = await atTheSignIn();
		await moveTo(person, /No sign-in/);

		await person.press('enter');
		await walkUntil(person, /sign in to Entra ID/);
		expect(found('tenant-exists')).toMatchObject({kind: 'unobserved', reason: 'not-signed-in'});
		expect(person.screen()).toMatch(/> Sign in/);
		expect(person.screen()).toMatch(/saves the answers of Graph as files/);
		await person.press('enter');
		await person.until(/Sign in to Entra ID, to look/);
		expect(authority.requests).toEqual([]);
		await person.press('q');
		await person.exit();
	});

	it('stops a sign-in under way, and leaves with q from it at once', {timeout: 60_000}, async () => {
		authority.set({device: 'never'});
		atStepThree();
		const person = await atTheSignIn();
		await person.press('enter');
		await person.until(/F7KQ2MXDA/);
		await person.press('x');
		await person.until(/Stopped\. Nobody was signed in\./);
		await person.press('enter');
		await person.until(/F7KQ2MXDA/);
		await person.press('q');
		expect(await person.exit(5_000)).toBe(0);
	});

	it('goes back to a tenant that the session knows without asking, where nobody is needed for it', {timeout: 60_000}, async () => {
		atStepThree();
		const open = openStore(home.sessions).open('contoso-hq');
		open.journal.append({
			type: 'identified',
			at: '2026-11-22T09:00:00.000Z',
			identity: {forests: [], tenant: {id: tenantId, domains: ['contoso.com']}},
		});
		open.close();
		const person = sit('--sign-in', 'certificate', '--tenant', tenantId, '--client-id', clientId);
		await person.until(/3 of 7/);
		await walkUntil(person, /look at (this step|the rest of this step)/);
		await person.press('enter');
		await walkUntil(person, /see the first|finish step 3/);
		expect(found('custom-domain-verified')).toMatchObject({kind: 'judged', verdict: {outcome: 'met'}});
		await person.press('q');
		await person.exit();
	});

	it('begins at once with the way that was named, and asks for the tenant all the same', {timeout: 60_000}, async () => {
		atStepThree();
		const person = sit('--sign-in', 'certificate', '--tenant', tenantId, '--client-id', clientId);
		await person.until(/3 of 7/);
		await walkUntil(person, /look at (this step|the rest of this step)/);
		await person.press('enter');
		expect(await person.until(/Is this the right tenant\?/)).toMatch(new RegExp(`Account +${clientId}`));
		await person.press('q');
		await person.exit();
	});
});

describe('plain mode', () => {
	it('asks the same line by line', {timeout: 60_000}, async () => {
		atStepThree();
		const {stdout} = await run(['resume', 'contoso-hq', '--plain'], {home, env, input: '1\n1\n1\n1\nq\n', deadline: 40_000});
		// An address stands on one line, so that it can be opened.
		expect(stdout.split('\n').filter(line => line.length > 80 && !/^\[\d+\] https:\S+$/.test(line))).toEqual([]);
		expect(stdout).toMatch(/What now\?\n {2}1 {2}A code: /);
		expect(stdout).toMatch(/Open: https:\/\/microsoft\.com\/devicelogin on any computer or phone\s+Type: F7KQ2MXDA/);
		expect(stdout).toContain('Contoso Ltd, contoso.com');
		expect(stdout).toContain('1  yes, look at this tenant');
		expect(found('custom-domain-verified')).toMatchObject({kind: 'judged'});
	});
});

it('shows the first screen without loading identity or the Graph client', async () => {
	const seen = join(home.path, 'loaded.txt');
	const hook = join(home.path, 'hook.mjs');
	writeFileSync(
		hook,
		`import {appendFileSync} from 'node:fs';
import {registerHooks} from 'node:module';
registerHooks({load: (url, context, next) => (appendFileSync(${JSON.stringify(seen)}, url + '\\n'), next(url, context))});`,
	);
	env = {...env, NODE_OPTIONS: `--import=${hook}`};
	const chunks = readdirSync(join(programFile, '..')).filter(name => name.endsWith('.js'));
	const holding = (mark: RegExp) => chunks.filter(name => mark.test(readFileSync(join(programFile, '..', name), 'utf8')));
	// What only these packages say of themselves, so that a chunk is known by what it holds.
	const heavy = [...holding(/DeviceCodeCredential: |InteractiveBrowserCredential: /), ...holding(/initWithMiddleware/)];
	expect(heavy.length).toBeGreaterThan(1);
	const loaded = () =>
		readFileSync(seen, 'utf8')
			.split('\n')
			.map(url => url.split('/').at(-1) ?? '');

	const person = terminal({home, args: [], env});
	people.push(person);
	await person.until(/checks can be looked at from here/, 20_000);
	expect(loaded().filter(name => /^screen-/.test(name))).toHaveLength(1);
	expect(loaded().filter(name => heavy.includes(name))).toEqual([]);
	await person.press('q');
	await person.exit();

	// The same eye sees them where they are needed.
	await check('--sign-in', 'certificate', '--tenant', tenantId, '--client-id', clientId);
	expect(loaded().filter(name => heavy.includes(name)).length).toBeGreaterThan(1);
});
