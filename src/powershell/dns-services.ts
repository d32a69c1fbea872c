import {Resolver} from 'node:dns/promises';
import type {Answer, DirectoryAnswer, ForestAnswer, Host, Service} from '../guide/answer.ts';

/** What is asked of DNS servers themselves, without the hosts file of this computer. Neither throws. */
export type Dns = {
	readonly services: (name: string) => Promise<Pick<Service, 'dns' | 'servers'>>;
	/** Whether a name has an address. */
	readonly addresses: (name: string) => Promise<Host['dns']>;
};

const patience = 5_000;
/** What a DNS server says where it has no such name, or nothing of that kind under it. */
const plainNo = ['ENOTFOUND', 'ENODATA'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const noOrNothing = (error: unknown): 'not-found' | 'unknown' => (plainNo.includes(codeOf(error)) ? 'not-found' : 'unknown');

/** The answer to a question, or `late` where it takes longer than anybody waits. */
const inTime = async <T>(answer: Promise<T>, late: T): Promise<T> => {
	let timer: NodeJS.Timeout | undefined;
	const waited = new Promise<T>(settle => {
		timer = setTimeout(settle, patience, late);
	});
	return Promise.race([answer, waited]).finally(() => clearTimeout(timer));
};

/** Asks the DNS servers that this computer is set to, or those that are named (address and port), for at most five seconds each. */
export const dnsOf = (servers?: readonly string[]): Dns => {
	const resolver = new Resolver({timeout: 2_000, tries: 2});
	if (servers !== undefined) {
		resolver.setServers([...servers]);
	}

	return {
		services: name =>
			inTime(
				resolver.resolveSrv(name).then(
					records => ({dns: 'found' as const, servers: records.map(record => record.name)}),
					(error: unknown) => ({dns: noOrNothing(error), servers: []}),
				),
				{dns: 'unknown', servers: []},
			),
		addresses: async name => {
			const both = await Promise.all(
				[resolver.resolve4(name), resolver.resolve6(name)].map(asked =>
					inTime<Host['dns']>(
						asked.then((): Host['dns'] => 'found', noOrNothing),
						'unknown',
					),
				),
			);
			return both.includes('found') ? 'found' : both.includes('unknown') ? 'unknown' : 'not-found';
		},
	};
};

const named = (forest: ForestAnswer & {readonly answered: true}): readonly string[] => [
	...new Set(forest.readings.flatMap(reading => ('entries' in reading ? [reading.server] : []))),
];

/** The records of one forest. Its servers that have just answered are the witness that these DNS servers know the forest at all. */
const servicesOf = async (
	forest: ForestAnswer & {readonly answered: true},
	prefixes: readonly string[],
	dns: Dns,
): Promise<readonly Service[]> => {
	const names = forest.domains.flatMap(domain => prefixes.map(prefix => `${prefix}.${domain.name}`));
	const found = await Promise.all(names.map(async name => ({name, ...(await dns.services(name))})));
	if (found.every(one => one.dns !== 'not-found')) {
		return found;
	}

	const known = await Promise.all(named(forest).map(dns.addresses));
	return known.includes('found') ? found : found.map(one => (one.dns === 'not-found' ? {...one, dns: 'unknown'} : one));
};

/** Puts the service records of every domain of the forests that answered beside an answer. */
export const withServices = async (answer: Answer, prefixes: readonly string[], dns: Dns): Promise<Answer> => {
	if (answer.kind !== 'facts') {
		return answer;
	}

	const facts = answer.facts as DirectoryAnswer;
	const all = await Promise.all(facts.forests.map(forest => (forest.answered ? servicesOf(forest, prefixes, dns) : [])));
	const services = [...new Map(all.flat().map(one => [one.name, one])).values()];
	return {...answer, facts: {...facts, services} satisfies DirectoryAnswer};
};
