import type {User} from '@microsoft/microsoft-graph-types';
import {sidOf} from '../../steps/directory.ts';
import type {Tenant} from '../lab/graph.ts';
import type {Forest} from '../lab/lab.ts';

/** Who a person of the lab is: by what Entra ID joins them. */
export type LabPerson = {readonly sid: string; readonly guid: string; readonly upn: string | null};

/** Reads one person of a forest. */
export const person = async (forest: Forest, account: string): Promise<LabPerson> => {
	const text = await forest.search('-b', forest.baseDn, `(sAMAccountName=${account})`, 'objectSid', 'objectGUID', 'userPrincipalName');
	const value = (name: string) => new RegExp(`^${name}:: (.*)$`, 'm').exec(text)?.[1];
	const [sid, guid] = [sidOf(value('objectSid') ?? ''), value('objectGUID')];
	if (sid === null || guid === undefined) {
		throw new Error(`${forest.dns} has nobody called ${account}.`);
	}

	return {sid, guid, upn: /^userPrincipalName: (.*)$/m.exec(text)?.[1] ?? null};
};

/** What Entra ID holds for somebody whom Connect synchronised. */
export const synchronised = ({sid, guid, upn}: LabPerson, more: Partial<User> = {}): User => ({
	id: `10000000-0000-4000-8000-${sid.replace(/\D/g, '').slice(-12).padStart(12, '0')}`,
	userPrincipalName: upn,
	accountEnabled: true,
	userType: 'Member',
	onPremisesSyncEnabled: true,
	onPremisesSecurityIdentifier: sid,
	onPremisesImmutableId: guid,
	onPremisesUserPrincipalName: upn,
	onPremisesProvisioningErrors: [],
	...more,
});

const domain = (id: string, isVerified: boolean, more: object = {}) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: false,
	isRoot: true,
	authenticationType: 'Managed',
	state: null,
	...more,
});

/** A tenant of contoso with these domains besides its initial one; those that start with `!` are not verified. */
export const tenantWith = (domains: readonly string[], users: readonly User[] = []): Partial<Tenant> => {
	const all = [
		domain('contoso.onmicrosoft.com', true, {isInitial: true}),
		...domains.map((name, index) => domain(name.replace('!', ''), !name.startsWith('!'), {isDefault: index === 0})),
	];
	return {
		organization: [
			{
				id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
				displayName: 'Contoso',
				onPremisesSyncEnabled: true,
				onPremisesLastSyncDateTime: new Date().toISOString(),
				verifiedDomains: all.filter(({isVerified}) => isVerified).map(({id}) => ({name: id})),
			},
		],
		domains: all,
		users,
	};
};

/** Adds users and a group of them; `@BASEDN@` is the forest's own. Users have no password, as nobody signs in as them. */
export const peopled = async (
	forest: Forest,
	people: Readonly<Record<string, string | null>>,
	groups: Readonly<Record<string, readonly string[]>>,
): Promise<void> => {
	const user = ([name, upn]: readonly [string, string | null]) =>
		`dn: CN=${name},OU=People,@BASEDN@\nchangetype: add\nobjectClass: user\nsAMAccountName: ${name}\nuserAccountControl: 544\n${upn === null ? '' : `userPrincipalName: ${upn}\n`}`;
	const group = ([name, members]: readonly [string, readonly string[]]) =>
		`dn: CN=${name},OU=People,@BASEDN@\nchangetype: add\nobjectClass: group\nsAMAccountName: ${name}\ngroupType: -2147483640\n${members.map(member => `member: CN=${member},OU=People,@BASEDN@\n`).join('')}`;
	await forest.ldif([...Object.entries(people).map(user), ...Object.entries(groups).map(group)].join('\n'), {relax: true});
};
