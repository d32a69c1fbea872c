import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {partsByForest} from '../../by-forest.ts';
import {computersNamed, isOver, timeIn} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {mayIssue, serverName, supportedUntil} from '../../windows-server.ts';
import {worstFirst} from '../../worst-first.ts';
import {type AuthorityHosts, authorityHosts} from './authority-hosts.facts.ts';
import {type Authority, enrollmentServices} from './enrollment-services.facts.ts';

/** `now` is the time in the authority's forest; without it nothing is said of support. */
const judgeAuthority = (authority: Authority, now: string | null, hosts: AuthorityHosts): Verdict => {
	const {name, server} = authority;
	if (isOver(authority, now)) {
		return notApplicable(`${name} issues nothing any more: its certificate has run out.`);
	}

	if (server === null) {
		return declined('inconclusive', 'let-it-answer', `${name} does not say which server it runs on.`);
	}

	const computers = computersNamed(hosts, server).filter(({enabled}) => enabled !== false);
	if (computers.length === 0) {
		return declined('inconclusive', 'know-the-host', `${name} runs on ${server}, and which computer that is was not seen.`);
	}

	// Of several that bear the name, nobody knows which one answers to it: the oldest speaks.
	const builds = computers.flatMap(({build}) => build ?? []);
	const oldest = Math.min(...builds);
	if (builds.length > 0 && !mayIssue(oldest)) {
		return unmet('move-to-a-newer-server', `${name} runs on ${server}, which has ${serverName(oldest)}; 2012 is the oldest that will do.`);
	}

	if (builds.length < computers.length) {
		return declined('inconclusive', 'let-it-answer', `${name} runs on ${server}, and its version of Windows was not seen.`);
	}

	const said = `${name} runs on ${server}, which has ${serverName(oldest)}`;
	const until = supportedUntil(oldest);
	return now !== null && until !== null && now.slice(0, 10) > until
		? caution('plan-a-newer-server', `${said}; its support ended on ${dayOf(until)}.`)
		: met(`${said}.`);
};

export const caWindowsServer = defineCheckOver({
	id: 'ca-windows-server',
	question: 'Do the certification authorities run on Windows Server 2012 or later?',
	needs: {
		services: enrollmentServices,
		hosts: authorityHosts,
		clock: optional(forestLevel),
		scope: optional(usersInScope),
	},
	partsOf: ({services, hosts, clock, scope}) =>
		partsByForest(
			services.forests,
			({forest, authorities}) =>
				authorities.length === 0
					? [{name: forest, verdict: notApplicable(`${forest} publishes no certification authority.`)}]
					: authorities.map(authority => ({name: authority.name, verdict: judgeAuthority(authority, timeIn(clock, forest), hosts)})),
			scope,
		),
	judge: parts => worstFirst(parts, {nothing: notApplicable('No forest publishes a certification authority that can issue anything.')}),
});
