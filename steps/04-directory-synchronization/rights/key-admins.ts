import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {type DomainControllers, domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestIn, forestNamed, heard, partsByForest, silenceOf, unheard, usersOf} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {isSameDnsName} from '../../identity.ts';
import {type Part, worstOrFirst} from '../../worst-first.ts';
import {mayWriteKey} from './key-access.ts';
import {enterpriseKeyAdminsRid, keyAdminGroups, keyAdminsRid} from './key-admins.facts.ts';
import {type KeyRights, keyRights} from './key-rights.facts.ts';

const needs = {groups: keyAdminGroups, heads: keyRights, controllers: optional(domainControllers), scope: optional(usersInScope)};

type Facts = FactsOf<typeof needs>;
type Head = Extract<Extract<KeyRights['forests'][number], {silent: null}>['domains'][number], {silent: null}>;

/** Build of Windows Server 2016. */
const firstOf2016 = 14393;

const hasRid = (sid: string | null, rid: number) => sid?.endsWith(`-${rid}`) === true;

/** The build of the PDC emulator of a domain, by its name; undefined where either is not known. */
const pdcBuild = (facts: Facts, forest: string, head: Head): number | null | undefined => {
	const domains: DomainControllers['forests'][number] | undefined = forestIn(facts.controllers, forest);
	const all = domains === undefined || domains.silent !== null ? [] : heard(domains.domains).flatMap(({controllers}) => controllers);
	return all.find(({name}) => isSameDnsName(name, head.pdcEmulator))?.build;
};

const missingVerdict = (name: string, group: string, head: Head, build: number | null | undefined): Verdict => {
	const said = `${name} has no group ${group}`;
	return head.pdcEmulator === null || build === undefined || build === null
		? caution('make-the-groups', `${said}; which Windows its PDC emulator runs was not seen.`)
		: build < firstOf2016
			? caution(
					'make-the-groups',
					`${said}: its PDC emulator, ${head.pdcEmulator}, runs a Windows Server from before 2016 (build ${build}), which does not make it.`,
				)
			: caution(
					'make-the-groups',
					`${said}, although its PDC emulator, ${head.pdcEmulator}, runs Windows Server 2016 or later: it comes with the next start of that role.`,
				);
};

const domainVerdict = (
	facts: Facts,
	forest: string,
	isRoot: boolean,
	domain: string,
	groups: readonly {readonly sid: string | null}[],
	head: Head,
): Verdict => {
	const build = pdcBuild(facts, forest, head);
	const keyAdmins = groups.find(({sid}) => hasRid(sid, keyAdminsRid));
	const enterprise = groups.find(({sid}) => hasRid(sid, enterpriseKeyAdminsRid));
	if (keyAdmins?.sid == null) {
		return missingVerdict(domain, 'Key Admins', head, build);
	}

	if (isRoot && enterprise === undefined) {
		return missingVerdict(domain, 'Enterprise Key Admins', head, build);
	}

	if (head.head === null) {
		return declined('inconclusive', 'read-the-access-list', `What the head of ${domain} gives to Key Admins could not be read.`);
	}

	const broad = head.fullControl.some(sid => hasRid(sid, enterpriseKeyAdminsRid))
		? 'Enterprise Key Admins'
		: head.fullControl.some(sid => hasRid(sid, keyAdminsRid))
			? 'Key Admins'
			: null;
	if (broad !== null) {
		return caution(
			'narrow-enterprise-key-admins',
			`${broad} has full control of everything below the head of ${domain}, and not the right to the key alone: preparation by Windows Server 2016 gave it too much.`,
		);
	}

	// Whoever is a member of a group is Everyone and Authenticated Users as well: an entry against these counts too.
	const may = (sid: string) => mayWriteKey(head.head, new Set([sid, 'S-1-1-0', 'S-1-5-11']));
	return may(keyAdmins.sid) === 'yes' && (enterprise?.sid == null || may(enterprise.sid) === 'yes')
		? met(`Key Admins of ${domain}${enterprise === undefined ? '' : ' and Enterprise Key Admins'} may write keys.`)
		: caution(
				'prepare-the-domain',
				`Key Admins of ${domain}${enterprise === undefined ? '' : ' and Enterprise Key Admins'} ${enterprise === undefined ? 'is' : 'are'} there, and the head of the domain does not let ${enterprise === undefined ? 'it' : 'both'} write keys: membership gives nothing then.`,
			);
};

/** The two groups that the guide names for the account of Connect. They are one way to the right, not the right: what they lack is a caution (T-07). */
export const keyAdmins = defineCheckOver({
	id: 'key-admins',
	question: 'Are Key Admins and Enterprise Key Admins there, with the right to write keys and no other?',
	needs,
	partsOf: facts =>
		partsByForest(facts.groups.forests, ({forest, domains}): readonly Part[] => {
			if (usersOf(facts.scope, forest) === 0) {
				return [{name: forest, verdict: notApplicable(`No enabled user in scope lives in ${forest}.`)}];
			}

			return domains.map(one => {
				if (one.silent !== null) {
					return unheard(one.domain, one.silent);
				}

				const head = forestNamed(facts.heads.forests, forest)?.domains.find(({domain}) => isSameDnsName(domain, one.domain));
				return head === undefined || head.silent !== null
					? unheard(one.domain, head?.silent ?? silenceOf(facts.heads.forests, forest, 'Its head was not read.'))
					: {
							name: one.domain,
							verdict: domainVerdict(facts, forest, isSameDnsName(one.domain, forest), one.domain, one.groups, head),
						};
			});
		}),
	judge: parts => worstOrFirst(parts, declined('empty', 'let-it-answer', 'No forest was asked.')),
});
