import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {CannotStart} from '../../src/cannot-start.ts';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import type {Collector} from '../../src/guide/check.ts';
import type {Evidence} from '../../src/session/event.ts';
import {tenant} from '../../steps/03-new-installation-baseline/tenant/tenant.facts.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {hybridDevices} from '../../steps/05-device-registration/devices/hybrid-devices.facts.ts';
import {outline} from '../../steps/outline.ts';
import {type ImportParts, importEvidence} from './import-evidence.ts';
import {folder} from './pilot.ts';

/** An answer of Graph, as its body holds it. */
export type Answer = {readonly '@odata.context': string; readonly value: readonly Readonly<Record<string, unknown>>[]} & Readonly<
	Record<string, unknown>
>;

export const graphCollectors = [tenant, tenantDomains, persons, hybridDevices] as readonly Collector[];

const context = (what: string) => ({'@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${what}`});

export const organization: Answer = {
	...context('organization(id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,verifiedDomains)'),
	value: [
		{
			id: '11111111-2222-4333-8444-555555555555',
			displayName: 'Contoso “Europe”',
			onPremisesSyncEnabled: true,
			onPremisesLastSyncDateTime: '2026-11-26T09:40:00Z',
			verifiedDomains: [
				{
					capabilities: 'Email, OfficeCommunicationsOnline',
					isDefault: false,
					isInitial: true,
					name: 'contoso.onmicrosoft.com',
					type: 'Managed',
				},
				{capabilities: 'Email', isDefault: true, isInitial: false, name: 'contoso.com', type: 'Managed'},
			],
		},
	],
};

const domain = (id: string, isVerified: boolean, over: object = {}) => ({
	authenticationType: 'Managed',
	availabilityStatus: null,
	id,
	isAdminManaged: true,
	isDefault: id === 'contoso.com',
	isInitial: id.endsWith('.onmicrosoft.com'),
	isRoot: isVerified,
	isVerified,
	supportedServices: isVerified ? ['Email', 'OfficeCommunicationsOnline'] : [],
	state: null,
	...over,
});

export const domains: Answer = {
	...context('domains'),
	value: [
		domain('contoso.onmicrosoft.com', true),
		domain('contoso.com', true),
		domain('fabrikam.com', false),
		domain('old.example', true, {state: {lastActionDateTime: '2026-11-25T10:00:00Z', operation: 'ForceDelete', status: 'InProgress'}}),
	],
};

const user = (name: string, number: number, over: object = {}) => ({
	id: `0000000${number}-0000-4000-8000-000000000000`,
	userPrincipalName: `${name}@contoso.com`,
	accountEnabled: true,
	userType: 'Member',
	onPremisesUserPrincipalName: `${name}@contoso.com`,
	onPremisesSecurityIdentifier: `S-1-5-21-1-2-3-110${number}`,
	onPremisesImmutableId: `AAAAAAAAAAAAAAAAAAAA${number}A==`,
	onPremisesSyncEnabled: true,
	onPremisesProvisioningErrors: [],
	...over,
});

const conflict = {
	category: 'PropertyConflict',
	occurredDateTime: '2026-11-01T08:00:00Z',
	propertyCausingError: 'UserPrincipalName',
	value: 'cy@contoso.com',
};

const everyUser = [
	user('ana', 0),
	user('bo', 1, {accountEnabled: false, onPremisesUserPrincipalName: null}),
	user('cy', 2, {userPrincipalName: 'cy@contoso.onmicrosoft.com', onPremisesProvisioningErrors: [conflict]}),
	user('dee', 3, {
		onPremisesSyncEnabled: null,
		onPremisesSecurityIdentifier: null,
		onPremisesImmutableId: null,
		onPremisesUserPrincipalName: null,
	}),
];

export const users: Answer = {...context('users(id,userPrincipalName)'), '@odata.count': 4, value: everyUser};

/** The same users as two pages. */
export const userPages: readonly [Answer, Answer] = [
	{
		...context('users(id,userPrincipalName)'),
		'@odata.count': 4,
		'@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$select=id&$top=2&$skiptoken=RFNwdAIAAQAA',
		value: everyUser.slice(0, 2),
	},
	{...context('users(id,userPrincipalName)'), value: everyUser.slice(2)},
];

export const devices: Answer = {
	...context('devices(id,registrationDateTime,trustType)'),
	'@odata.count': 2,
	value: [
		{id: 'd0', registrationDateTime: '2026-11-20T10:00:00Z', approximateLastSignInDateTime: '2026-11-25T10:00:00Z', trustType: 'ServerAd'},
		{id: 'd1', registrationDateTime: null, approximateLastSignInDateTime: null, trustType: 'ServerAd'},
	],
};

/** One answer for every collector that asks Graph, by the collector's id. */
export const samples: Readonly<Record<string, Answer>> = {
	[tenant.id]: organization,
	[tenantDomains.id]: domains,
	[persons.id]: users,
	[hybridDevices.id]: devices,
};

const graphParts = (over: Partial<ImportParts> = {}): ImportParts => ({
	importers: [savedGraph(graphCollectors, 'graph.microsoft.com')],
	collectors: graphCollectors,
	places: outline.places,
	identity: {forests: [], tenant: null},
	evidence: [],
	taken: null,
	now: '2026-11-26T12:00:00Z',
	...over,
});

/** Files of one folder with these contents, or one file where there is one. */
export const savedAs = (...contents: readonly (string | Uint8Array)[]): string => {
	const path = folder();
	for (const [index, content] of contents.entries()) {
		writeFileSync(join(path, `answer-${index}.json`), content);
	}

	return contents.length === 1 ? join(path, 'answer-0.json') : path;
};

export type Outcome = {readonly evidence: readonly Evidence[]; readonly says: string; readonly refused: boolean};

/** What `import` says of a path, taken or refused. Anything else that is thrown is a defect. */
export const broughtFrom = (path: string, over: Partial<ImportParts> = {}): Outcome => {
	try {
		const brought = importEvidence(path, graphParts(over));
		if (brought.kind !== 'taken') {
			throw new Error('That was a session.');
		}

		return {evidence: brought.evidence, says: brought.sentence, refused: false};
	} catch (error) {
		if (!(error instanceof CannotStart)) {
			throw error;
		}

		return {evidence: [], says: error.message, refused: true};
	}
};

/** The same of a text. */
export const brought = (...texts: readonly (string | Uint8Array)[]): Outcome => broughtFrom(savedAs(...texts));

/** What the collectors make of an answer, each by its id. */
export const factsIn = ({evidence}: Outcome): Readonly<Record<string, unknown>> =>
	Object.fromEntries(evidence.map(({collector, answer}) => [collector, answer.facts]));

export const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '..', 'fixtures', 'graph', name), 'utf8');
