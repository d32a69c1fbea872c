import type {z} from 'zod';
import {optional, type Witness} from '../src/guide/check.ts';
import {declined, type Verdict} from '../src/guide/finding.ts';
import {serviceConnectionPoints} from './05-device-registration/service-connection-point.facts.ts';
import {isSameDnsName} from './identity.ts';
import {type Part, worstFirst} from './worst-first.ts';

/** The forests that are looked at: a client of another one says nothing of them. */
export const ourForests = optional(serviceConnectionPoints);

type Points = Witness<z.infer<typeof serviceConnectionPoints.facts>>;
type Client = {readonly computer: string; readonly domain: string | null};

/** How a sentence calls a client. */
const clientName = ({computer}: Client): string => (computer === '' ? 'This client' : computer);

/** What keeps a client from saying anything of these forests; null for one that belongs to them, or where nobody can tell. */
const notOurs = (client: Client, points: Points): Verdict | null => {
	const {domain} = client;
	if (domain === null) {
		return declined(
			'inconclusive',
			'look-at-a-domain-client',
			`${clientName(client)} is in no domain, so it says nothing of clients that are to join.`,
		);
	}

	if (!points.seen) {
		return null;
	}

	const known = points.facts.forests.flatMap(forest => (forest.silent === null ? forest.domains : [null]));
	// A domain of a forest that did not answer may be the client's.
	return known.includes(null) || known.some(name => isSameDnsName(name, domain))
		? null
		: declined(
				'foreign',
				'look-at-a-domain-client',
				`${clientName(client)} belongs to ${domain}, which is no domain of the forests that are looked at.`,
			);
};

/** What was seen too long ago, or twice at one moment and not alike, may condemn and says nothing else. */
export const aged = (
	verdict: Verdict,
	{stale, contradicted = false}: {readonly stale: boolean; readonly contradicted?: boolean},
): Verdict => {
	if (verdict.outcome === 'unmet' || (!stale && !contradicted)) {
		return verdict;
	}

	return contradicted
		? declined('contradicted', 'carry-the-script', 'two files of one moment say different things of it.')
		: declined('stale', 'carry-the-script', 'what was seen of it is older than a day.');
};

/** What is so of a client, aspect by aspect; one that does not count is one part that says why. */
export const partsOfClient = (client: Client, points: Points, parts: () => readonly Part[]): readonly Part[] => {
	const first = notOurs(client, points);
	return first === null ? parts() : [{name: clientName(client), verdict: first}];
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The worst of the aspects, with the client's name before what is said; sentences after the first begin anew. */
export const judgeClient = (client: Client, parts: readonly Part[]): Verdict => {
	const spoken = parts.map(({name, verdict}) => ({name, verdict: {...verdict, because: capital(verdict.because)}}));
	const verdict = worstFirst(spoken, {nothing: declined('empty', 'carry-the-script', 'Nothing was seen of it.')});
	const name = clientName(client);
	const {because} = verdict;
	return because.startsWith(name) ? verdict : {...verdict, because: `${name}: ${because.charAt(0).toLowerCase()}${because.slice(1)}`};
};
