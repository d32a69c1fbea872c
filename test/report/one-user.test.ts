import {describe, expect, it} from 'vitest';
import {lookAtOneUser} from '../../src/app/one-user.ts';
import type {Ask} from '../../src/engine/ask.ts';
import {unobserved} from '../../src/guide/answer.ts';
import {oneUserSchema} from '../../src/report/one-user.ts';
import {oneUserLines, oneUserText} from '../../src/report/one-user-text.ts';
import {emptySession} from '../../src/session/session.ts';
import {account, accountsIn, inTenant, membersOf, tenantAccount} from '../../steps/case-builders/pilots.ts';
import {guide} from '../../steps/guide.ts';

const now = '2026-11-22T09:00:00Z';
const hana = 'hana.novak@contoso.com';

const common = {guide, tool: '1.0.0', given: {}, name: null, env: {}, now: () => now, say: () => undefined, strict: false};

/** What is seen of a user in a practice environment. */
const practised = async (practice: string, user: string, strict = false) => {
	const session = {...emptySession, environment: {...emptySession.environment, practice}};
	const document = await lookAtOneUser({...common, session: () => session, user, strict});
	expect(oneUserSchema.safeParse(document).error).toBeUndefined();
	return document;
};

/** The same where these facts are answered live, and nothing else answers. */
const answered = async (facts: Readonly<Record<string, unknown>>, user: string, asked: string[][] = []) => {
	const ask: Ask = async ({id}) =>
		id in facts
			? {kind: 'facts', facts: facts[id], source: 'live', takenAt: now, from: 'dc1'}
			: unobserved('unreachable', 'Nothing answered within 10 s.');
	return lookAtOneUser({
		...common,
		session: () => emptySession,
		user,
		ask: ({environment, session}) => {
			asked.push([...environment.pilotUsers], [...session().environment.pilotUsers]);
			return ask;
		},
	});
};

const partOf = (document: Awaited<ReturnType<typeof practised>>, name: string) => document.parts.find(part => part.name === name);
const seenIn = (document: Awaited<ReturnType<typeof practised>>) => document.parts.flatMap(({seen}) => seen);

describe('what is seen of one user', () => {
	it('stands part by part, each with its source and age', async () => {
		const document = await practised('ready', hana);
		expect(document.parts.map(({name}) => name)).toEqual(['Directory', 'Tenant', 'Scope', 'Keys', 'Sign-in', 'Policy']);
		expect(document).toMatchObject({exit: 0, user: hana, environment: {kind: 'practice', name: 'ready'}});
		expect(partOf(document, 'Keys')?.seen.map(({what, source, from, takenAt}) => [what, source, from, takenAt])).toEqual([
			['key in Entra ID', 'practice', 'ready', now],
			['key in Active Directory', 'practice', 'ready', now],
		]);
		expect(partOf(document, 'Scope')?.seen).toMatchObject([{what: 'scope group Hello Pilot', seen: 'in scope'}]);
		expect(document.parts.flatMap(({findings}) => findings.map(({finding}) => finding.check))).toEqual(['pilot-identity', 'pilot-keys']);
	});

	it('names nobody else, whoever stands in the same facts', async () => {
		expect(JSON.stringify(await practised('ready', hana))).not.toMatch(/tom\.reid/);
		expect(JSON.stringify(await practised('unverified-domain', 'ahmed.k@contoso.de'))).not.toMatch(/lindqvist|hana|"c\.moreau/);
	});

	it('tells of what surveys name by identity, and of no name that only looks alike', async () => {
		const named = await practised('unverified-domain', 'AHMED.K@contoso.de');
		expect(partOf(named, 'Tenant')?.seen).toMatchObject([
			{what: 'names of users in scope', seen: expect.stringContaining('initial-domain')},
		]);
		for (const other of ['ahmed.k@contoso.com', 'hmed.k@contoso.de', 'ahmed@contoso.de', 'xahmed.k@contoso.de']) {
			expect(partOf(await practised('unverified-domain', other), 'Tenant')?.seen).toEqual([]);
		}
	});

	it('says what a practice environment does not know of a user, and is no pass', async () => {
		const document = await practised('ready', 'nobody@contoso.com');
		expect(seenIn(document)).toEqual([]);
		expect(document.exit).toBe(3);
		expect(partOf(document, 'Directory')?.unseen[0]).toMatchObject({
			reason: 'inconclusive',
			detail: expect.stringContaining('nobody@contoso.com'),
		});
		expect(document.parts.flatMap(({findings}) => findings.map(({finding}) => finding.kind))).toEqual(['unobserved', 'unobserved']);
	});

	it('is not met where a check of this user alone is not met, and counts a caution where it is strict', async () => {
		expect((await practised('new-forest', hana)).exit).toBe(1);
		expect((await practised('key-waits', hana)).exit).toBe(0);
		expect((await practised('key-waits', hana, true)).exit).toBe(1);
	});

	it('sees nothing where nothing answers', async () => {
		const document = await practised('unreachable', hana);
		expect(document).toMatchObject({exit: 3, summary: {seen: 0, unmet: 0}});
		expect(document.parts.flatMap(({unnamed}) => unnamed)).toEqual([]);
		expect(document.parts.every(({unseen}) => unseen.length > 0)).toBe(true);
	});

	it('looks with that user as the only one of the pilot', async () => {
		const asked: string[][] = [];
		await answered({}, 'anna@contoso.com', asked);
		expect(asked).toEqual([['anna@contoso.com'], ['anna@contoso.com']]);
	});

	it('takes a sAMAccountName for nobody without its domain', async () => {
		const protectedIn = (domain: string) => ({
			group: null,
			groupMatches: null,
			forests: [{forest: domain, silent: null, domains: [{domain, silent: null, users: [{name: 'hana', access: []}]}]}],
		});
		const facts = {
			'pilot-accounts': accountsIn({'corp.contoso.com': [account()]}),
			'pilot-tenant-users': inTenant(tenantAccount()),
			'pilots-in-scope': membersOf([]),
		};
		const told = async (domain: string) =>
			seenIn(await answered({...facts, 'protected-users': protectedIn(domain)}, 'hana@contoso.com')).map(({what}) => what);
		expect(await told('corp.contoso.com')).toContain('protected account');
		expect(await told('fabrikam.com')).not.toContain('protected account');
	});

	it('finds an account of another name by the SID that the tenant tells, and not in scope where it is no member', async () => {
		const document = await answered(
			{
				'pilot-accounts': accountsIn({'corp.contoso.com': [account({upn: 'hana@corp.contoso.com'})]}),
				'pilot-tenant-users': inTenant(tenantAccount({carriedUpn: 'hana@corp.contoso.com'})),
				'pilots-in-scope': membersOf([]),
			},
			'hana@contoso.com',
		);
		expect(partOf(document, 'Directory')?.seen).toMatchObject([{seen: expect.stringContaining('signs in as hana@corp.contoso.com')}]);
		expect(partOf(document, 'Scope')?.seen).toMatchObject([{seen: 'not in scope'}]);
	});

	it('tells of a client only what was printed for this user', async () => {
		const printed = (name: string) => ({
			takenAt: now,
			whole: true,
			sections: [
				{
					title: 'Diagnostic Data',
					answers: [
						{name: 'Executing Account Name', value: name},
						{name: 'AzureAdPrt', value: 'YES'},
					],
				},
			],
		});
		const told = async (name: string) => partOf(await answered({dsregcmd: printed(name)}, 'hana@contoso.com'), 'Sign-in')?.seen.length;
		expect(await told('CONTOSO\\hana, Hana@contoso.com')).toBe(1);
		expect(await told('CONTOSO\\hana, yohana@contoso.com')).toBe(0);
		expect(await told('CONTOSO\\hana')).toBe(0);
	});

	it('shows no sign that a terminal would obey, and no line of more than 80 columns', async () => {
		const document = await answered(
			{'pilot-accounts': accountsIn({'corp.contoso.com': [account({dn: 'CN=\u001B[2JHana\u202E,DC=corp'})]})},
			'hana@contoso.com',
		);
		const words = oneUserText(guide, document, {signs: 'full', colour: false});
		expect(words).not.toMatch(/[\u001B\u202E]/);
		expect(words.split('\n').filter(line => line.length > 80 && !/^\s*\S+$/.test(line))).toEqual([]);
		expect(words.trimEnd().split('\n').at(-1)).toMatch(/^exit 3: /);
		expect(oneUserLines(guide, document)).not.toMatch(/[✓✗·]/);
	});
});
