import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {sites} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {forestNamed, heard, partsByForest, type Silent, silenceOf, unheard} from '../../by-forest.ts';
import {computersNamed, isOver, type SignsOfLife, timeIn} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {isSameDn, isSameDnsName} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {authorityHosts} from './authority-hosts.facts.ts';
import {type Authority, enrollmentServices} from './enrollment-services.facts.ts';

type Controller = {readonly name: string; readonly computer: string | null};

const judgeAuthority = (
	authority: Authority,
	controllers: readonly Controller[],
	now: string | null,
	hosts: SignsOfLife['hosts'],
	unseen: Silent | null,
): Verdict => {
	const {name, server} = authority;
	if (isOver(authority, now)) {
		return notApplicable(`${name} issues nothing any more: its certificate has run out.`);
	}

	if (server === null) {
		return declined('inconclusive', 'let-it-answer', `${name} does not say which server it runs on.`);
	}

	const computers = hosts.seen && !hosts.stale ? computersNamed(hosts.facts, server) : [];
	if (
		controllers.some(
			controller =>
				isSameDnsName(controller.name, server) ||
				computers.some(({dn, names}) => isSameDn(controller.computer, dn) || names.some(own => isSameDnsName(own, controller.name))),
		)
	) {
		return caution('move-the-authority', `${name} runs on ${server}, which is a domain controller.`);
	}

	// It may be one of the domain controllers that nobody listed.
	if (unseen !== null) {
		return declined(
			unseen.reason,
			'let-it-answer',
			`${name} runs on ${server}, and not all domain controllers were listed. ${unseen.detail}`,
		);
	}

	// A name that no computer bears may be another name of a domain controller.
	return computers.length > 0
		? met(`${name} runs on ${server}, which is no domain controller.`)
		: declined('inconclusive', 'know-the-host', `${name} runs on ${server}, and which computer that is was not seen.`);
};

export const caNotOnDc = defineCheckOver({
	id: 'ca-not-on-dc',
	question: 'Is the certification authority on a server of its own?',
	needs: {services: enrollmentServices, sites, clock: optional(forestLevel), hosts: optional(authorityHosts)},
	partsOf: ({services, sites: found, clock, hosts}) => {
		// An authority may be published in one forest and run in another.
		const controllers = heard(found.forests).flatMap(one => one.sites.flatMap(site => site.controllers));
		return partsByForest(services.forests, ({forest, authorities}) => {
			if (authorities.length === 0) {
				return [{name: forest, verdict: notApplicable(`${forest} publishes no certification authority.`)}];
			}

			if (forestNamed(found.forests, forest) === undefined) {
				return [unheard(forest, silenceOf(found.forests, forest, 'Its domain controllers were not listed.'))];
			}

			const now = timeIn(clock, forest);
			const unseen = found.forests.find(({silent}) => silent !== null)?.silent ?? null;
			return authorities.map(authority => ({name: authority.name, verdict: judgeAuthority(authority, controllers, now, hosts, unseen)}));
		});
	},
	judge: parts => worstFirst(parts, {nothing: notApplicable('No forest publishes a certification authority that can issue anything.')}),
});
