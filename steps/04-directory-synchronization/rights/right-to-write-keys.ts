import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestNamed, heard, silenceOf, unheard, usersOf} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {comparableDn, isSameDnsName} from '../../identity.ts';
import {type Part, worstOrFirst} from '../../worst-first.ts';
import {overPresentServers} from '../connect-server/retired-server.ts';
import {accountInWords, type KnownWriter as Known, partsByWriter, writerNeeds} from './connector-account.ts';
import {mayWriteKey} from './key-access.ts';
import {
	type KeyRights,
	type KeyRightsOfContainers,
	type KeyRightsOfUsers,
	keyRights,
	keyRightsOfContainers,
	keyRightsOfUsers,
} from './key-rights.facts.ts';

const needs = {...writerNeeds, heads: keyRights, containers: keyRightsOfContainers, samples: optional(keyRightsOfUsers)};

type Facts = FactsOf<typeof needs>;
type DomainOf<F extends {readonly forests: readonly unknown[]}> = Extract<
	Extract<F['forests'][number], {silent: null; domains: unknown}> extends {domains: readonly (infer D)[]} ? D : never,
	{silent: null}
>;
type Head = DomainOf<KeyRights>;
type Container = DomainOf<KeyRightsOfContainers>['containers'][number];
type Sample = DomainOf<KeyRightsOfUsers>['users'][number];

/** What lets nobody write to the users of a container: nothing gives the right, or an entry that comes first forbids it. */
type Lack = 'no' | 'denied';

/** All containers of a domain that lack the right in one way, and where it is given: at the head, from where it does not come down, or nowhere. */
const lackingPart = (writer: Known, {domain, head}: Head, containers: readonly Container[], lack: Lack): Part => {
	const users = containers.reduce<number | null>((sum, one) => (sum === null || one.users === null ? null : sum + one.users), 0);
	const some = users === null ? 'users in scope' : counted(users, 'user in scope', 'users in scope');
	const dns = containers.map(({dn}) => dn);
	const said = `${accountInWords(writer)} may not write the keys of ${some} in ${listed(dns)}.`;
	const verdict =
		lack === 'denied'
			? unmet('take-the-denial-away', `${said} An entry that forbids it comes first there.`)
			: mayWriteKey(head, writer.sids) === 'yes'
				? unmet('restore-inheritance', `${said} The head of the domain gives the right, and it does not come down to there.`)
				: unmet('give-the-right', `${said} Neither the account nor a group that it is in was given the right at the head of the domain.`);
	return {name: dns.length === 1 ? (dns[0] ?? domain) : domain, verdict};
};

const containerVerdict = (writer: Known, container: Container, sample: Sample | undefined): Verdict | Lack => {
	const who = accountInWords(writer);
	const {dn, users, access} = container;
	const some = users === null ? 'users in scope' : counted(users, 'user in scope', 'users in scope');
	const below = mayWriteKey(access, writer.sids);
	const own = sample === undefined || sample.guarded ? null : mayWriteKey(sample.access, writer.sids);
	if (below === 'unknown' || own === 'unknown') {
		const what = below === 'unknown' ? dn : `a user in ${dn}`;
		return declined('inconclusive', 'read-the-access-list', `Who may write keys to ${what} could not be read for certain.`);
	}

	// A user may have inherited nothing, and only a look at one shows that the right comes down. Protected ones inherit nothing on purpose.
	if (below === 'yes' && own === null) {
		return caution(
			'look-at-a-user',
			`${who} may write the keys of ${some} in ${dn} by what comes down from there; no ordinary user in it was looked at.`,
		);
	}

	if (below === 'yes' && own === 'yes') {
		return met(`${who} may write the keys of ${some} in ${dn}.`);
	}

	if (below === 'yes') {
		const said = `${who} may not write the key of ${sample?.dn}, although ${dn} gives the right to those in it.`;
		return own === 'denied'
			? unmet('take-the-denial-away', `${said} An entry that forbids it comes first there.`)
			: unmet('restore-inheritance', said);
	}

	if (own === 'yes') {
		return caution(
			'give-the-right',
			`${who} may write the key of ${sample?.dn} by an entry of that user alone; ${dn} does not give the right to others in it.`,
		);
	}

	return below;
};

const domainParts = (writer: Known, facts: Facts, head: KeyRights['forests'][number] & {silent: null}, domain: string): readonly Part[] => {
	const own = head.domains.find(one => isSameDnsName(one.domain, domain));
	if (own === undefined || own.silent !== null) {
		return [unheard(domain, own?.silent ?? {reason: 'inconclusive', detail: 'Its head was not read.'})];
	}

	const forest = forestNamed(facts.containers.forests, writer.forest);
	const held = forest?.domains.find(one => isSameDnsName(one.domain, domain));
	if (held === undefined || held.silent !== null) {
		return [unheard(domain, held?.silent ?? silenceOf(facts.containers.forests, writer.forest, 'Its containers were not read.'))];
	}

	const samples = facts.samples.seen ? forestNamed(facts.samples.facts.forests, writer.forest) : undefined;
	const users = samples?.domains.find(one => isSameDnsName(one.domain, domain));
	const samplesIn = new Map(users?.silent === null ? users.users.map(one => [comparableDn(parentOf(one.dn) ?? ''), one]) : []);
	const judged = held.containers.map(container => ({
		container,
		verdict: containerVerdict(writer, container, samplesIn.get(comparableDn(container.dn))),
	}));
	const lacking = (['no', 'denied'] as const).flatMap(lack => {
		const containers = judged.flatMap(({container, verdict}) => (verdict === lack ? [container] : []));
		return containers.length === 0 ? [] : [lackingPart(writer, own, containers, lack)];
	});
	return [...lacking, ...judged.flatMap(({container, verdict}) => (typeof verdict === 'string' ? [] : [{name: container.dn, verdict}]))];
};

/** The forest as one where all is well, or what is not well in it. */
const forestParts = (writer: Known, facts: Facts): readonly Part[] => {
	const {name, forest, account} = writer;
	const said = accountInWords(writer);
	if (account.enabled === false) {
		return [{name, verdict: unmet('enable-the-account', `${said}, by which Connect writes to ${name}, is disabled.`)}];
	}

	const head = forestNamed(facts.heads.forests, forest);
	if (head === undefined) {
		return [unheard(name, silenceOf(facts.heads.forests, forest, `${forest} was not asked.`))];
	}

	const containers = forestNamed(facts.containers.forests, forest)?.domains ?? [];
	const names = [...head.domains, ...containers].map(({domain}) => domain);
	const domains = names.filter((domain, at) => names.findIndex(other => isSameDnsName(other, domain)) === at);
	const parts = domains.flatMap(domain => domainParts(writer, facts, head, domain));
	const others = parts.filter(({verdict}) => verdict.outcome !== 'met');
	if (others.length > 0) {
		return others;
	}

	if (parts.length === 0) {
		return [{name, verdict: declined('empty', 'let-it-answer', `No user in scope was found in ${forest}.`)}];
	}

	const held = heard(containers).flatMap(({containers: own}) => own.map(({users}) => users ?? 0));
	const found = held.reduce((sum, users) => sum + users, 0);
	const expected = usersOf(facts.users, forest);
	if (expected !== null && found < expected) {
		const because = `${name}: of ${counted(expected, 'user')} in scope the containers of ${found} were seen; in the others nobody looked.`;
		return [{name, verdict: declined('incomplete', 'let-it-answer', because)}];
	}

	const because = `${said} may write keys in ${counted(parts.length, 'container')} of ${forest} that ${parts.length === 1 ? 'holds' : 'hold'} users in scope.`;
	return [
		{
			name,
			verdict:
				writer.server === null
					? caution('name-the-account', `${because} That this is the account which Connect uses, only Connect can say.`)
					: met(because),
		},
	];
};

/**
 * Whether the account of Connect may write the key of users in scope: by the entries that come down to them, whoever of its groups they name, and not by
 * its membership of Key Admins, which is one of several ways (T-07). A sample is one user of each container: an own access list of others is not seen.
 */
export const rightToWriteKeys = overPresentServers(
	defineCheckOver({
		id: 'right-to-write-keys',
		question: 'May the account of Connect write the key of every user in scope?',
		needs,
		partsOf: facts => partsByWriter(facts, forestParts),
		judge: parts => worstOrFirst(parts, declined('empty', 'let-it-answer', 'No account of Connect was found.')),
		keep: ({samples, ...facts}) => ({...facts, samples: samples.seen ? 'one user of each container' : samples}),
	}),
);
