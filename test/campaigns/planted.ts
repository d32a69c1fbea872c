import type {ConnectServer, SyncRule} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {connectorId, connectorOf, entra, flow, inbound, outbound, staleServer} from '../../steps/case-builders/connect-servers.ts';
import {user} from '../../steps/case-builders/persons.ts';
import {type Domain, domain} from '../../steps/case-builders/tenants.ts';
import type {Draw} from './draw.ts';
import type {Environment, Plan} from './healthy-worlds.ts';

/** One fact that makes an environment unfit, planted in a healthy plan, and the gate that must not open on it. */
export type Planted = {
	readonly id: string;
	readonly gate: keyof Environment;
	readonly plant: (plan: Plan, draw: Draw) => Plan;
};

/** The first forest: its users are in scope in every plan. */
const inFirst = (plan: Plan, change: (forest: Plan['forests'][number]) => Partial<Plan['forests'][number]>): Plan => ({
	...plan,
	forests: plan.forests.map((forest, at) => (at === 0 ? {...forest, ...change(forest)} : forest)),
});

const editRules = (plan: Plan, edit: (rule: SyncRule) => SyncRule): Plan => inFirst(plan, ({rules}) => ({rules: (rules ?? []).map(edit)}));
const isCarrier = ({direction, sourceType, targetType, flows}: SyncRule) =>
	direction === 'Outbound' && sourceType === 'person' && targetType === 'user' && flows.some(({sources}) => sources.includes('deviceKey'));
const carriers = (plan: Plan, edit: (rule: SyncRule) => SyncRule): Plan => editRules(plan, rule => (isCarrier(rule) ? edit(rule) : rule));
const addRule = (plan: Plan, rule: (forest: string) => SyncRule): Plan =>
	inFirst(plan, ({name, rules}) => ({rules: [...(rules ?? []), rule(name)]}));
const addInbound = (plan: Plan, rule: SyncRule): Plan => ({...plan, inbound: [...plan.inbound, rule]});
const editInbound = (plan: Plan, edit: (rule: SyncRule) => SyncRule): Plan => ({...plan, inbound: plan.inbound.map(edit)});
const keyFlow = (over: Partial<ReturnType<typeof flow>> = {}) =>
	flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], ...over});
const ofFirst = ({forests}: Plan) => forests[0]?.name ?? '';
const editFirstPerson = (plan: Plan, edit: (upn: string, rid: number) => ReturnType<typeof user> | null): Plan => {
	const [account] = plan.accounts;
	const rid = account?.rid ?? 0;
	const edited = edit(account?.upn ?? `user${rid}@contoso.com`, rid);
	const others = plan.cloud.filter(one => !String(one['onPremisesSecurityIdentifier'] ?? '').endsWith(`-${rid}`));
	return {...plan, cloud: edited === null ? others : [edited, ...others]};
};

/** A server that was seen exporting with half a chain three days ago, and whose computer account is still there. */
const brokenOld = ({forests}: Plan): readonly ConnectServer[] => [
	staleServer({
		server: 'OLD01',
		connectors: [entra(), ...forests.map(({name}) => connectorOf(name))],
		rules: [inbound()],
	}),
];
const removing = (id: string): Domain => domain(id, {state: {operation: 'ForceDelete', status: 'InProgress'}});

export const planted: readonly Planted[] = [
	{
		id: 'A02 the schema of one controller is old',
		gate: 'enter',
		plant: plan =>
			inFirst(plan, ({controllers}) => ({
				controllers: controllers.map((one, at) => (at === 0 ? {...one, objectVersion: 69, attribute: null} : one)),
			})),
	},
	{
		id: 'A03 the attribute is absent on one controller',
		gate: 'enter',
		plant: plan =>
			inFirst(plan, ({controllers}) => ({controllers: controllers.map((one, at) => (at === 0 ? {...one, attribute: null} : one))})),
	},
	{
		id: 'A05 the attribute is defunct',
		gate: 'enter',
		plant: plan => inFirst(plan, ({controllers}) => ({controllers: controllers.map(one => ({...one, attribute: {defunct: true}}))})),
	},
	{
		id: 'A06 another attribute bears the name',
		gate: 'enter',
		plant: plan =>
			inFirst(plan, ({controllers}) => ({
				controllers: controllers.map(one => ({...one, attribute: {schemaIdGuid: '00000000-1111-4222-8333-444444444444'}})),
			})),
	},
	{
		id: 'A07 class user may not hold the attribute',
		gate: 'enter',
		plant: plan => inFirst(plan, ({controllers}) => ({controllers: controllers.map(one => ({...one, heldBy: []}))})),
	},
	{
		id: 'A12 no controller answers',
		gate: 'enter',
		plant: plan => inFirst(plan, ({controllers}) => ({controllers: controllers.map(one => ({...one, silent: 'unreachable' as const}))})),
	},
	{id: 'W04 every inbound rule is disabled', gate: 'leave', plant: plan => editInbound(plan, rule => ({...rule, disabled: true}))},
	{id: 'W04 every inbound rule is gone', gate: 'leave', plant: plan => ({...plan, inbound: []})},
	{
		id: 'W05 an inbound rule stops the key',
		gate: 'leave',
		plant: plan =>
			addInbound(plan, inbound({name: 'stop', precedence: 2, flows: [flow({destination: 'deviceKey', expression: 'AuthoritativeNull'})]})),
	},
	{
		id: 'W06 an outbound rule writes something else',
		gate: 'leave',
		plant: plan => addRule(plan, forest => outbound(forest, {name: 'other', precedence: 2, flows: [keyFlow({sources: ['info']})]})),
	},
	{
		id: 'W08 the rules are for a department only',
		gate: 'leave',
		plant: plan => carriers(plan, rule => ({...rule, scope: [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]]})),
	},
	{id: 'W10 every outbound rule is disabled', gate: 'leave', plant: plan => carriers(plan, rule => ({...rule, disabled: true}))},
	{
		id: 'W11 every outbound rule is gone',
		gate: 'leave',
		plant: plan => inFirst(plan, ({rules}) => ({rules: (rules ?? []).filter(rule => !isCarrier(rule))})),
	},
	{
		id: 'W14 the rules name another connector',
		gate: 'leave',
		plant: plan => carriers(plan, rule => ({...rule, connector: connectorId('gone.example.test')})),
	},
	{id: 'W21 the server is in staging mode', gate: 'leave', plant: plan => ({...plan, exporting: {...plan.exporting, staging: true}})},
	{
		id: 'W21 whether the server is in staging mode was not seen',
		gate: 'leave',
		plant: plan => ({...plan, exporting: {...plan.exporting, staging: null}}),
	},
	{
		id: 'W25 the server is of another tenant',
		gate: 'leave',
		plant: plan => ({
			...plan,
			exporting: {
				...plan.exporting,
				connectors: [entra({name: 'lab.onmicrosoft.com - AAD', account: null}), ...plan.forests.map(({name}) => connectorOf(name))],
			},
		}),
	},
	{id: 'W29 another engine handles users in scope', gate: 'leave', plant: plan => ({...plan, engine: false})},
	{
		id: 'W48 another version has been seen since',
		gate: 'leave',
		plant: plan => ({...plan, exporting: {...plan.exporting, versionSince: '2.6.99.0'}}),
	},
	{
		id: 'W49 a rule of an AD connector stops the key',
		gate: 'leave',
		plant: plan =>
			addInbound(
				plan,
				inbound({
					name: 'stop',
					connector: connectorId(ofFirst(plan)),
					sourceType: 'contact',
					precedence: 2,
					flows: [flow({destination: 'deviceKey', expression: 'AuthoritativeNull'})],
				}),
			),
	},
	{
		id: 'W49 a rule of an AD connector fills the key from another attribute',
		gate: 'leave',
		plant: plan =>
			addInbound(
				plan,
				inbound({
					name: 'other',
					connector: connectorId(ofFirst(plan)),
					precedence: 2,
					flows: [flow({destination: 'deviceKey', sources: ['info']})],
				}),
			),
	},
	{
		id: 'W50 the outbound rules are applied once',
		gate: 'leave',
		plant: plan => carriers(plan, rule => ({...rule, flows: rule.flows.map(one => ({...one, executeOnce: true}))})),
	},
	{
		id: 'W50 the inbound rules are applied once',
		gate: 'leave',
		plant: plan => editInbound(plan, rule => ({...rule, flows: rule.flows.map(one => ({...one, executeOnce: true}))})),
	},
	{
		id: 'W51 the inbound expression gives nothing',
		gate: 'leave',
		plant: (plan, draw) =>
			editInbound(plan, rule => ({
				...rule,
				flows: rule.flows.map(one => ({
					...one,
					expression: draw.one([
						'NULL',
						'IIF(IsPresent([searchableDeviceKey]),NULL,NULL)',
						'Mid([searchableDeviceKey],1,0)',
						'"[searchableDeviceKey]"',
						'IIF(IsNull([searchableDeviceKey]),[searchableDeviceKey],NULL)',
						'Trim([searchableDeviceKey])',
						'IIF([department]="IT",[searchableDeviceKey],NULL)',
					]),
				})),
			})),
	},
	{
		id: 'W52 a rule of the same number writes something else',
		gate: 'leave',
		plant: plan =>
			inFirst(plan, ({name, rules}) => ({
				rules: [
					...(rules ?? []),
					...(rules ?? [])
						.filter(rule => isCarrier(rule) && !rule.disabled)
						.map(({precedence}) => outbound(name, {name: 'tie', precedence, flows: [keyFlow({expression: 'AuthoritativeNull'})]})),
				],
			})),
	},
	{
		id: 'W53 a rule keeps the key from kiosk accounts',
		gate: 'leave',
		plant: plan =>
			addRule(plan, forest =>
				outbound(forest, {
					name: 'kiosk',
					precedence: 2,
					scope: [[{attribute: 'employeeType', operator: 'EQUAL', value: 'Kiosk'}]],
					flows: [keyFlow({expression: 'AuthoritativeNull'})],
				}),
			),
	},
	{id: 'W54 the scopes stand in an unknown shape', gate: 'leave', plant: plan => carriers(plan, rule => ({...rule, scope: null}))},
	{
		id: 'W54 the scopes have an unknown operator',
		gate: 'leave',
		plant: plan => carriers(plan, rule => ({...rule, scope: [[{attribute: 'sourceAnchor', operator: 'ISODD', value: ''}]]})),
	},
	{
		id: 'W55 a part of the export is gone',
		gate: 'leave',
		plant: plan => ({...plan, exporting: {...plan.exporting, missing: ['SynchronizationRules/SynchronizationRule_{1}.xml']}}),
	},
	{
		id: 'a rule of link type JoinNoFlow stops every flow',
		gate: 'leave',
		plant: plan =>
			addRule(plan, forest => outbound(forest, {name: 'no flow', precedence: 2, linkType: 'JoinNoFlow', flows: [], scope: []})),
	},
	{
		id: 'W60 an old server was seen broken, and its account is still there',
		gate: 'leave',
		plant: plan => ({...plan, retired: [], others: [...plan.others.filter(({server}) => server !== 'OLD01'), ...brokenOld(plan)]}),
	},
	{
		id: 'G-8 two witnesses of one moment disagree',
		gate: 'leave',
		plant: plan => ({...plan, exporting: {...plan.exporting, contradicted: true}}),
	},
	{
		id: 'B01 a suffix in use is not verified',
		gate: 'upn',
		plant: plan => ({
			...plan,
			domains: plan.domains.map(one =>
				typeof one === 'string' && plan.accounts.some(({upn}) => (upn ?? '@contoso.com').endsWith(`@${one}`))
					? domain(one, {isVerified: false})
					: one,
			),
		}),
	},
	{
		id: 'B14 a suffix in use is being removed',
		gate: 'upn',
		plant: plan => ({
			...plan,
			domains: plan.domains.map(one =>
				typeof one === 'string' && plan.accounts.some(({upn}) => (upn ?? '@contoso.com').endsWith(`@${one}`)) ? removing(one) : one,
			),
		}),
	},
	{id: 'B20 somebody in scope is not in Entra', gate: 'upn', plant: plan => editFirstPerson(plan, () => null)},
	{
		id: 'B21 somebody in scope is a cloud-only user of the same name',
		gate: 'upn',
		plant: plan => editFirstPerson(plan, upn => user(null, upn)),
	},
	{
		id: 'B22 somebody in scope is no longer synchronised',
		gate: 'upn',
		plant: plan => editFirstPerson(plan, (upn, rid) => user(rid, upn, {onPremisesSyncEnabled: false})),
	},
	{id: 'B26 somebody differs before the @', gate: 'upn', plant: plan => editFirstPerson(plan, (upn, rid) => user(rid, `x${upn}`))},
	{
		id: 'B30 somebody differs after the @',
		gate: 'upn',
		plant: plan => editFirstPerson(plan, (upn, rid) => user(rid, `${upn.split('@')[0]}@federated.example`)),
	},
	{
		id: 'B33 onPremisesUserPrincipalName is missing from the answer',
		gate: 'upn',
		plant: plan => editFirstPerson(plan, (upn, rid) => user(rid, `x${upn}`, {onPremisesUserPrincipalName: undefined})),
	},
	{
		id: 'B39 somebody carries a name on the initial domain',
		gate: 'upn',
		plant: plan => editFirstPerson(plan, (_, rid) => user(rid, `user${rid}@contoso.onmicrosoft.com`)),
	},
	{
		id: 'B44 somebody signs in with a suffix that can never be verified',
		gate: 'upn',
		plant: plan => ({
			...plan,
			accounts: [...plan.accounts, {rid: 4000, upn: 'zoe@corp.local'}],
			cloud: [...plan.cloud, user(4000, 'zoe@contoso.com', {onPremisesUserPrincipalName: 'zoe@corp.local'})],
		}),
	},
	{id: 'B53 nobody is in scope', gate: 'upn', plant: plan => ({...plan, accounts: []})},
];
