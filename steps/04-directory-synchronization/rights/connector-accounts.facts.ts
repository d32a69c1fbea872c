import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, equals, startsWith} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, sidOf, valueOf} from '../../directory.ts';
import {type Connector, connectServers} from '../connect-server/connect-server.facts.ts';

/** ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16). */
const disabled = 2;

/** A connector's account as its directory calls it: without a domain before it, and without one behind it. */
export const accountNameOf = ({account}: Pick<Connector, 'account'>): string | null =>
	account === null ? null : (account.split('\\').at(-1) ?? account).split('@')[0] || null;

/** The names that connectors of Active Directory sign in with, whichever server says so. */
const namesIn = (facts: unknown): readonly string[] => {
	const connect = connectServers.facts.safeParse(facts);
	return connect.success
		? [
				...new Set(
					connect.data.servers.flatMap(({connectors}) =>
						connectors.flatMap(one => (one.kind === 'active-directory' ? (accountNameOf(one) ?? []) : [])),
					),
				),
			]
		: [];
};

/**
 * The accounts that Connect may write with: those that its connectors name, and those that its installation makes, whose name begins with MSOL_ and whose
 * description tells the server (reference-connect-accounts-permissions). Each with the groups that it is in.
 */
export const connectorAccounts = defineCollector({
	id: 'connector-accounts',
	what: 'the accounts that Connect writes to Active Directory with, and the groups that they are in',
	rights: 'any domain user',
	named: {by: connectServers, names: namesIn, attribute: 'sAMAccountName'},
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: all(equals('objectClass', 'user'), startsWith('sAMAccountName', 'MSOL_')),
		attributes: [
			'sAMAccountName',
			'description',
			'msDS-PrincipalName',
			'userAccountControl',
			{name: 'objectSid', as: 'bytes'},
			{name: 'sIDHistory', as: 'bytes'},
			{name: 'groups', as: 'sids'},
		],
	},
	read: answer =>
		mapDomains(answer, entries => ({
			accounts: entries.map(entry => {
				const control = numberOf(entry, 'userAccountControl');
				return {
					name: valueOf(entry, 'sAMAccountName') ?? entry.dn,
					principal: valueOf(entry, 'msDS-PrincipalName'),
					description: valueOf(entry, 'description'),
					enabled: control === null ? null : (control & disabled) === 0,
					sid: sidOf(valueOf(entry, 'objectSid') ?? ''),
					sids: [
						...(entry.attributes.groups ?? []),
						...[...(entry.attributes.objectSid ?? []), ...(entry.attributes.sIDHistory ?? [])].flatMap(sid => sidOf(sid) ?? []),
					],
				};
			}),
		})),
	facts: perDomain({
		/** Empty where no account of that kind lives in the domain. */
		accounts: z.array(
			z.strictObject({
				name: z.string(),
				/** `CORP\\name`, with the domain's NetBIOS name (MS-ADTS 3.1.1.4.5.25); null where the directory does not make it. */
				principal: z.string().nullable(),
				description: z.string().nullable(),
				enabled: z.boolean().nullable(),
				/** null where none could be read. */
				sid: z.string().nullable(),
				/** Its own SID, those of its history, and those of all groups that it is in, nested ones too. */
				sids: z.array(z.string()),
			}),
		),
	}),
});

/** The facts of `connector-accounts`. */
export type ConnectorAccounts = z.infer<typeof connectorAccounts.facts>;
