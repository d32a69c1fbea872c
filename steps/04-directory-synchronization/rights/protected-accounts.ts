import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, type Verdict} from '../../../src/guide/finding.ts';
import {forestNamed, silenceOf, unheard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {isSameDnsName} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Part, worstOrFirst} from '../../worst-first.ts';
import {overPresentServers} from '../connect-server/retired-server.ts';
import {accountInWords, type KnownWriter as Known, partsByWriter, writerNeeds} from './connector-account.ts';
import {mayWriteKey} from './key-access.ts';
import {keyRights, type ProtectedUsers, protectedUsers} from './key-rights.facts.ts';

const needs = {...writerNeeds, guarded: protectedUsers, heads: optional(keyRights)};

type Facts = FactsOf<typeof needs>;
type Users = Extract<Extract<ProtectedUsers['forests'][number], {silent: null}>['domains'][number], {silent: null}>['users'];

const verdictOn = (writer: Known, users: Users, domain: string, isGivenToAll: boolean): Verdict => {
	if (users.length === 0) {
		return met(`No user in scope of ${domain} is a protected account.`);
	}

	const answers = users.map(({name, access}) => ({name, may: mayWriteKey(access, writer.sids)}));
	const shut = answers.filter(({may}) => may === 'no' || may === 'denied').map(({name}) => name);
	const unread = answers.filter(({may}) => may === 'unknown').map(({name}) => name);
	const who = `${counted(users.length, 'user')} in scope of ${domain} ${users.length === 1 ? 'is a protected account' : 'are protected accounts'} (adminCount 1)`;
	if (shut.length > 0) {
		const soon = isGivenToAll ? ' AdminSDHolder gives the right: it reaches them within the hour, where protection still runs.' : '';
		return caution('leave-administrators-out', `${who}; ${accountInWords(writer)} may not write the keys of ${listed(shut)}.${soon}`);
	}

	return unread.length > 0
		? declined('inconclusive', 'read-the-access-list', `${who}; who may write the keys of ${listed(unread)} could not be read for certain.`)
		: met(`${who}, and ${accountInWords(writer)} may write their keys.`);
};

const domainParts = (writer: Known, facts: Facts): readonly Part[] => {
	const forest = forestNamed(facts.guarded.forests, writer.forest);
	if (forest === undefined) {
		return [unheard(writer.name, silenceOf(facts.guarded.forests, writer.forest, `${writer.forest} was not asked.`))];
	}

	const heads = facts.heads.seen ? forestNamed(facts.heads.facts.forests, writer.forest)?.domains : undefined;
	return forest.domains.map(one => {
		if (one.silent !== null) {
			return unheard(one.domain, one.silent);
		}

		const head = heads?.find(({domain}) => isSameDnsName(domain, one.domain));
		const isGivenToAll = head?.silent === null && mayWriteKey(head.adminSdHolder, writer.sids) === 'yes';
		return {name: one.domain, verdict: verdictOn(writer, one.users, one.domain, isGivenToAll)};
	});
};

/** Protected accounts inherit nothing, so that Connect may not write their keys (W43, X22); others are not held up by it. */
export const protectedAccounts = overPresentServers(
	defineCheckOver({
		id: 'protected-accounts',
		question: 'Is no user in scope a protected account, whose key Connect may not write?',
		needs,
		partsOf: facts => {
			const trouble = groupTrouble(facts.guarded);
			return trouble === null
				? partsByWriter(facts, domainParts)
				: [{name: 'scope group', verdict: declined('empty', 'choose-a-group', trouble)}];
		},
		judge: parts => worstOrFirst(parts, declined('empty', 'let-it-answer', 'No account of Connect was found.')),
	}),
);
