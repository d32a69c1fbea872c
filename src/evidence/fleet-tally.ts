import {createHash} from 'node:crypto';
import {compareTimes, standingOf} from '../guide/age.ts';
import type {Collector} from '../guide/check.ts';
import {type Fleet, type FleetAnswer, type FleetRow, KindList, ownAccount} from '../guide/fleet.ts';
import {foldAscii} from '../guide/fold.ts';
import {ofNobody, type Refusal} from '../guide/importer.ts';
import {quoted} from '../guide/untrusted.ts';
import type {Evidence} from '../session/event.ts';
import type {Carried} from './carried-file.ts';
import {readMachine} from './judge-machine.ts';

const shortDigest = 16;
/** A DNS name has no more (RFC 1035 2.3.4). */
const longestName = 255;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Windows cuts a computer's NetBIOS name off behind 15 letters. */
const netBios = (name: string): string => foldAscii(name.split('.')[0] ?? '').slice(0, 15);

/** SYSTEM, LOCAL SERVICE and NETWORK SERVICE (Microsoft, well-known SIDs): accounts of Windows itself, whose names are translated. */
const ofWindows = /^S-1-5-(?:18|19|20)$/;
/**
 * Whether no person ran a script but the computer itself: by its SID, which a line has in the place of the account; else by the dollar sign that computers'
 * accounts end in, or by what .NET calls SYSTEM where Windows speaks English.
 */
const isOwnAccount = ({account, sid}: Pick<Carried, 'account' | 'sid'>): boolean =>
	[sid ?? '', account].some(text => ofWindows.test(text)) || /(?:\$|(?:^|\\)system)$/i.test(account);
const ofNoUser = {
	outcome: 'declined',
	remedy: null,
	reason: 'elsewhere',
	because: "The computer's own account ran the script, so what its user has was not seen.",
} as const;

/** Files of many machines as they come, each judged and let go: what is kept of one is a line. */
export class FleetTally {
	readonly #fleet: Fleet;
	readonly #collectors: readonly Collector[];
	readonly #now: string;
	readonly #kinds: readonly KindList[];
	readonly #rows = new Map<string, FleetRow>();
	readonly #scripts = new Map<string, FleetAnswer['scripts'][number]>();

	constructor(fleet: Fleet, {collectors, now}: {readonly collectors: readonly Collector[]; readonly now: string}) {
		this.#fleet = fleet;
		this.#collectors = collectors;
		this.#now = now;
		this.#kinds = fleet.checks.map(() => new KindList());
	}

	/**
	 * Takes one file in. Comes back with a refusal where the file does not say which machine it is of, or says two, and with `unread` where an answer in
	 * it could not be understood. `isKept`: whether its answers are kept whole as well.
	 */
	add(carried: Carried, digest: string, isKept = false): Refusal | 'unread' | null {
		const {computer, account, at} = carried;
		const answers = Object.fromEntries(carried.answers.flatMap(one => (one.outcome === 'facts' ? [[one.collector, one.facts]] : [])));
		const file = readMachine(this.#collectors, answers, at);
		if (Object.keys(answers).some(id => !(id in file.facts))) {
			return 'unread';
		}

		const {name: said, marks} = this.#fleet.machine(file.facts);
		const name = foldAscii(said ?? computer);
		if (name === '' || name.length > longestName) {
			return {
				refused:
					'It does not say of which computer it is, speaks of two, or gives a name that is none. Run the script there again, and bring what it writes.',
			};
		}

		if (computer !== '' && netBios(computer) !== netBios(name)) {
			return {
				refused: `It was written on ${quoted(computer)}, and speaks of ${quoted(name)}. Run the script on the computer that is meant.`,
			};
		}

		for (const {collector, sha256} of carried.answers) {
			this.#scripts.set(`${collector} ${sha256}`, {collector, sha256});
		}

		const user = hash(`${name}\n${foldAscii(account)}`).slice(0, 8);
		const key = `${name}\n${user}`;
		const held = this.#rows.get(key);
		// Of one user on one machine the newest file is enough; two of one moment are both kept, for whoever compares them.
		const own = held !== undefined && compareTimes(held.at, at) === 0 ? `${key}\n${digest}` : key;
		if (held === undefined || own !== key || compareTimes(held.at, at) < 0) {
			const isComputer = isOwnAccount(carried);
			const kinds = file.judged(this.#fleet.checks).map((kind, index) => {
				const isOfUser = this.#fleet.ofUsers.some(({id}) => id === this.#fleet.checks[index]?.id);
				return this.#kinds[index]?.placeOf(isComputer && isOfUser ? ofNoUser : kind) ?? 0;
			});
			this.#rows.set(own, {
				name,
				at: new Date(at).toISOString(),
				user,
				digest: digest.slice(0, shortDigest),
				...(isKept ? {kept: true} : {}),
				marks: isComputer ? {...marks, elevated: true, [ownAccount]: true} : marks,
				kinds,
			});
		}

		return null;
	}

	get machines(): number {
		return new Set([...this.#rows.values()].map(({name}) => name)).size;
	}

	/** From the oldest to the newest. */
	get times(): readonly string[] {
		return [...this.#rows.values()].map(({at}) => at).toSorted(compareTimes);
	}

	/**
	 * Evidence for a session, without the files that it holds already. What was taken in one hour is one piece, as old as its oldest file, so that
	 * each ages by itself; what is too old already is one piece.
	 */
	evidenceBeside(held: readonly Evidence[]): readonly Evidence[] {
		const known = new Set(held.filter(({collector}) => collector === this.#fleet.collector.id).flatMap(digestsIn));
		const rows = [...this.#rows.values()].filter(({digest}) => !known.has(digest));
		return [...Map.groupBy(rows, row => this.#hourOf(row)).values()].map(own => this.#pieceOf(own));
	}

	#hourOf({at}: FleetRow): string {
		const standing = standingOf(at, this.#now);
		// What is ahead becomes fresh when its own time comes, and what is too old stays so.
		return standing === 'fresh' || standing === 'ahead' ? at.slice(0, 13) : standing;
	}

	#pieceOf(machines: readonly FleetRow[]): Evidence {
		const {collector, checks} = this.#fleet;
		const facts: FleetAnswer = {
			scripts: [...this.#scripts.values()],
			checks: checks.map(({id}, index) => ({check: id, kinds: [...(this.#kinds[index]?.kinds ?? [])]})),
			machines: [...machines],
		};
		const digest = hash(
			machines
				.map(one => one.digest)
				.toSorted()
				.join('\n'),
		);
		const times = machines.map(({at}) => at).toSorted(compareTimes);
		const count = new Set(machines.map(({name}) => name)).size;
		return {
			collector: collector.id,
			digest,
			about: `${collector.id}/${digest.slice(0, 12)}`,
			spoken: ofNobody,
			answer: {
				kind: 'facts',
				facts,
				source: 'carried',
				from: `the files of ${count} computer${count === 1 ? '' : 's'}`,
				takenAt: (standingOf(times[0] ?? null, this.#now) === 'ahead' ? times.at(-1) : times[0]) ?? null,
			},
		};
	}
}

/** The digests of the files in a piece of evidence of a fleet; none where another whfb wrote it in another shape. */
const digestsIn = ({answer: {facts}}: Evidence): readonly string[] => {
	const {machines} = (typeof facts === 'object' && facts !== null ? facts : {}) as {readonly machines?: unknown};
	return Array.isArray(machines)
		? machines.flatMap((one: {readonly digest?: unknown}) => (typeof one?.digest === 'string' ? [one.digest] : []))
		: [];
};
