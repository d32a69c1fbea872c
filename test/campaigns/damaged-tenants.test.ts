import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {SurveyRecord} from '../../src/guide/check.ts';
import type {Verdict} from '../../src/guide/finding.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {forest, identitiesOf, secondForest} from '../../steps/case-builders/forests.ts';
import {type Account, type Around, personsFrom, user} from '../../steps/case-builders/persons.ts';
import {tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, notSeen, seen} from '../../steps/case-builders/witnesses.ts';

/** Each property is tried on so many tenants; WHFB_TENANTS takes another number. */
const numRuns = Number(process.env['WHFB_TENANTS'] ?? 10_000);

type Domain = Readonly<Record<string, unknown>>;
type World = {
	readonly accounts: readonly Account[];
	readonly users: readonly SurveyRecord[];
	/** As Graph gives them. */
	readonly domains: readonly Domain[];
	readonly around: Around;
};

/** The gate's verdict on what came; a list of domains that cannot be understood was not seen. */
const judge = ({accounts, users, domains, around}: World): Verdict => {
	const read = () => {
		try {
			return seen(tenantDomains.facts.parse(tenantDomains.read({value: domains})));
		} catch (error) {
			return notSeen('malformed', String(error));
		}
	};
	return verifiedUpn.judge({
		persons: seen(personsFrom(accounts, users, around)),
		domains: read(),
		connect: nobodyAsked,
		identities: identitiesOf(forest, secondForest),
		owned: nobodyAsked,
		computers: nobodyAsked,
	});
};

const suffixes = ['contoso.com', 'fabrikam.com', 'emea.contoso.com'];
const prefix = fc.stringMatching(/^[a-z]{1,3}[a-z.]{0,2}[ks]$/).filter(text => !text.includes('..'));
const anchorOf = (rid: number) => Buffer.alloc(16, rid).toString('base64');

/** How somebody stands in both places. The first four pass. */
const standings = [
	'equal',
	'case',
	'carried',
	'implicit',
	'prefix',
	'suffix',
	'absent',
	'cloud',
	'unsynced',
	'twice',
	'shared',
	'initial',
] as const;
const healthy = standings.slice(0, 4);

const personOf = (rid: number, standing: (typeof standings)[number], name: string, suffix: string) => {
	const upn = `${name}${rid}@${suffix}`;
	const implicit = standing === 'implicit';
	const account: Account = implicit ? {rid, upn: null, domain: suffix} : {rid, upn, domain: forest, anchor: anchorOf(rid)};
	const own = (cloudUpn: string, over: SurveyRecord = {}) =>
		user(rid, cloudUpn, {id: `id-${rid}`, onPremisesImmutableId: anchorOf(rid), ...over});
	const alias = `alias.${upn}`;
	const users: Readonly<Record<(typeof standings)[number], readonly SurveyRecord[]>> = {
		equal: [own(upn)],
		case: [own(upn.toUpperCase())],
		carried: [own(alias, {onPremisesUserPrincipalName: upn})],
		implicit: [own(`user${rid}@${suffix}`)],
		prefix: [own(alias)],
		suffix: [own(upn.replace(/@.*/, '@contoso.onmicrosoft.test'))],
		absent: [],
		cloud: [user(null, upn, {id: `id-${rid}`})],
		unsynced: [own(upn, {onPremisesSyncEnabled: false})],
		twice: [own(upn), own(alias, {id: `other-${rid}`})],
		shared: [
			own(alias, {onPremisesUserPrincipalName: upn}),
			user(null, `shares.${upn}`, {id: `shares-${rid}`, onPremisesUserPrincipalName: upn}),
		],
		initial: [own(`${name}${rid}@contoso.onmicrosoft.com`)],
	};
	return {account, users: users[standing]};
};

const changes = [null, {operation: 'Verification', status: 'Failed'}, {operation: 'ForceDelete', status: 'Failed'}];
const badChanges = [
	{operation: 'ForceDelete', status: 'InProgress'},
	{operation: 'Transfer', status: 'Scheduled'},
];

/** A tenant and its forests; `well` makes everybody pass and every domain verified. */
const worlds = (well: boolean): fc.Arbitrary<World> =>
	fc
		.record({
			people: fc.array(
				fc.record({
					standing: well ? fc.constantFrom(...healthy) : fc.constantFrom(...standings),
					name: prefix,
					suffix: fc.constantFrom(...suffixes),
				}),
				{minLength: 1, maxLength: 5},
			),
			cloudOnly: fc.nat(3),
			guests: fc.nat(2),
			domains: fc.tuple(
				...suffixes.map(() =>
					fc.record({
						isVerified: well ? fc.constant(true) : fc.oneof({weight: 6, arbitrary: fc.constant(true)}, fc.constant(false)),
						state: well
							? fc.constantFrom(...changes)
							: fc.oneof({weight: 6, arbitrary: fc.constantFrom(...changes)}, fc.constantFrom(...badChanges)),
					}),
				),
			),
			/** How many more there may have been at the end than came, and how many fewer at the beginning. */
			coming: fc.nat(3),
			going: fc.nat(3),
			group: fc.constantFrom('Hello Users', null),
			forests: fc.constantFrom({[forest]: 'read'} as const, {[forest]: 'read', [secondForest]: 'read'} as const),
		})
		.map(({people, cloudOnly, guests, domains, coming, going, group, forests}) => {
			const persons = people.map(({standing, name, suffix}, at) => personOf(at + 1, standing, name, suffix));
			const users = [
				...persons.flatMap(({users: own}) => own),
				...Array.from({length: cloudOnly + 1}, (_, at) => user(null, `cloud${at}@contoso.com`, {id: `cloud-${at}`})),
				...Array.from({length: guests}, (_, at) =>
					user(null, `g${at}_x#EXT#@contoso.onmicrosoft.com`, {id: `guest-${at}`, userType: 'Guest'}),
				),
			];
			const listed = tenantDomainsOf(...suffixes).domains.map(one => {
				const over = domains[suffixes.indexOf(one.id)];
				return over === undefined ? one : {...one, ...over};
			});
			return {
				accounts: persons.map(({account}) => account),
				users,
				domains: listed,
				around: {group, forests, said: [Math.max(0, users.length - coming), users.length + going] as const},
			};
		});

const pick = <T>(list: readonly T[], at: number): number => (list.length === 0 ? -1 : at % list.length);
const replaced = <T>(list: readonly T[], at: number, make: (one: T) => T): readonly T[] =>
	list.map((one, place) => (place === at ? make(one) : one));
const missing = (field: string) => (one: SurveyRecord) => ({...one, [field]: undefined});
const setTo = (field: string, value: unknown) => (one: SurveyRecord) => ({...one, [field]: value});
/** The same text with one letter that only looks, or only folds, as the one before. */
const disguised = (text: string): string => text.replace(/[ks]/i, letter => (letter.toLowerCase() === 'k' ? '\u212a' : '\u017f'));
const withHidden = (text: string, at: number): string => `${text.slice(0, at % text.length)}\u200b${text.slice(at % text.length)}`;
const exactly = ({users, around}: World): World['around'] => ({...around, said: [users.length, users.length]});

type Damage = {
	/** Whether a whole and healthy tenant may still pass: what happened is harmless by itself. */
	readonly harmless?: true;
	readonly to: (world: World, at: number) => World;
};
const users = (change: (one: SurveyRecord) => SurveyRecord): Damage => ({
	to: (world, at) => ({...world, users: replaced(world.users, pick(world.users, at), change)}),
});
const everyDomain = (change: (one: Domain) => Domain): Damage => ({to: world => ({...world, domains: world.domains.map(change)})});

/** Every kind of damage, each of which comes alone. */
const damages: Readonly<Record<string, Damage>> = {
	'a user is lost on the way': {
		to: world => ({...world, around: exactly(world), users: world.users.slice(0, -1)}),
	},
	'somebody in scope is lost on the way': {
		to: (world, at) => ({...world, around: exactly(world), users: world.users.filter((_, place) => place !== pick(world.users, at))}),
	},
	'Graph counts more than come': {
		to: world => ({...world, around: {...world.around, said: [world.users.length + 1, world.users.length + 9]}}),
	},
	'Graph counts fewer than come': {to: world => ({...world, around: {...world.around, said: [0, world.users.length - 1]}})},
	'Graph does not count': {to: world => ({...world, around: {...world.around, said: [null, null]}})},
	'the last page is full': {to: world => ({...world, around: {...world.around, endsFull: true}})},
	'Graph falls silent': {
		to: world => ({...world, around: {...world.around, cloudSilent: {reason: 'throttled', detail: 'Graph asks to wait.'}}}),
	},
	'a user comes twice': {
		harmless: true,
		to: (world, at) => ({...world, users: [...world.users, world.users[pick(world.users, at)] ?? {}]}),
	},
	'a user comes twice, renamed meanwhile': {
		to: (world, at) => {
			const own = world.users.filter(one => one['onPremisesSecurityIdentifier'] !== null);
			const one = own[pick(own, at)];
			return one === undefined
				? world
				: {...world, users: [...world.users, {...one, userPrincipalName: `new.${one['userPrincipalName']}`}]};
		},
	},
	'another user has the same SID': {
		to: (world, at) => {
			const own = world.users.filter(one => one['onPremisesSecurityIdentifier'] !== null);
			const one = own[pick(own, at)];
			return {
				...world,
				users: [...world.users, {...(one ?? {}), id: 'another'}],
				around: {...world.around, said: [null, world.users.length + 1]},
			};
		},
	},
	...Object.fromEntries(
		['id', 'userPrincipalName', 'onPremisesSecurityIdentifier', 'onPremisesUserPrincipalName', 'onPremisesSyncEnabled'].flatMap(field => [
			[`${field} does not come`, users(missing(field))],
			[`${field} comes as a number`, users(setTo(field, 7))],
			[`${field} comes as an object`, users(setTo(field, {value: 'x'}))],
		]),
	),
	'onPremisesSyncEnabled comes as text': users(one => ({...one, onPremisesSyncEnabled: String(one['onPremisesSyncEnabled'])})),
	...Object.fromEntries(
		['true', 'false', null, undefined, 1, 0, [], {}].map(value => [
			`isVerified comes as ${JSON.stringify(value)}`,
			everyDomain(one => ({...one, isVerified: value})),
		]),
	),
	'state does not come': everyDomain(({state: _, ...rest}) => rest),
	'state is something that nobody knows': everyDomain(one => ({...one, state: {operation: 'Sale', status: 'Completed'}})),
	'every domain is being removed': everyDomain(one => ({...one, state: {operation: 'ForceDelete', status: 'Scheduled'}})),
	'every domain is listed once more, and not verified': {
		to: world => ({...world, domains: [...world.domains, ...world.domains.map(one => ({...one, isVerified: false}))]}),
	},
	'every domain is listed once more, and verified': {
		harmless: true,
		to: world => ({...world, domains: [...world.domains.map(one => ({...one, isVerified: true, state: null})), ...world.domains]}),
	},
	'a letter in Entra ID is one of another alphabet': {
		to: world => ({
			...world,
			users: world.users.map(one => ({
				...one,
				userPrincipalName: disguised(String(one['userPrincipalName'])),
				onPremisesUserPrincipalName:
					one['onPremisesUserPrincipalName'] === null ? null : disguised(String(one['onPremisesUserPrincipalName'])),
			})),
		}),
	},
	'a letter in Active Directory is one of another alphabet': {
		to: world => ({...world, accounts: world.accounts.map(one => ({...one, upn: disguised(one.upn ?? `user${one.rid}@${one.domain}`)}))}),
	},
	'something is hidden in the names of Active Directory': {
		to: (world, at) => ({
			...world,
			accounts: world.accounts.map(one => ({...one, upn: withHidden(one.upn ?? `user${one.rid}@${one.domain}`, at)})),
		}),
	},
	'a SID in Active Directory is cut short': {
		to: (world, at) => ({...world, around: {...world.around, badSids: [world.accounts[pick(world.accounts, at)]?.rid ?? 0]}}),
	},
	'a forest does not answer': {
		to: world => ({...world, around: {...world.around, forests: {[forest]: 'read', [secondForest]: 'timed-out'}}}),
	},
	'the group bears the name of another': {to: world => ({...world, around: {...world.around, group: 'Hello Users', groupMatches: 2}})},
	'a member was found nowhere': {
		to: world => ({
			...world,
			around: {
				...world.around,
				group: 'Hello Users',
				groupMatches: 1,
				strangers: [{member: 'S-1-5-21-9-9-9-9', kind: 'unknown', of: null}],
			},
		}),
	},
};
const kinds = Object.keys(damages);
const damage = fc.record({kind: fc.constantFrom(...kinds), at: fc.nat(1_000)});
const hurt = (world: World, {kind, at}: {readonly kind: string; readonly at: number}) => damages[kind]?.to(world, at) ?? world;

describe('tenants and forests drawn at random', () => {
	it('pass where everybody stands well in both, also while users come and go', () => {
		fc.assert(
			fc.property(worlds(true), world => {
				const verdict = judge(world);
				expect(verdict.outcome, verdict.outcome === 'met' ? '' : verdict.because).toBe('met');
			}),
			{numRuns},
		);
	}, 120_000);

	it('never pass by a damage: what was not met, or not seen, is not met by what came wrong', () => {
		let shut = 0;
		fc.assert(
			fc.property(worlds(false), damage, (world, one) => {
				fc.pre(judge(world).outcome !== 'met');
				shut += 1;
				expect(judge(hurt(world, one)).outcome).not.toBe('met');
			}),
			{numRuns},
		);
		expect(shut).toBeGreaterThanOrEqual(numRuns);
	}, 120_000);

	it('do not pass with a damage that hides or condemns somebody, however well they stand', () => {
		const tried = new Set<string>();
		fc.assert(
			fc.property(worlds(true), damage, (world, one) => {
				tried.add(one.kind);
				expect(damages[one.kind]?.harmless === true || judge(hurt(world, one)).outcome !== 'met').toBe(true);
			}),
			{numRuns},
		);
		expect([...tried].sort()).toEqual(kinds.toSorted());
	}, 120_000);
});
