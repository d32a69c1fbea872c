import {casesFor} from '../../../src/guide/cases.ts';
import type {ComputersAndDevices} from './computers-and-devices.facts.ts';
import {computersRegistered} from './computers-registered.ts';

type Forest = Extract<ComputersAndDevices['forests'][number], {silent: null}>;
type Domain = Forest['domains'][number];

const [corp, resource] = ['corp.contoso.com', 'resource.example'] as const;
const domain = (name: string, over: Partial<Domain> = {}): Domain => ({
	domain: name,
	registered: 40,
	quiet: 0,
	pending: 0,
	absent: 0,
	unread: 0,
	old: 3,
	undated: 0,
	pendingNames: [],
	absentNames: [],
	...over,
});
const forest = (name: string, over: Partial<Domain> = {}, incomplete: readonly string[] = []): Forest => ({
	forest: name,
	silent: null,
	domains: [domain(name, over)],
	incomplete: [...incomplete],
});
const whole = {read: 42, said: [42, 42], endsFull: false} as ComputersAndDevices['deviceList'];
const scope = (users: Readonly<Record<string, number>>) =>
	({
		seen: true,
		facts: {
			group: null,
			groupMatches: null,
			forests: Object.entries(users).map(([name, count]) => ({forest: name, silent: null, users: count})),
		},
		source: 'live',
		stale: false,
	}) as const;
const given = (
	forests: ComputersAndDevices['forests'],
	over: Partial<ComputersAndDevices> = {},
	users = scope({[corp]: 312, [resource]: 0}),
) => ({
	found: {devicesSilent: null, deviceList: whole, since: '2026-08', forests, ...over},
	scope: users,
});
const none = {registered: 0, pending: 0, absent: 0, old: 0, undated: 0};

export default casesFor(computersRegistered, {
	'of no computer anybody can tell when it signed in last': {
		given: given([forest(corp, {...none, undated: 500})]),
		then: 'inconclusive',
		says: 'say nothing of a last sign-in',
	},
	'beside the others one without such a time': {
		given: given([forest(corp, {pending: 0, absent: 0, undated: 1})]),
		then: 'met',
		says: 'and 1 computer without',
	},
	'all are registered': {
		given: given([forest(corp)]),
		then: 'met',
		says: '40 Windows clients of corp.contoso.com that signed in since 1 Aug 2026: all are registered in the tenant, and 3 older ones are left out.',
	},
	'some are missing': {
		given: given([forest(corp, {absent: 2, pending: 1, absentNames: ['PC1', 'PC2'], pendingNames: ['PC3']})]),
		then: 'caution',
		says: 'Missing: PC1 and PC2. Pending: PC3.',
		remedy: 'see-who-is-missing',
	},
	'none is registered': {
		given: given([forest(corp, {...none, absent: 12, absentNames: ['PC1']})]),
		then: 'unmet',
		says: 'none is in the tenant',
		remedy: 'join-the-first-of-the-forest',
	},
	'all are pending': {
		given: given([forest(corp, {...none, pending: 12})]),
		then: 'unmet',
		says: '12 are pending',
		remedy: 'let-them-complete',
	},
	'one forest of two has none': {
		given: given([forest(corp), forest(resource, {...none, absent: 4})], {}, scope({[corp]: 312, [resource]: 25})),
		then: 'unmet',
		says: 'of resource.example',
	},
	'one forest of two has none, and nobody in scope lives there': {
		given: given([forest(corp), forest(resource, {...none, absent: 4})]),
		then: 'caution',
		says: 'No user in scope lives in resource.example',
	},
	'a forest without clients': {given: given([forest(corp), forest(resource, none)]), then: 'met'},
	'no client anywhere': {given: given([forest(corp, none)]), then: 'not-applicable', says: 'no Windows client'},
	'some are missing, and not all devices came': {
		given: given([forest(corp, {absent: 2})], {deviceList: {read: 30, said: [42, 42], endsFull: false}}),
		then: 'incomplete',
		remedy: 'let-it-answer',
	},
	'nobody can tell of some': {given: given([forest(corp, {unread: 2})]), then: 'incomplete'},
	'most of their devices are not used': {
		given: given([forest(corp, {quiet: 30})]),
		then: 'caution',
		says: 'of 30 the device has not signed in',
		remedy: 'see-that-they-are-used',
	},
	'when it was read is not known': {
		given: given([forest(corp, {old: 0})], {since: null}),
		then: 'met',
		says: '40 Windows clients of corp.contoso.com: all',
	},
	'a domain did not answer': {given: given([forest(corp, {}, ['emea.contoso.com: nothing came of it'])]), then: 'unreachable'},
	'a forest did not answer': {
		given: given([forest(corp), {forest: 'fabrikam.com', silent: {reason: 'unreachable', detail: 'Nothing answered.'}}]),
		then: 'unreachable',
		says: 'fabrikam.com was not seen',
	},
	'the devices were not seen': {
		given: given([forest(corp, none)], {devicesSilent: {reason: 'access-denied', detail: 'Graph answered 403.'}, deviceList: null}),
		then: 'access-denied',
		says: 'Graph answered 403',
		remedy: 'let-it-answer',
	},
});
