import {type FactsOf, optional} from '../src/guide/check.ts';
import {caution, declined, type Exhibit, passedOn, type Verdict} from '../src/guide/finding.ts';
import type {FleetFacts, FleetMachine} from '../src/guide/fleet.ts';
import {grouped} from '../src/guide/plain-order.ts';
import {type ClientsByVersion, clientsByVersion} from './02-prerequisites/clients/clients-by-version.facts.ts';
import {tenant} from './03-new-installation-baseline/tenant/tenant.facts.ts';
import {clientFleet} from './05-device-registration/client-fleet.facts.ts';
import {heard} from './by-forest.ts';
import {counted, listed} from './directory.ts';
import {isSameDnsName, isSameGuid} from './identity.ts';

/** Windows 10 takes no more enrolled users on one computer (Microsoft's FAQ of Windows Hello for Business). */
const mostUsers = 10;
/** So many names stand in a sentence; the others are counted. */
const mostNames = 10;
const bring = 'bring-the-fleet';

/** How one client's check speaks of many. */
export type FleetWords = {
	/** What good clients do, after their number: `are hybrid joined`. */
	readonly good: string;
	/** Remedies in two or three words, for a list of causes; the remedy's own name where one is left out. */
	readonly causes: Readonly<Record<string, string>>;
	/** The remedy for a client of another tenant, where that is what the check is about; else such a client says nothing. */
	readonly otherTenant?: string;
	/** Whether it speaks of a client in the tenant, so that nothing is met while nobody knows which tenant is meant. */
	readonly inTenant?: true;
	/** Where the check knows who has enrolled: the remedy for a computer that takes no more users. */
	readonly tooManyUsers?: string;
};

/** What a check of many clients needs besides its own. */
export const fleetNeeds = {fleet: optional(clientFleet), clients: optional(clientsByVersion), tenant: optional(tenant)};
/** The facts of `fleetNeeds`. */
export type Around = FactsOf<typeof fleetNeeds>;
/** What the judge says of one client of a fleet. */
export type Client = {readonly name: string; readonly verdict: Verdict};

const domainsIn = ({forests}: ClientsByVersion) => heard(forests).flatMap(({domains}) => domains);

/** The DNS name of a client's domain, as its file says it or its whole name has it; null where neither does. */
const domainOf = ({name, marks}: Pick<FleetMachine, 'name' | 'marks'>): string | null => {
	const own = marks['domain'];
	const [, ...labels] = name.split('.');
	return typeof own === 'string' ? own : labels.length === 0 ? null : labels.join('.');
};

/** Why a file says nothing of the forests and the tenant that were looked at; null where nothing speaks against it. */
const strangeness = ({name, marks}: FleetMachine, {clients, tenant: ours}: Around, {otherTenant}: FleetWords): Verdict | null => {
	const {tenantId} = marks;
	const domain = domainOf({name, marks});
	if (ours.seen && typeof tenantId === 'string' && !isSameGuid(tenantId, ours.facts.id)) {
		const because = `${name} is joined to the tenant ${tenantId}, not to this one, ${ours.facts.id}.`;
		return otherTenant === undefined ? declined('foreign', bring, because) : {outcome: 'unmet', because, remedy: otherTenant};
	}

	if (!clients.seen) {
		return null;
	}

	if (domain === null) {
		return declined('inconclusive', bring, `The file of ${name} does not say of which domain it is.`);
	}

	const known = domainsIn(clients.facts);
	if (known.some(one => isSameDnsName(one.domain, domain))) {
		return null;
	}

	return clients.facts.forests.every(({silent}) => silent === null)
		? declined('foreign', bring, `${name} is of the domain ${domain}, which is in no forest that was looked at.`)
		: declined('inconclusive', bring, `${name} is of the domain ${domain}, which is in no forest that answered, and not all did.`);
};

const judgeClient = (check: string, facts: FleetFacts, machine: FleetMachine, around: Around, words: FleetWords): Verdict => {
	const index = facts.checks.findIndex(one => one.check === check);
	const kind = facts.checks[index]?.kinds[machine.kinds[index] ?? -1];
	const strange = strangeness(machine, around, words);
	if (strange !== null) {
		return strange;
	}

	if (kind === undefined || kind.outcome === 'declined') {
		return declined('inconclusive', kind?.remedy ?? bring, kind?.because ?? `The file of ${machine.name} was not judged by this check.`);
	}

	const {because} = kind;
	if (kind.outcome === 'unmet') {
		return {outcome: 'unmet', because, remedy: kind.remedy ?? bring};
	}

	if (machine.contradicted) {
		return declined('contradicted', bring, `Two files of ${machine.name} are of one time and say different things.`);
	}

	if (machine.stale) {
		return declined('stale', bring, `The file of ${machine.name} was taken more than a day ago, or at a time that has not come yet.`);
	}

	return words.tooManyUsers !== undefined && machine.enrolled >= mostUsers
		? caution(
				words.tooManyUsers,
				`${machine.name} has ${counted(machine.enrolled, 'enrolled user')}: Windows 10 takes no more than ${mostUsers}.`,
			)
		: kind.outcome === 'caution'
			? caution(kind.remedy ?? bring, because)
			: {outcome: kind.outcome, because};
};

/** What was judged of a client. */
export const outcomeOf = ({verdict}: Client) => verdict.outcome;
/** The heading that says what to do about a client. */
export const remedyOf = ({verdict}: Client) => ('remedy' in verdict ? verdict.remedy : undefined) ?? bring;

/** Clients by what is to be done about them, the most first. */
const byRemedy = (clients: readonly Client[]): readonly (readonly [string, readonly Client[]])[] =>
	[...Map.groupBy(clients, remedyOf)].toSorted(([, a], [, b]) => b.length - a.length);

const causesOf = (clients: readonly Client[], causes: FleetWords['causes']): string =>
	byRemedy(clients)
		.map(
			([remedy, own]) =>
				`${causes[remedy] ?? remedy.replaceAll('-', ' ')} (${own.length}: ${listed(
					own.map(({name}) => name),
					mostNames,
				)})`,
		)
		.join(', ');

/** What a check says of each client of which a file was brought; none where there are none. */
export const clientsIn = (check: string, around: Around, words: FleetWords): readonly Client[] => {
	const {fleet} = around;
	return fleet.seen
		? fleet.facts.machines.map(machine => ({name: machine.name, verdict: judgeClient(check, fleet.facts, machine, around, words)}))
		: [];
};

/** Clients that the directory lists, and of which no file came; null where all came, a reason where nobody can tell. Servers and strangers fill no place. */
const missing = ({clients, fleet}: Around): Verdict | null => {
	if (!clients.seen) {
		return passedOn({reason: clients.reason, detail: `How many clients the directory lists was not seen. ${clients.detail}`});
	}

	const domains = domainsIn(clients.facts);
	const [silent] = [...clients.facts.forests, ...domains].flatMap(one => one.silent ?? []);
	if (silent !== undefined) {
		return passedOn({reason: silent.reason, detail: `How many clients the directory lists was not seen. ${silent.detail}`});
	}

	const brought = fleet.seen ? fleet.facts.machines.filter(({marks}) => marks['workstation'] !== false) : [];
	const counts = heard(domains).map(({domain, kinds}) => {
		const recent = kinds.filter(kind => kind.system === 'windows' && kind.recent).reduce((sum, {computers}) => sum + computers, 0);
		const own = brought.filter(machine => isSameDnsName(domainOf(machine), domain)).length;
		return {recent, absent: Math.max(0, recent - own)};
	});
	const absent = counts.reduce((sum, one) => sum + one.absent, 0);
	const all = counts.reduce((sum, {recent}) => sum + recent, 0);
	return absent === 0
		? null
		: declined(
				'elsewhere',
				bring,
				`The directory lists ${counted(all, 'client')} seen within 90 days, and nothing was brought from ${grouped(absent)}; Get-ADComputer names them, as the remedy shows.`,
			);
};

/** Why nobody knows in which tenant clients should be; null where that is known, or does not matter. */
export const unknownTenant = ({tenant: ours}: Around, {inTenant}: FleetWords): Verdict | null =>
	inTenant && !ours.seen ? passedOn({reason: ours.reason, detail: `In which tenant clients should be was not seen. ${ours.detail}`}) : null;

/** How many do it and how many do not; where not one file of them could be judged, that, because a number of good ones would be a number of nothing. */
const countedWords = (asked: readonly Client[], bad: readonly Client[], unseen: readonly Client[], {good, causes}: FleetWords): string => {
	const fine = asked.length - bad.length - unseen.length;
	return asked.length === unseen.length
		? `Of ${counted(asked.length, 'client')} no file could be judged.`
		: `${grouped(fine)} of ${counted(asked.length, 'client')} ${good}${bad.length === 0 ? '' : `; ${grouped(bad.length)} not: ${causesOf(bad, causes)}`}.`;
};

/** Where what is to be done about the other causes stands: a verdict names the remedy of the first alone. */
const otherRemedies = (clients: readonly Client[], {causes}: FleetWords): readonly string[] => {
	const [, ...others] = byRemedy(clients).map(([remedy]) => remedy);
	return others.length === 0
		? []
		: [
				`The remedy named is for the first cause; the page of this check has ${listed(others.map(remedy => `${remedy} for ${causes[remedy] ?? 'the next'}`))}.`,
			];
};

/** The verdict on all of them: `48 of 50 clients will provision; 2 not: no fitting TPM (1: pc49), certificate trust (1: pc50).` */
export const judgeAll = (clients: readonly Client[], around: Around, words: FleetWords): Verdict => {
	const {causes} = words;
	const asked = clients.filter(one => outcomeOf(one) !== 'not-applicable');
	const of = (outcome: Verdict['outcome']) => asked.filter(one => outcomeOf(one) === outcome);
	const [bad, unseen, doubtful] = [of('unmet'), of('declined'), of('caution')];
	const unknown = [missing(around), unknownTenant(around, words)].filter(one => one !== null);
	const because = [
		countedWords(asked, bad, unseen, words),
		...otherRemedies(bad, words),
		...(doubtful.length === 0 ? [] : [`To look at: ${causesOf(doubtful, causes)}.`]),
		...(unseen.length === 0 ? [] : [`Not seen: ${causesOf(unseen, {...causes, [bring]: 'no file that counts'})}.`]),
		...unknown.map(one => one.because),
	].join(' ');
	const worst = [bad, unseen, unknown.map(verdict => ({name: '', verdict})), doubtful].find(some => some.length > 0);
	const first = byRemedy(worst ?? [])[0]?.[1][0]?.verdict;
	return asked.length === 0
		? declined('empty', bring, 'No file of a client said anything that can be judged.')
		: {...(first ?? {outcome: 'met'}), because};
};

const signs = {met: 'met', caution: 'caution', unmet: 'unmet', 'not-applicable': 'not-applicable', declined: 'unobserved'} as const;

/** A line of evidence for each kind of client: how many, the first one's sentence, and their names where somebody has to look. */
export const exhibitsOf = (clients: readonly Client[]): readonly Exhibit[] =>
	[...Map.groupBy(clients, one => `${outcomeOf(one)} ${'remedy' in one.verdict ? one.verdict.remedy : ''}`).values()].map(
		(own): Exhibit => {
			const [first] = own;
			const outcome = first?.verdict.outcome ?? 'declined';
			const names =
				outcome === 'met'
					? ''
					: ` ${listed(
							own.map(({name}) => name),
							mostNames,
						)}.`;
			return {sign: signs[outcome], what: counted(own.length, 'client'), seen: `${first?.verdict.because ?? ''}${names}`};
		},
	);
