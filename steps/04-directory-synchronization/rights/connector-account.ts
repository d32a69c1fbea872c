import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestNamed, heard, silenceOf, usersOf} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {isSameDnsName, isSameName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';
import {type Connector, type ConnectServer, connectServers} from '../connect-server/connect-server.facts.ts';
import {exportingServers, noExportingServer, unlessDoubtful} from '../connect-server/servers.ts';
import {forestIdentities} from '../forests/forest-identities.facts.ts';
import {directoryConnectors, recognise} from '../forests/forests.ts';
import {accountNameOf, type ConnectorAccounts, connectorAccounts} from './connector-accounts.facts.ts';

/** What says which account writes the keys of which forest. */
export const writerNeeds = {
	accounts: connectorAccounts,
	connect: optional(connectServers),
	identities: optional(forestIdentities),
	users: optional(usersInScope),
};

type Facts = FactsOf<typeof writerNeeds>;
type Forest = Extract<ConnectorAccounts['forests'][number], {silent: null}>;
type Account = Extract<Forest['domains'][number], {silent: null}>['accounts'][number] & {readonly domain: string};

/** The account that writes the keys of one forest, or why nobody knows which it is, or that nobody has to. `server` is null where it is known by its name alone. */
type Writer = {readonly name: string; readonly forest: string; readonly server: ConnectServer | null} & (
	| {readonly account: Account; readonly sids: ReadonlySet<string>}
	| {readonly account: null; readonly verdict: Verdict}
);

/** An account that is known to write. */
export type KnownWriter = Extract<Writer, {sids: unknown}>;

const accountsIn = (forest: Forest): readonly Account[] =>
	heard(forest.domains).flatMap(({domain, accounts}) => accounts.map(account => ({...account, domain})));

/** Whether an account is one of the domain that a connector gives for it, by the domain's DNS name or its NetBIOS name. */
const isOfDomain = ({domain, principal}: Account, name: string): boolean =>
	isSameDnsName(domain, name) || isSameName(principal?.split('\\')[0] ?? domain.split('.')[0], name);

/** The domain that a connector gives for its account: apart, before the name, or behind it. */
const domainGiven = ({account, accountDomain}: Connector): string | null =>
	accountDomain ?? (account?.includes('\\') ? account.split('\\')[0] : account?.split('@')[1]) ?? null;

const settled = (base: Omit<Writer, 'account' | 'verdict' | 'sids'>, account: Account): Writer =>
	account.sid === null
		? {
				...base,
				account: null,
				verdict: declined('malformed', 'let-it-answer', `${base.name}: the SID of ${account.name} could not be read.`),
			}
		: {...base, account, sids: new Set([...account.sids, account.sid])};

const ofConnector = (facts: Facts, server: ConnectServer, connector: Connector): Writer => {
	const name = connector.forest ?? connector.name;
	const recognised = recognise(connector, facts.identities);
	const forest = recognised.forest ?? name;
	const base = {name, forest, server};
	const because = (verdict: Verdict): Writer => ({...base, account: null, verdict});
	if (usersOf(facts.users, forest) === 0) {
		return because(notApplicable(`No enabled user in scope lives in ${name}.`));
	}

	const wanted = accountNameOf(connector);
	if (wanted === null) {
		return because(
			declined('inconclusive', 'bring-connect-evidence', `${name}: which account Connect writes with was not said by ${server.server}.`),
		);
	}

	if (recognised.known !== 'same') {
		return because(
			declined(
				'inconclusive',
				'look-at-the-forest',
				`${name}: whether the forest of this connector is one that was asked, nothing tells for certain.`,
			),
		);
	}

	const read = forestNamed(facts.accounts.forests, forest);
	if (read === undefined) {
		const {reason, detail} = silenceOf(facts.accounts.forests, forest, `${forest} was not asked.`);
		return because(declined(reason, 'let-it-answer', `${name} was not seen. ${detail}`));
	}

	const silent = read.domains.filter(one => one.silent !== null).map(({domain}) => domain);
	const given = domainGiven(connector);
	const found = accountsIn(read).filter(one => isSameName(one.name, wanted) && (given === null || isOfDomain(one, given)));
	const [only, ...others] = found;
	if (only === undefined || others.length > 0 || silent.length > 0) {
		const said =
			silent.length > 0
				? `${listed(silent)} did not answer, so that the groups of ${wanted} are not known.`
				: only === undefined
					? `the account ${wanted}${given === null ? '' : ` of ${given}`}, by which Connect writes, was not found in this forest.`
					: `several accounts of this forest are called ${wanted}: ${listed(found.map(({domain}) => domain))}.`;
		return because(declined('inconclusive', silent.length > 0 ? 'let-it-answer' : 'name-the-account', `${name}: ${said}`));
	}

	return settled(base, only);
};

/** Without a word of Connect: the one account of the forest that an installation of Connect made. */
const byName = (facts: Facts, forest: ConnectorAccounts['forests'][number], why: string): Writer => {
	const base = {name: forest.forest, forest: forest.forest, server: null};
	if (usersOf(facts.users, forest.forest) === 0) {
		return {...base, account: null, verdict: notApplicable(`No enabled user in scope lives in ${forest.forest}.`)};
	}

	if (forest.silent !== null) {
		const {reason, detail} = forest.silent;
		return {...base, account: null, verdict: declined(reason, 'let-it-answer', `${forest.forest} was not seen. ${detail}`)};
	}

	const made = accountsIn(forest).filter(({name, enabled}) => /^MSOL_/i.test(name) && enabled !== false);
	const [only] = made;
	if (only === undefined || made.length > 1 || forest.domains.some(({silent}) => silent !== null)) {
		const said =
			made.length === 0 ? 'no account whose name begins with MSOL_ was found' : `${listed(made.map(({name}) => name))} might be it`;
		return {
			...base,
			account: null,
			verdict: declined(
				'inconclusive',
				'bring-connect-evidence',
				`${forest.forest}: which account Connect writes with was not seen; ${said}. ${why}`,
			),
		};
	}

	return settled(base, only);
};

/** Who writes keys, forest by forest: by the connectors of the servers that export, or where Connect was not seen, by the names of accounts. */
const writersOf = (facts: Facts): readonly Writer[] => {
	if (facts.connect.seen && facts.connect.facts.servers.every(({product}) => product === 'absent')) {
		return [{name: 'Connect Sync', forest: '', server: null, account: null, verdict: noExportingServer(facts.connect.facts)}];
	}

	const servers = facts.connect.seen ? exportingServers(facts.connect.facts) : [];
	return servers.length > 0
		? servers.flatMap(server => directoryConnectors(server).map(connector => ofConnector(facts, server, connector)))
		: facts.accounts.forests.map(forest =>
				byName(facts, forest, facts.connect.seen ? 'No server that exports was seen.' : facts.connect.detail),
			);
};

/** Forests that were asked and for which no connector stands: whose account would write there, nobody said. Those without users in scope need none. */
const withoutWriter = (facts: Facts, writers: readonly Writer[]): readonly Part[] =>
	writers.some(({server}) => server !== null)
		? facts.accounts.forests
				.filter(({forest}) => usersOf(facts.users, forest) !== 0 && !writers.some(writer => isSameDnsName(writer.forest, forest)))
				.map(({forest}) => ({
					name: forest,
					verdict: declined(
						'inconclusive',
						'bring-connect-evidence',
						`No connector of a server that exports stands for ${forest}: nobody writes keys there.`,
					),
				}))
		: [];

/** Judges what each account that writes may do, by `judge`; where it is not known who writes, why. Forests without any stand beside. */
export const partsByWriter = <F extends Facts>(facts: F, judge: (writer: KnownWriter, facts: F) => readonly Part[]): readonly Part[] => {
	const writers = writersOf(facts);
	return [
		...writers.flatMap(writer => {
			const {name, server} = writer;
			const parts = 'sids' in writer ? judge(writer, facts) : [{name, verdict: writer.verdict}];
			return server === null ? parts : parts.map(part => ({...part, verdict: unlessDoubtful(server, part.verdict)}));
		}),
		...withoutWriter(facts, writers),
	];
};

/** How the account is known, for a sentence. */
export const accountInWords = ({account, server}: Writer & {readonly account: Account}): string => {
	const computer = /\bcomputer '?([^'\s]+)'?/i.exec(account.description ?? '')?.[1];
	return server === null ? `${account.name}, which Connect made${computer === undefined ? '' : ` on ${computer}`},` : account.name;
};
