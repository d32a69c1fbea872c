import {askFor} from '../../../src/app/runners.ts';
import type {Ask} from '../../../src/engine/ask.ts';
import {look} from '../../../src/engine/look.ts';
import {collectorsIn, gatesOf} from '../../../src/guide/step.ts';
import {tellTexts, textKind} from '../../../src/guide/text-kind.ts';
import {emptySession, type Session} from '../../../src/session/session.ts';
import {guide} from '../../../steps/guide.ts';

/** Every check of the guide once, those of gates among them. */
const checks = [...new Set(guide.steps.flatMap(step => [...step.checks, ...gatesOf(step).map(gate => gate.check)]))];

/** What a practice environment answers to each collector, as facts. */
const answersIn = async (practice: string, at: string) => {
	const session: Session = {...emptySession, environment: {...emptySession.environment, practice}};
	const ask = askFor({guide, environment: session.environment, session: () => session, env: {}, now: () => at, say: () => undefined});
	return new Map(await Promise.all(collectorsIn(guide).map(async collector => [collector.id, await ask(collector)] as const)));
};

/** Any canary, whatever its form: a word, a GUID or a thumbprint, a SID. */
export const anyCanary = /zq\d+x|10\.7\.7\.7|ca11ab1e|(?<![-\da-f])ca11[\da-f]{4}\b|S-1-5-21-99123/gi;

const isEnd = (word: string) => /^(?:com|net|org|local|lan|test|ldap|http|https|cn|ou|dc|crl|crt)$/i.test(word);

/** Names that are words of the guide, and names of two letters: somebody is called so. */
const commonNames = [
	...[
		'Password',
		'Users',
		'step',
		'key',
		'policy',
		'certificate',
		'schema',
		'device',
		'method',
		'registry',
		'template',
		'forest',
		'reader',
	],
	...['Bo', 'Al', 'Jo', 'Li', 'Wu', 'Ng', 'Xi', 'Ed', 'Su', 'Yi', 'Qi', 'Ty', 'Oz', 'Bi', 'Hu', 'Ma', 'Mo', 'Vu', 'Ky', 'Ro'],
];

/** The same name as it may be written in several places. */
const spellings = [(name: string) => name, (name: string) => name.toUpperCase(), (name: string) => name.toLowerCase()] as const;

/** What is planted: canaries that stand nowhere else, or names that are words as well, each in several spellings. */
export type Planting = 'canaries' | 'words';

/** Gives each word of a name another one, the same for the same: a canary. */
const canaries = (planting: Planting) => {
	let spelt = 0;
	const nameOf = (number: number): string => {
		if (planting === 'canaries') {
			return `zq${number}x`;
		}

		// After the names that are words, two letters and a few more of them: Qaa, Qab.
		const name = commonNames[number - 1] ?? `Q${number.toString(36)}`;
		return spellings[spelt++ % spellings.length]?.(name) ?? name;
	};
	const words = new Map<string, number>();
	const numberOf = (word: string) => {
		const key = word.toLowerCase();
		const number = words.get(key) ?? words.size + 1;
		words.set(key, number);
		return number;
	};
	const hex = (text: string, length: number) => numberOf(text).toString(16).padStart(length, '0');
	return (text: string): string =>
		text.replace(/S-1-5-21-[\d-]+|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\b[\da-f]{40}\b|\b[\da-f]{64}\b|[\p{L}\p{N}]+/giu, part => {
			if (/^S-1/i.test(part)) {
				return `S-1-5-21-99123${String(numberOf(part)).padStart(4, '0')}-1-1-${/\d+$/.exec(part)?.[0] ?? '1'}`;
			}

			if (part.includes('-')) {
				return `ca11ab1e-0000-4000-8000-${hex(part, 12)}`;
			}

			return /^[\da-f]{40,}$/i.test(part)
				? `ca11${hex(part, 4)}ca11ab1e${'0'.repeat(part.length - 16)}`
				: part.length < 3 || /^yes$/i.test(part) || isEnd(part) || /^\d+$/.test(part)
					? part
					: nameOf(numberOf(part));
		});
};

/** Kinds of which a text is a name as a whole. */
const typed = new Set(['computer', 'domain', 'group', 'person', 'tenant']);

/** The same value with each of its texts as `change` makes it. The texts come in the order in which `tellTexts` tells them. */
const mapped = (value: unknown, change: (text: string, members: readonly string[]) => string, members: readonly string[] = []): unknown =>
	typeof value === 'string'
		? change(value, members)
		: Array.isArray(value)
			? value.map(one => mapped(one, change, members))
			: typeof value === 'object' && value !== null
				? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapped(one, change, [...members, name])]))
				: value;

/** A practice environment in which every text that may name anybody is a canary, as a session that was looked at once; how many texts those were, and those that are a name as a whole, by the collector that brings them. */
export const canarySession = async (
	practice: string,
	at: string,
	planting: Planting = 'canaries',
): Promise<{readonly session: Session; readonly planted: number; readonly names: ReadonlyMap<string, readonly string[]>}> => {
	const other = canaries(planting);
	let planted = 0;
	const names = new Map<string, readonly string[]>();
	const answers = await answersIn(practice, at);
	const ask: Ask = async collector => {
		const answer = answers.get(collector.id);
		if (answer === undefined || answer.kind === 'unobserved') {
			return {
				kind: 'unobserved',
				reason: answer?.reason ?? 'malformed',
				detail: `${other('nobody answered at secretive')} ECONNREFUSED 10.7.7.7:636.`,
			};
		}

		const parsed = collector.facts.safeParse(answer.facts);
		const facts = parsed.success ? parsed.data : answer.facts;
		const naming = new Set<string>();
		tellTexts(collector.facts, facts, (text, members) => {
			if (textKind(guide.textKinds, collector.id, members) !== 'public') {
				naming.add(text);
			}
		});
		const told: string[] = [];
		const changed = mapped(facts, (text, members) => {
			if (!naming.has(text) || textKind(guide.textKinds, collector.id, members) === 'public' || text === '') {
				return text;
			}

			planted++;
			const name = other(text);
			if (typed.has(textKind(guide.textKinds, collector.id, members))) {
				told.push(name);
			}

			return name;
		});
		// Where a canary is of no form that the facts may have, the texts stay: they are the practice environment's own.
		const isSound = collector.facts.safeParse(changed).success;
		names.set(collector.id, isSound ? told : []);
		return {...answer, facts: isSound ? changed : facts, from: other('secretive host')};
	};
	const found = await Promise.all(checks.map(async check => [check.id, await look(check, ask, () => at)] as const));
	const session: Session = {
		...emptySession,
		environment: {
			...emptySession.environment,
			directories: [other('corp.contoso.com')],
			scopeGroup: other('Pilot'),
			pilotController: other('dc1.corp.contoso.com'),
			pilotUsers: [other('hana.novak@contoso.com')],
			pilotClient: other('pc17.corp.contoso.com'),
			tenant: other('contoso.com'),
		},
		identity: {
			forests: [{name: other('corp.contoso.com'), ids: [other('0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413')]}],
			tenant: {id: other('0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e414'), domains: [other('contoso.com')]},
		},
		findings: Object.fromEntries(found),
		looks: Object.fromEntries(found.map(([id]) => [id, 'one'])),
		attestations: {
			'mfa-ready': {statement: 'mfa-ready', yes: true, by: other('Hana Novak'), at, reason: `${other('asked Petra')} at 10.7.7.7:636`},
		},
	};
	return {session, planted, names};
};
