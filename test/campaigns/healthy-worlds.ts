import type {FactsOf} from '../../src/guide/check.ts';
import type {ConnectServer, SyncRule} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import type {schemaOnEveryDc} from '../../steps/04-directory-synchronization/forests/schema-on-every-dc.ts';
import type {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {knownExpressions} from '../../steps/04-directory-synchronization/key-write-back/known-expressions.ts';
import type {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {
	absentServer,
	connectOf,
	connectorId,
	connectorOf,
	deviceRule,
	entra,
	flow,
	inbound,
	outbound,
	server,
	staleServer,
} from '../../steps/case-builders/connect-servers.ts';
import {type Controller, identitiesOf, membersOf, schemaOf, usersOf} from '../../steps/case-builders/forests.ts';
import {type Account, personsFrom, user} from '../../steps/case-builders/persons.ts';
import {type Domain, domain, tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, notSeen, seen, stated} from '../../steps/case-builders/witnesses.ts';
import type {Draw} from './draw.ts';

/** The facts of the three gates of step 4, all of one environment. */
export type Environment = {
	readonly enter: FactsOf<typeof schemaOnEveryDc.needs>;
	readonly leave: FactsOf<typeof keyWriteBack.needs>;
	readonly upn: FactsOf<typeof verifiedUpn.needs>;
};

/** What an environment is made of before it is turned into facts: what a condemning fact is planted in. */
export type Plan = {
	readonly forests: readonly {
		readonly name: string;
		readonly users: number;
		readonly controllers: readonly Controller[];
		/** `null`: a forest of resources that no connector writes to. */
		readonly rules: readonly SyncRule[] | null;
	}[];
	/** Rules that bring the key in, and those that do not hinder it. */
	readonly inbound: readonly SyncRule[];
	/** Servers beside the one that exports: a staging twin, an old one that is gone, where Connect is absent, one of another tenant. */
	readonly others: readonly ConnectServer[];
	readonly exporting: Partial<ConnectServer>;
	readonly retired: readonly string[];
	readonly domains: readonly (string | Domain)[];
	readonly accounts: readonly Account[];
	readonly cloud: readonly ReturnType<typeof user>[];
	readonly group: string | null;
	readonly engine: boolean | null;
};

const names = ['corp.contoso.com', 'fabrikam.com', 'res.contoso.com'] as const;
const suffixes = ['contoso.com', 'emea.contoso.com', 'fabrikam.com'] as const;

const controllersOf = (draw: Draw, forest: string): readonly Controller[] => {
	const count = 1 + draw.below(5);
	return Array.from({length: count}, (_, at): Controller => {
		const isSilent = at > 1 && draw.chance(30);
		return {
			server: `DC0${at + 1}.${forest}`,
			objectVersion: draw.one([87, 88, 91]),
			...(isSilent ? {silent: draw.one(['unreachable', 'timed-out', 'access-denied'])} : {}),
		};
	});
};

/** A rule for the key that carries it: the default, or a clone in one of the ways that are supported or do no harm. */
const carrying = (draw: Draw, forest: string): readonly SyncRule[] => {
	const scope = draw.one<SyncRule['scope']>([[], [[{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''}]]]);
	const expression = draw.chance(15) ? 'IIF(IsNull([deviceKey]),NULL,[deviceKey])' : null;
	const flows = [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], expression})];
	const byDefault = outbound(forest, {scope, flows, precedence: 130 + draw.below(60)});
	const clone = outbound(forest, {
		scope,
		flows,
		name: 'Out to AD - our own',
		tag: null,
		precedence: 60 + draw.below(40),
		linkType: draw.one(['Join', 'StickyJoin', null]),
	});
	return draw.one<readonly SyncRule[]>([
		[byDefault],
		[byDefault],
		[{...byDefault, disabled: true}, clone],
		[byDefault, clone],
		[byDefault, {...clone, scope: [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]]}],
	]);
};

/** Rules that stand beside the chain and do it no harm. */
const harmless = (draw: Draw, forest: string): readonly SyncRule[] => {
	const other = {name: 'In from AD - something else', tag: null, connector: connectorId(forest)};
	const all: readonly SyncRule[] = [
		deviceRule(forest),
		outbound(forest, {name: 'late', tag: null, precedence: 900, flows: [flow({destination: 'msDS-KeyCredentialLink', constant: 'none'})]}),
		outbound(forest, {
			name: 'switched off',
			tag: null,
			precedence: 5,
			disabled: true,
			flows: [flow({destination: 'msDS-KeyCredentialLink', expression: 'AuthoritativeNull'})],
		}),
		outbound('gone.example.test', {precedence: 3, flows: [flow({destination: 'msDS-KeyCredentialLink', expression: 'AuthoritativeNull'})]}),
		inbound({
			...other,
			precedence: 4,
			flows: [
				flow({destination: 'deviceKey', expression: draw.one(['NULL', 'IgnoreThisFlow', 'IIF(IsPresent([info]),NULL,IgnoreThisFlow)'])}),
			],
		}),
		inbound({
			...other,
			precedence: 6,
			flows: [flow({destination: 'deviceKey', sources: ['info'], mergeType: draw.one(['Merge', 'MergeCaseInsensitive'])})],
		}),
		inbound({
			...other,
			precedence: 7,
			sourceType: 'device',
			targetType: 'device',
			flows: [flow({destination: 'deviceKey', expression: 'AuthoritativeNull'})],
		}),
		inbound({...other, precedence: 500, flows: [flow({destination: 'deviceKey', expression: 'AuthoritativeNull'})]}),
	];
	return all.filter(() => draw.chance(20));
};

const incoming = (draw: Draw): readonly SyncRule[] => {
	const forms = [
		null,
		knownExpressions[0]?.text ?? null,
		'IIF(IsPresent([searchableDeviceKey]),[searchableDeviceKey],NULL)',
		'IIF(IsNullOrEmpty([searchableDeviceKey]), null, [SearchableDeviceKey])',
	] as const;
	const rule = inbound({
		precedence: 105 + draw.below(20),
		flows: [flow({destination: 'deviceKey', sources: ['searchableDeviceKey'], expression: draw.one(forms)})],
	});
	const clone = {...rule, name: 'In from AAD - our own', tag: null, precedence: 50};
	return draw.one<readonly SyncRule[]>([[rule], [rule], [{...rule, disabled: true}, clone], [rule, clone]]);
};

/** Accounts in scope with what Entra holds for each: the same name, a name that onPremisesUserPrincipalName carries, or a name that Connect made. */
const people = (draw: Draw): {readonly accounts: readonly Account[]; readonly cloud: readonly ReturnType<typeof user>[]} => {
	const drawn = Array.from({length: 1 + draw.below(6)}, (_, at) => {
		const rid = 1100 + at;
		const name = `${draw.one(['ana', 'bert.o', "c'est", 'D-1', 'e_e'])}${at}`;
		const suffix = draw.one(suffixes);
		const upn = `${name}@${suffix}`;
		switch (draw.below(4)) {
			case 0:
				return {account: {rid, upn}, cloud: user(rid, `${name}@${draw.one(suffixes)}`, {onPremisesUserPrincipalName: upn})};
			case 1:
				return {
					account: {rid, upn},
					cloud: user(rid, upn.toUpperCase(), {accountEnabled: draw.chance(80), userType: draw.one(['Member', 'Guest'])}),
				};
			case 2:
				return {account: {rid, upn: null, domain: 'contoso.com'}, cloud: user(rid, `user${rid}@contoso.com`)};
			default:
				return {account: {rid, upn}, cloud: user(rid, upn, {onPremisesUserPrincipalName: draw.one([null, upn, 'left.over@contoso.com'])})};
		}
	});
	const strangers = Array.from({length: draw.below(3)}, (_, at) => user(draw.chance(50) ? null : 9000 + at, `stranger${at}@contoso.com`));
	const leftovers = new Set<unknown>();
	return {
		accounts: drawn.map(({account}) => account),
		// No two users carry one on-premises name.
		cloud: [...drawn.map(({cloud}) => cloud), ...strangers].map(one => {
			const carried = one['onPremisesUserPrincipalName'];
			const again = carried !== null && leftovers.has(carried);
			leftovers.add(carried);
			return again ? {...one, onPremisesUserPrincipalName: null} : one;
		}),
	};
};

export const planned = (draw: Draw): Plan => {
	const count = 1 + draw.below(3);
	const forests = names.slice(0, count).map((name, at) => {
		const isResource = at === 2 || (at === 1 && draw.chance(20));
		const rules = [...carrying(draw, name), ...harmless(draw, name)];
		return isResource
			? {
					name,
					users: 0,
					controllers: draw.chance(50) ? [{server: `DC01.${name}`, objectVersion: 69, attribute: null}] : controllersOf(draw, name),
					rules: draw.chance(40) ? rules : null,
				}
			: {name, users: 1 + draw.below(5_000), controllers: controllersOf(draw, name), rules};
	});
	const incomingRules = incoming(draw);
	const twin: Partial<ConnectServer> = {server: 'SYNC02', staging: true, rules: draw.chance(50) ? [] : [inbound()]};
	const others: readonly ConnectServer[] = [
		server(twin),
		staleServer({...twin, server: 'SYNC03'}),
		{...absentServer, server: 'APP07'},
		staleServer({server: 'OLD01', rules: draw.chance(50) ? [inbound()] : [], version: '2.3.6.0'}),
		server({
			server: 'LAB01',
			connectors: [entra({name: 'lab.onmicrosoft.com - AAD', account: 'Sync_LAB01@lab.onmicrosoft.com'}), connectorOf(names[0])],
			rules: [],
		}),
	];
	return {
		forests,
		inbound: incomingRules,
		others: others.filter(() => draw.chance(25)),
		exporting: draw.chance(50) ? {dnsName: `SYNC01.${names[0]}`} : {},
		// A swing upgrade ends by disabling the old server's account, or by deleting it.
		retired: ['OLD01'],
		domains: [
			...suffixes,
			...(draw.chance(30) ? [domain('unused.example', {isVerified: false})] : []),
			...(draw.chance(30) ? [domain('federated.example', {authenticationType: 'Federated'})] : []),
		],
		...people(draw),
		group: draw.chance(60) ? 'Hello Users' : null,
		engine: draw.one([null, null, true]),
	};
};

/** The facts that collectors would bring of a plan, in an order that is drawn. */
export const environmentOf = (plan: Plan, draw: Draw): Environment => {
	const forests = draw.shuffled(plan.forests);
	const forestNames = forests.map(({name}) => name);
	const connectors = [
		entra(),
		...forests.map(({name, rules}) => connectorOf(name, rules === null ? {selected: [], schemaHoldsKey: false} : {})),
		...(draw.chance(20) ? [connectorOf('HR', {kind: 'other', forest: null, forestId: null, selected: null})] : []),
	];
	const active = server({
		connectors: [...draw.shuffled(connectors)],
		rules: [...draw.shuffled([...plan.inbound, ...forests.flatMap(({rules}) => rules ?? [])])],
		...plan.exporting,
	});
	const connect = seen(connectOf(...draw.shuffled([active, ...plan.others])));
	const identities = identitiesOf(...forestNames);
	const users = usersOf(Object.fromEntries(forests.map(({name, users: count}) => [name, count])), {
		group: plan.group,
		groupMatches: plan.group === null ? null : 1,
	});
	const schema = schemaOf(Object.fromEntries(forests.map(({name, controllers}) => [name, draw.shuffled(controllers)])));
	const domains = seen(tenantDomainsOf(...draw.shuffled(plan.domains)));
	const computers = [
		...(plan.exporting.server === undefined ? [{name: 'SYNC01', dnsName: `SYNC01.${names[0]}`, enabled: true}] : []),
		...plan.others
			.filter(({server: name}) => !plan.retired.includes(name))
			.map(({server: name}) => ({name, dnsName: `${name}.${names[0]}`, enabled: true})),
		...plan.retired.filter(() => draw.chance(50)).map(name => ({name, dnsName: `${name}.${names[0]}`, enabled: false})),
	];
	const listed = seen({
		forests: forestNames.map(name => ({
			forest: name,
			silent: null,
			domains: [{domain: name, silent: null, servers: name === names[0] ? computers : []}],
		})),
	});
	return {
		enter: {
			...schema,
			readOnly: draw.chance(80) ? seen({forests: forestNames.map(name => ({forest: name, silent: null, controllers: []}))}) : nobodyAsked,
			users,
			members: membersOf(),
			identities,
			connect,
			computers: listed,
		},
		leave: {
			connect,
			identities,
			users,
			inetOrgPersons: seen({forests: forestNames.map(name => ({forest: name, silent: null, users: 0}))}),
			domains,
			...schema,
			engine: plan.engine === null ? notSeen('no-runner', 'Nobody was asked.') : seen(stated(plan.engine, 'known')),
			members: membersOf(),
			computers: listed,
		},
		upn: {
			persons: seen(
				personsFrom(plan.accounts, plan.cloud, {
					group: plan.group,
					groupMatches: 1,
					forests: Object.fromEntries(forestNames.map(name => [name, 'read' as const])),
				}),
			),
			domains,
			connect,
			identities,
			owned: nobodyAsked,
			computers: listed,
		},
	};
};
