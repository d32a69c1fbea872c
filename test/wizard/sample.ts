import {z} from 'zod';
import {parsePage, parseRemedies} from '../../src/content/page.ts';
import {type Check, defineCheck, defineCollector} from '../../src/guide/check.ts';
import {everything} from '../../src/guide/filter.ts';
import {type Finding, met} from '../../src/guide/finding.ts';
import type {Progress} from '../../src/guide/progress.ts';
import {defineStep, type Guide, gate} from '../../src/guide/step.ts';
import {decide} from '../../src/session/decide.ts';
import type {Event} from '../../src/session/event.ts';
import {emptySession, evolve, type Session, startOf} from '../../src/session/session.ts';
import type {Looking, SignIn, Signing, Tenancy, Workspace} from '../../src/session/workspace.ts';
import type {WizardStart} from '../../src/wizard/start.ts';
import {outline} from '../../steps/outline.ts';

export const now = '2026-11-22T09:31:00Z';

const collector = (id: string, query: Parameters<typeof defineCollector>[0]['query']) =>
	defineCollector({id, query, what: `what ${id} reads`, rights: 'any domain user', facts: z.unknown()});
const connect = (id: string) => collector(id, {via: 'powershell', script: `steps/${id}.ps1`, on: 'connect-server'});
const here = (id: string) => collector(id, {via: 'powershell', script: `steps/${id}.ps1`, on: 'here'});
const check = (id: string, question: string, from = here(id)): Check =>
	defineCheck({id, question, needs: {it: from}, judge: () => met('Yes.')});

const chosen = defineCheck({
	id: 'key-trust-chosen',
	question: 'Have you chosen key trust, knowing that cloud Kerberos trust is recommended?',
	needs: {
		it: collector('key-trust-chosen', {
			via: 'person',
			statement: 'Key trust was chosen, knowing that cloud Kerberos trust is recommended.',
		}),
	},
	judge: () => met('Yes.'),
});
const schema = check('schema-on-every-dc', 'Is the key attribute in the schema on every DC that answers?');
const writeBack = check('key-write-back', 'Does every AD connector write the key back?', connect('rules'));
const upn = check(
	'verified-upn',
	'Is every UPN suffix in use a verified domain in the tenant?',
	collector('domains', {
		via: 'survey',
		directory: {
			via: 'directory',
			from: 'in-scope',
			base: 'domain',
			scope: 'subtree',
			filter: everything,
			attributes: ['userPrincipalName'],
		},
		graph: {
			via: 'graph',
			path: '/v1.0/domains',
			permissions: ['Domain.Read.All'],
			applicationPermissions: ['Domain.Read.All'],
		},
		size: {via: 'graph', path: '/v1.0/domains?$count=true', permissions: ['Domain.Read.All'], applicationPermissions: ['Domain.Read.All']},
	}),
);

export const guide: Guide = {
	id: 'sample',
	edition: '1',
	importers: [],
	coverage: {pages: [], beyond: []},
	textKinds: {},
	savedTexts: [],
	outline,
	oneUser: {rooms: [], checks: [], whoIs: user => ({upns: [user], sids: [], dns: [], objectIds: [], accounts: []})},
	steps: [
		defineStep({id: '01-overview', checks: [chosen]}),
		defineStep({id: '02-prerequisites', checks: [check('forest-level', 'Is the forest at least at level 2008 R2?')]}),
		defineStep({id: '03-baseline', checks: [check('dns', 'Does DNS find the domain controllers?')]}),
		defineStep({
			id: '04-synchronization',
			checks: [
				schema,
				check('connect-version', 'Is Connect Sync installed, and new enough?', connect('version')),
				check('active-server', 'Is SYNC01 the active server, not a staging one?', connect('scheduler')),
				writeBack,
				upn,
			],
			gates: {
				enter: [gate('schema-before-connect', schema, 'Connect reads the schema when it is installed.')],
				leave: [
					gate('schema-before-connect', writeBack, 'Without the whole chain no key reaches Active Directory.'),
					gate('verified-upn-domain', upn, 'The domain controller insists on the UPN it knows.'),
				],
			},
		}),
		defineStep({id: '05-registration', checks: [check('scp', 'Does every forest have a service connection point?')]}),
		defineStep({id: '06-settings', checks: [check('policy', 'Is key trust switched on by policy?')]}),
		defineStep({
			id: '07-sign-in',
			pilot: ['pilotUsers', 'pilotClient'],
			checks: [check('key-arrives', 'Is the new key in Active Directory?')],
		}),
	],
};

const titles: Readonly<Record<string, readonly [string, string]>> = {
	'01-overview': ['Overview', 'Overview'],
	'02-prerequisites': ['Prerequisites', 'Prerequisites'],
	'03-baseline': ['New Installation Baseline', 'Baseline'],
	'04-synchronization': ['Configure Directory Synchronization', 'Synchronization'],
	'05-registration': ['Configure Azure Device Registration', 'Device registration'],
	'06-settings': ['Configure Windows Hello for Business settings', 'Settings'],
	'07-sign-in': ['Sign-in and Provision', 'Sign-in'],
};

const bodies: Readonly<Record<string, string>> = {
	'04-synchronization': `Users, devices and keys travel between your forest and Entra ID through Microsoft Entra Connect Sync, once named Azure AD Connect. Each user needs one identity in both places.

## Install Connect Sync

Read [how the directories are integrated][a] and what the server must have, then download Connect Sync and install it.

<!-- check: connect-version -->
<!-- check: active-server -->

> [!NOTE]
> If Connect was installed before the schema was upgraded, run its wizard again and refresh the directory schema. Only then does it make the rule that writes \`msDS-KeyCredentialLink\`.

<!-- check: schema-on-every-dc -->
<!-- check: key-write-back -->

## When the two UPNs differ

- sync the on-premises UPN to \`onPremisesUserPrincipalName\`, and
- add the domain of the on-premises UPN as a verified domain in the tenant.

| Suffix | What it needs |
|---|---|
| listed, not verified | publish the record, press Verify |
| ends in something that is no public root, such as a single word | can never be verified: **not supported** |

> [!NOT SUPPORTED]
> Key trust is not supported for users whose domain can never be verified.

\`\`\`powershell
# Who: Domain Admin
Start-ADSyncSyncCycle -PolicyType Initial
\`\`\`

<!-- check: verified-upn -->

[a]: https://example.test/integrate
`,
};

const page = (step: string) => {
	const [title, short] = titles[step] ?? [step, step];
	const checks = guide.steps.find(({id}) => id === step)?.checks ?? [];
	const body = bodies[step] ?? `This is what the guide says here.\n\n${checks.map(({id}) => `<!-- check: ${id} -->`).join('\n')}\n`;
	return parsePage(
		`---\nstep: ${step}\ntitle: ${title}\nshort: ${short}\nminutes: 30\nrights: local administrator of SYNC01\nwho: whoever runs the Connect server\nsource: https://example.test/${step}\nreviewed: 2026-11-22\n---\n${body}`,
	);
};
const pages = new Map(guide.steps.map(({id}) => [id, page(id)]));

const remedies = parseRemedies(`Why it matters: no key comes back without it.

## refresh-the-schema

**What to do** On SYNC01 run the Connect wizard, choose Refresh directory schema and tick fabrikam.com. Nothing is reinstalled.

**Who** A local administrator of SYNC01 who is a Hybrid Identity Administrator of the tenant.

**How long** About 10 minutes. Sync pauses while the wizard is open, and a full import follows. The gate opens as soon as the rule is there.

**Why** Connect made its rules for fabrikam.com from the old schema. No key of its 118 users reaches their directory, so their sign-in fails.

## give-another-suffix

**What to do** Give the 41 users the suffix contoso.com in Active Directory. They sign in with a new name from then on.

**Who** A Domain Admin.

**How long** At once, then one sync cycle.

**Why** The domain can never be verified.

\`\`\`powershell
# Who: Domain Admin
Set-ADUser ahmed.k -UserPrincipalName ahmed.k@contoso.com
\`\`\`
`);

const ago = (minutes: number) => new Date(new Date(now).getTime() - minutes * 60_000).toISOString();
export const judged = (
	verdict: Extract<Finding, {kind: 'judged'}>['verdict'],
	more: Partial<Extract<Finding, {kind: 'judged'}>> = {},
): Finding => ({
	kind: 'judged',
	at: ago(2),
	takenAt: ago(2),
	source: 'live',
	from: 'SYNC01',
	verdict,
	exhibits: [],
	facts: {rules: ['Out to AD']},
	...more,
});
export const silent = (reason: Extract<Finding, {kind: 'unobserved'}>['reason'], detail: string): Finding => ({
	kind: 'unobserved',
	at: ago(2),
	reason,
	detail,
});

export const noRule = judged(
	{outcome: 'unmet', because: 'fabrikam.com has no enabled outbound rule to msDS-KeyCredentialLink.', remedy: 'refresh-the-schema'},
	{
		exhibits: [
			{sign: 'met', what: 'corp.contoso.com', seen: 'rule present and enabled, attribute included'},
			{sign: 'unmet', what: 'fabrikam.com', seen: 'no rule writes msDS-KeyCredentialLink, not included'},
		],
	},
);
const neverVerified = judged(
	{
		outcome: 'unmet',
		because: 'This is not supported: 41 of 312 users sign in with contoso.local, which can never be verified.',
		remedy: 'give-another-suffix',
		supported: false,
	},
	{
		from: 'DC01 and Graph',
		exhibits: [
			{sign: 'met', what: 'contoso.com', seen: '271 users, verified'},
			{sign: 'unmet', what: 'contoso.local', seen: '41 users, cannot be verified, ever'},
		],
	},
);
export const good = judged({outcome: 'met', because: 'All is there.'});
export const elsewhere = silent('elsewhere', 'ADM07 may not read the rules on SYNC01: access denied for CONTOSO\\hana.');

/** A session at step 4, with what a test wants to have been found. */
export const atStepFour = (found: Readonly<Record<string, Finding>> = {}, more: readonly Event[] = []): Session =>
	[
		{type: 'opened', at: ago(60), tool: '1.0.0', edition: '1', account: 'CONTOSO\\hana', computer: 'ADM07'} as const,
		...['01-overview', '02-prerequisites', '03-baseline'].flatMap((step): Event[] => [
			{type: 'entered', at: ago(50), step},
			{type: 'finished', at: ago(40), step},
		]),
		...['key-trust-chosen', 'forest-level', 'dns', 'schema-on-every-dc'].map(
			(id): Event => ({type: 'found', at: ago(30), check: id, finding: good}),
		),
		{
			type: 'found',
			at: ago(30),
			check: 'dns',
			finding: judged({outcome: 'caution', because: 'One DC is slow.', remedy: 'refresh-the-schema'}),
		} as const,
		{type: 'entered', at: ago(20), step: '04-synchronization'} as const,
		...Object.entries(found).map(([id, finding]): Event => ({type: 'found', at: ago(2), check: id, finding})),
		...more,
	].reduce<Session>((session, event) => evolve(session, event as Event), emptySession);

export const allOfFour: Readonly<Record<string, Finding>> = {
	'connect-version': judged({
		outcome: 'caution',
		because: '2.5.79.0 on SYNC01, and support for it has ended some time ago, so plan an upgrade.',
		remedy: 'refresh-the-schema',
	}),
	'active-server': good,
	'schema-on-every-dc': good,
	'key-write-back': noRule,
	'verified-upn': neverVerified,
};

/** What the world answers when a check is looked at, and how long that takes in milliseconds. */
export type World = {
	readonly answers: Record<string, Finding>;
	readonly takes?: number;
	/** How far the long read of users has come, whenever somebody looks. */
	readonly soFar?: readonly Progress[];
};

/** A walk through the sample guide: real decisions and a real fold, a world made of answers. */
export const sampleWalk = (first: Session, world: World, more: Partial<Workspace> = {}): Workspace & {readonly asked: string[]} => {
	let session = first;
	let looking: Looking | null = null;
	const listeners = new Set<() => void>();
	const asked: string[] = [];
	const tell = () => {
		for (const listener of listeners) {
			listener();
		}
	};
	let clock = 0;
	const stamp = () => new Date(new Date(now).getTime() + clock++).toISOString();
	const add = (event: Event) => {
		session = evolve(session, event);
		tell();
	};
	const look = async (at: string, checks: readonly Check[], id = 'a look') => {
		asked.push(at);
		looking = {
			at,
			startedAt: performance.now(),
			ended: false,
			rows: checks.map(each => ({check: each, phase: 'looking', took: null, soFar: []})),
		};
		tell();
		await new Promise(resolve => setTimeout(resolve, world.takes ?? 1));
		for (const each of checks) {
			const unanswered = each === chosen && Object.keys(session.attestations).length === 0 && session.environment.practice === null;
			const finding = world.answers[each.id] ?? (unanswered ? silent('not-answered', 'Nobody has answered yet.') : good);
			const at = stamp();
			const found = {...finding, at, ...(finding.kind === 'judged' ? {takenAt: at} : {})} as Finding;
			add({type: 'found', at, check: each.id, finding: found, look: id});
		}

		looking = {...(looking as Looking), ended: true, rows: checks.map(each => ({check: each, phase: 'done', took: 5, soFar: []}))};
		tell();
	};
	return {
		guide,
		name: 'contoso-hq',
		practice: null,
		session: () => session,
		signIn: null,
		savedAt: () => session.at,
		notSaved: () => null,
		held: () => '',
		keepElsewhere: () => null,
		readOnly: null,
		lost: null,
		settle: environment => {
			asked.push(`settled ${JSON.stringify(environment)}`);
			add({type: 'settled', at: stamp(), environment});
		},
		confirm: environment => {
			asked.push(`confirmed ${JSON.stringify(environment)}`);
			add({type: 'settled', at: stamp(), environment});
			add({type: 'confirmed', at: stamp(), account: 'CONTOSO\\hana'});
		},
		looking: () => {
			const {soFar} = world;
			return looking === null || soFar === undefined
				? looking
				: {...looking, rows: looking.rows.map(row => (row.check.id === 'verified-upn' ? {...row, soFar} : row))};
		},
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		look,
		stop: () => {
			asked.push('stop');
		},
		want: async (type, step) => {
			const index = guide.steps.findIndex(({id}) => id === step);
			const gates = [
				...guide.steps.slice(0, index).flatMap(each => [...each.gates.enter, ...each.gates.leave]),
				...(guide.steps[index]?.gates.enter ?? []),
				...(type === 'finish' ? (guide.steps[index]?.gates.leave ?? []) : []),
			];
			const id = `look ${asked.length} ${session.at}`;
			add({type: 'wanted', at: stamp(), look: id, wish: type, step});
			if (gates.length > 0) {
				await look(
					`the gates of step ${index + 1}`,
					gates.map(each => each.check),
					id,
				);
			}

			const decision = decide(guide, session, {type, step, look: id}, stamp());
			if (decision.kind === 'granted') {
				decision.events.forEach(add);
			}

			return decision;
		},
		answer: async attestation => {
			asked.push(`answered ${attestation.by}`);
			add({type: 'answered', at: stamp(), attestation: {...attestation, at: now}});
			const at = stamp();
			add({
				type: 'found',
				at,
				check: 'key-trust-chosen',
				finding: judged({outcome: 'met', because: 'Chosen.'}, {at, source: 'attested', from: attestation.by}),
			});
		},
		writeScript: async (place, file) => `The script for ${place} is in ${file}.`,
		writeText: async (file, text) => {
			asked.push(`wrote ${file} ${text}`);
			return `${file} is written.`;
		},
		oneUser: async user => {
			asked.push(`user ${user}`);
			return `What is seen of ${user}, and of nobody else\n\nKeys\n  none`;
		},
		importEvidence: async (path, taken) => {
			asked.push(`brought ${path} ${taken}`);
			return {taken: true, sentence: `${path} was brought in.`};
		},
		close: () => {
			asked.push('closed');
		},
		asked,
		...more,
	};
};

export const contoso: Tenancy = {
	way: 'device-code',
	account: 'hana@contoso.com',
	tenantId: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
	tenantName: 'Contoso Ltd',
	domain: 'contoso.com',
	permissions: [{name: 'Domain.Read.All', granted: true}],
};

/** A sign-in whose ways end as a test says; one without an end is under way until it is stopped. */
export const sampleSignIn = (
	first: Signing,
	ends: Readonly<Record<string, Signing>> = {},
	more: Partial<SignIn> = {},
): SignIn & {readonly asked: string[]} => {
	let signing = first;
	const asked: string[] = [];
	return {
		offered: () => ['browser', 'cli', 'device-code', 'none'],
		named: () => null,
		now: () => signing,
		isDue: permissions => permissions.length > 0 && signing.kind !== 'signed-in' && signing.kind !== 'without',
		start: async (way, permissions) => {
			asked.push(`${way} ${permissions.join(' ')}`);
			signing = way === 'none' ? {kind: 'without'} : (ends[way] ?? {kind: 'under-way', way, since: now, code: null});
			return signing.kind === 'under-way' ? new Promise<Signing>(() => {}) : signing;
		},
		stop: () => {
			asked.push('stop');
			signing = signing.kind === 'under-way' ? {kind: 'out'} : signing;
		},
		confirm: isRight => {
			asked.push(isRight ? 'yes' : 'no');
			signing = isRight && signing.kind === 'unconfirmed' ? {kind: 'signed-in', tenancy: signing.tenancy} : {kind: 'out'};
		},
		because: permission =>
			({
				'Domain.Read.All': 'is every UPN suffix a verified domain?',
				'Organization.Read.All': 'which tenant, and when did it last sync?',
				'User.Read.All': 'do the two UPNs of a user agree?',
			})[permission] ?? '',
		graph: () => 'https://graph.microsoft.com',
		asked,
		...more,
	};
};

/** A session of a practice environment, just begun. */
export const practising = (id: string): Session =>
	startOf({
		version: 2,
		beginning: {at: ago(1), tool: '1.0.0', guide: 'sample', edition: '1', account: 'you', computer: 'here', environment: {practice: id}},
	});

const ids = [
	'ready',
	'alternate-upn',
	'local-forest',
	'resource-forest',
	'new-forest',
	'schema-behind',
	'connect-before-schema',
	'second-forest',
	'rule-disabled',
	'device-writeback-only',
	'connect-too-old',
	'unverified-domain',
	'unroutable-domain',
	'alternate-upn-unsynced',
	'child-domain-not-added',
	'staging-server',
	'unreachable',
	'half-seen',
];

export const sampleStart = (more: Partial<WizardStart> = {}): WizardStart => ({
	workspace: null,
	sessions: [],
	practices: ids.map((id, at) => ({
		id,
		sentence: 'what somebody meets there, in one sentence',
		ends: at < 4 ? 'open' : at < 15 ? 'shut' : 'not seen',
	})),
	outline,
	openSession: async () => sampleWalk(atStepFour(), {answers: {}}),
	startSession: async () => sampleWalk(emptySession, {answers: {}}),
	startPractice: async id => sampleWalk(practising(id), {answers: allOfFour}, {name: 'practice-1', practice: id}),
	doctor: Promise.resolve([
		'ADM07, in corp.contoso.com, as CONTOSO\\hana',
		'Windows PowerShell 5.1, full language, 5 DCs found',
		'51 of 58 checks can be looked at from here, 7 need a file from the Connect server or a client',
	]),
	plan: async () => 'whfb would make these 35 reads and no others.',
	page: step => pages.get(step) ?? page(step),
	remedies: () => remedies,
	directories: [],
	completePath: () => null,
	tool: '1.0.0',
	now: () => now,
	ascii: false,
	resumed: false,
	...more,
});
