import type {Witness} from '../src/guide/check.ts';
import {declined, notApplicable, type Verdict} from '../src/guide/finding.ts';
import type {Controller, DomainControllers} from './02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import type {WindowsServers} from './04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {heard, unheard} from './by-forest.ts';
import type {Dated} from './controller-witnesses.ts';
import {listed} from './directory.ts';
import {isSameDn, isSameDnsName} from './identity.ts';
import {type Part, worstFirst} from './worst-first.ts';

/** A domain controller as the directory lists it. */
export type Expected = Controller & {readonly forest: string; readonly domain: string};

/** A witness of a computer; of one that is no domain controller nothing else is known. */
type Evidence = Dated &
	(
		| {readonly isController: false; readonly computer: string | null}
		| {readonly isController: true; readonly computer: string; readonly rootDomain?: string | null}
	);
type OfController<E> = Extract<E, {isController: true}>;

/** A part, and whether it is one of the domain controllers that are counted: a stranger is none of them, and neither is a forest that did not answer. */
type ControllerPart = Part & {readonly isCounted: boolean};

const carry = 'carry-the-script';

/** The distinguished name of a domain by its DNS name. */
const contextOf = (domain: string): string =>
	domain
		.split('.')
		.map(label => `DC=${label}`)
		.join(',');

const expectedIn = ({forests}: DomainControllers): readonly Expected[] =>
	heard(forests).flatMap(({forest, domains}) =>
		heard(domains).flatMap(({domain, controllers}) => controllers.map(controller => ({...controller, forest, domain}))),
	);

/** Stale evidence may condemn; whatever else it shows was not seen. Nor was what two witnesses of one moment tell in two ways. */
export const asOld = ({computer, stale, contradicted}: {readonly computer: string} & Dated, verdict: Verdict): Verdict => {
	if (verdict.outcome === 'unmet' || verdict.outcome === 'declined' || !(stale || contradicted)) {
		return verdict;
	}

	const [reason, why] = stale
		? (['stale', 'was taken more than a day ago, or at a time that nobody knows'] as const)
		: (['contradicted', 'is contradicted by another file of the same time'] as const);
	return declined(reason, 'bring-fresh-evidence', `What was brought from ${computer} ${why}. ${verdict.because}`);
};

/** Why evidence of a computer says nothing of the forests that were looked at; null where it does. */
const strangeness = (computer: string, rootDomain: string | null, controllers: Witness<DomainControllers>): Verdict | null => {
	if (!controllers.seen) {
		return declined(
			controllers.reason,
			'let-it-answer',
			`${computer} was seen, but which domain controllers there are was not. ${controllers.detail}`,
		);
	}

	const own = expectedIn(controllers.facts).find(({name}) => isSameDnsName(name, computer));
	const isWhole = controllers.facts.forests.every(forest => forest.silent === null && forest.domains.every(one => one.silent === null));
	if (own === undefined) {
		return isWhole
			? declined('foreign', 'look-at-the-right-forest', `${computer} is no domain controller of a forest that was looked at.`)
			: declined('inconclusive', 'let-it-answer', `${computer} is not among the domain controllers seen, and not all were.`);
	}

	return rootDomain !== null && !isSameDn(rootDomain, contextOf(own.forest))
		? declined('foreign', 'look-at-the-right-forest', `${computer} says that its forest is ${rootDomain}, and not ${own.forest}.`)
		: null;
};

/** The servers of a fresh look at the directory that bear a name. */
const serversNamed = (servers: Witness<WindowsServers>, name: string) =>
	servers.seen && !servers.stale
		? heard(servers.facts.forests)
				.flatMap(({domains}) => heard(domains).flatMap(one => one.servers))
				.filter(({dnsName}) => isSameDnsName(dnsName, name))
		: [];

/** Whether the account of a domain controller is disabled, so that it signs nobody in. Silence excuses nothing. */
const isDisabled = (servers: Witness<WindowsServers>, name: string): boolean => {
	const own = serversNamed(servers, name);
	return own.length > 0 && own.every(({enabled}) => !enabled);
};

/** Whom the directory lists and nobody has seen. A read-only one is not asked for: no page says that it serves key trust (D04). */
const missing = ({name, readOnly}: Expected, servers: Witness<WindowsServers>): Part => ({
	name,
	verdict: readOnly
		? notApplicable(`${name} is read-only, and was not looked at.`)
		: isDisabled(servers, name)
			? notApplicable(`The account of ${name} is disabled, so that it signs nobody in.`)
			: declined('elsewhere', carry, `Nothing was brought from ${name}.`),
});

/** What a session keeps of the servers of a forest: those of the domain controllers, and of no other computer. */
export const keptServers = (servers: Witness<WindowsServers>, controllers: Witness<DomainControllers>): Witness<WindowsServers> => {
	if (!servers.seen) {
		return servers;
	}

	const names = controllers.seen ? expectedIn(controllers.facts).map(({name}) => name) : [];
	const isKept = ({dnsName}: {readonly dnsName: string | null}) => names.some(name => isSameDnsName(name, dnsName));
	const forests = servers.facts.forests.map(forest =>
		forest.silent === null
			? {
					...forest,
					domains: forest.domains.map(one => (one.silent === null ? {...one, servers: one.servers.filter(isKept)} : one)),
				}
			: forest,
	);
	return {...servers, facts: {forests}};
};

/**
 * One verdict for each domain controller that the directory lists, and for each that was seen besides. One without evidence is not seen, evidence of
 * a stranger is foreign, and old evidence condemns and excuses nothing.
 */
export const partsByController = <E extends Evidence>(
	evidence: readonly E[],
	controllers: Witness<DomainControllers>,
	servers: Witness<WindowsServers>,
	judge: (evidence: OfController<E>, expected: Expected | null) => Verdict,
): readonly ControllerPart[] => {
	const own = evidence.filter((one): one is OfController<E> => one.isController);
	const others = evidence.filter(({isController}) => !isController);
	const expected = controllers.seen ? expectedIn(controllers.facts) : [];
	const silences = !controllers.seen
		? []
		: controllers.facts.forests.flatMap(forest =>
				forest.silent === null
					? forest.domains.flatMap(one => (one.silent === null ? [] : [unheard(one.domain, one.silent)]))
					: [unheard(forest.forest, forest.silent)],
			);
	return [
		...own.map(one => {
			const listedAs = expected.find(({name}) => isSameDnsName(name, one.computer)) ?? null;
			const strange = strangeness(one.computer, one.rootDomain ?? null, controllers);
			const isForeign = strange?.outcome === 'declined' && strange.reason === 'foreign';
			const verdict = isForeign ? strange : asOld(one, judge(one, listedAs));
			return {
				name: one.computer,
				verdict: strange !== null && verdict.outcome !== 'unmet' ? strange : verdict,
				isCounted: !isForeign || listedAs !== null,
			};
		}),
		...expected
			.filter(({name}) => !own.some(({computer}) => isSameDnsName(computer, name)))
			.map(one => ({...missing(one, servers), isCounted: true})),
		...silences.map(one => ({...one, isCounted: false})),
		...others.map(({computer}) => ({
			name: computer ?? 'another computer',
			verdict: notApplicable(`${computer ?? 'A computer without a name'} is no domain controller.`),
			isCounted: false,
		})),
	];
};

/** The short name of a computer, for a list that is read at a glance. */
const short = (name: string): string => name.split('.')[0] ?? name;

/** The verdict on all of them, which begins with how many were seen and which do not hold: `5 of 7 domain controllers seen, 1 not met: LON-DC03.` */
export const overControllers = (parts: readonly ControllerPart[], words: {readonly met: string}): Verdict => {
	const asked = parts.filter(({verdict: one, isCounted}) => isCounted && one.outcome !== 'not-applicable');
	const seen = asked.filter(({verdict: one}) => one.outcome !== 'declined');
	const bad = seen.filter(({verdict: one}) => one.outcome === 'unmet').map(({name}) => short(name));
	if (asked.length < 2) {
		return worstFirst(parts);
	}

	const verdict = worstFirst(parts, words);
	const said = `${seen.length} of ${asked.length} domain controllers seen${bad.length === 0 ? '' : `, ${bad.length} not met: ${listed(bad)}`}.`;
	return {...verdict, because: `${said} ${verdict.because}`};
};
