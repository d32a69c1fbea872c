import type {z} from 'zod';
import type {Witness} from '../src/guide/check.ts';
import {declined, met, notApplicable, unmet, type Verdict} from '../src/guide/finding.ts';
import type {readOnlyDcs} from './02-prerequisites/domain-controllers/read-only-dcs.facts.ts';
import {keyAttribute, type keyAttributeOnDcs, type schemaHead} from './02-prerequisites/forests/forest-schema.facts.ts';
import type {UsersInScope} from './02-prerequisites/scope/users-in-scope.facts.ts';
import {forestIn, type Silent, usersOf} from './by-forest.ts';
import {listed} from './directory.ts';
import {comparableDnsName, isSameDnsName, isSameName} from './identity.ts';
import {type Part, worstFirst} from './worst-first.ts';

/** Windows Server 2016 brought the key attribute with this schema number (SOURCES.md: schema). */
const schemaFloor = 87;

const editions: Readonly<Record<number, string>> = {47: '2008 R2', 56: '2012', 69: '2012 R2', 87: '2016', 88: '2019 or 2022', 91: '2025'};

/** `2012 R2 (69)`: the schema number with the release, or the releases, it came with. */
export const schemaWords = (objectVersion: number | null): string =>
	objectVersion === null
		? 'no number'
		: editions[objectVersion] === undefined
			? `number ${objectVersion}`
			: `${editions[objectVersion]} (${objectVersion})`;

/** What a judge of the schema may be given; each alone can condemn, so each is optional. */
export type SchemaFacts = {
	readonly head: Witness<z.infer<typeof schemaHead.facts>>;
	readonly attribute: Witness<z.infer<typeof keyAttributeOnDcs.facts>>;
	readonly readOnly: Witness<z.infer<typeof readOnlyDcs.facts>>;
	readonly users: Witness<UsersInScope>;
};

/** Names of the forests that were asked, each once, whether they answered or not. */
export const forestsAsked = ({head, attribute}: Pick<SchemaFacts, 'head' | 'attribute'>): readonly string[] => {
	const names = [head, attribute].flatMap(witness => (witness.seen ? witness.facts.forests.map(({forest}) => forest) : []));
	return names.filter((name, at) => names.findIndex(other => isSameDnsName(other, name)) === at);
};

/** What is wrong with the attribute on one DC, or null. */
const flawOf = (controller: {
	attribute: {oid: string | null; schemaIdGuid: string | null; defunct: boolean} | null;
	heldBy: readonly string[];
}): {remedy: string; words: string} | null => {
	const {attribute, heldBy} = controller;
	if (attribute === null) {
		return {remedy: 'extend-the-schema', words: `no ${keyAttribute.name}`};
	}

	if (attribute.defunct) {
		return {
			remedy: 'repair-the-directory',
			words: `${keyAttribute.name} is defunct, so it cannot be written, and this directory is damaged`,
		};
	}

	// An id that was not shown is no other id; the copy that lacks it shows nothing (see judged).
	const isOther = (shown: string | null, own: string) => shown !== null && !isSameName(shown, own);
	if (isOther(attribute.oid, keyAttribute.oid) || isOther(attribute.schemaIdGuid, keyAttribute.schemaIdGuid)) {
		return {
			remedy: 'repair-the-directory',
			words: `another attribute bears the name ${keyAttribute.name}, and its ids are not Microsoft's`,
		};
	}

	// `user` inherits from the other three.
	return heldBy.some(name => ['user', 'organizationalPerson', 'person', 'top'].some(one => isSameName(one, name)))
		? null
		: {remedy: 'wait-for-replication', words: `${keyAttribute.name} is there, but class user may not hold it yet`};
};

type Seen = {readonly server: string; readonly remedy: string | null; readonly words: string};

/** Any mark says so; null where nobody said anything. Two servers of one short name are two. */
const markOf = (marks: readonly {readOnly: boolean | null}[]): boolean | null =>
	marks.some(({readOnly}) => readOnly) ? true : marks.some(({readOnly}) => readOnly === false) ? false : null;

type Named = {readonly server: string};

/** The records of each domain controller, by its name as it is compared. */
const byName = <T extends Named>(entry: {readonly controllers?: readonly T[]} | object | undefined): ReadonlyMap<string, readonly T[]> =>
	Map.groupBy(entry !== undefined && 'controllers' in entry ? (entry.controllers ?? []) : [], ({server}) => comparableDnsName(server));

/** Every domain controller with what was read of it, in the order of their names, so that the order of answers decides no word of a verdict. */
const controllersOf = (facts: SchemaFacts, forest: string) => {
	const heads = byName(forestIn(facts.head, forest));
	const attributes = byName(forestIn(facts.attribute, forest));
	const marks = byName(forestIn(facts.readOnly, forest));
	return [...new Set([...heads.keys(), ...attributes.keys()])].sort().map(name => {
		const [head] = heads.get(name) ?? [];
		const [attribute] = attributes.get(name) ?? [];
		return {
			server: head?.server ?? attribute?.server ?? name,
			head: head?.silent === null ? head : undefined,
			attribute: attribute?.silent === null ? attribute : undefined,
			silent: head?.silent ?? attribute?.silent ?? null,
			readOnly: markOf(marks.get(name) ?? []),
		};
	});
};

const judged = ({server, head, attribute}: ReturnType<typeof controllersOf>[number]): Seen | null => {
	const flaw = attribute === undefined ? null : flawOf(attribute);
	const number = head?.objectVersion;
	if (flaw?.remedy === 'extend-the-schema' || (number !== undefined && number !== null && number < schemaFloor)) {
		const partly = flaw === null && attribute !== undefined;
		return {
			server,
			remedy: 'extend-the-schema',
			words: partly
				? `the attribute is there, but the schema is ${schemaWords(number ?? null)}, so the extension broke off`
				: `schema ${schemaWords(number ?? null)}${flaw === null ? '' : ` and ${flaw.words}`}`,
		};
	}

	if (flaw !== null) {
		return {server, remedy: flaw.remedy, words: flaw.words};
	}

	const isWhole = attribute !== undefined && attribute.attribute?.oid !== null && attribute.attribute?.schemaIdGuid !== null;
	return number === undefined || number === null || !isWhole ? null : {server, remedy: null, words: `schema ${schemaWords(number)}`};
};

/** Why no domain controller showed its schema: the silence of the look, of the forest, or of one of its servers. */
const whyNone = ({head, attribute}: SchemaFacts, forest: string, controllers: ReturnType<typeof controllersOf>): Silent => {
	const looks = [head, attribute].flatMap(witness => (witness.seen ? [] : [witness]));
	const forests = [forestIn(head, forest), forestIn(attribute, forest)].flatMap(entry => entry?.silent ?? []);
	const servers = controllers.flatMap(({silent}) => silent ?? []);
	const [first] = [...looks, ...forests, ...servers];
	return (
		first ?? {
			reason: 'empty',
			detail: controllers.length === 0 ? 'None was found.' : 'What answered held neither its number nor its attribute whole.',
		}
	);
};

/** The schema of one forest, over every DC that answered (A01 to A12, A18). */
export const forestVerdict = (facts: SchemaFacts, forest: string): Verdict => {
	const controllers = controllersOf(facts, forest);
	const seen = controllers
		.map(controller => ({controller, seen: judged(controller)}))
		.filter((entry): entry is {controller: (typeof controllers)[number]; seen: Seen} => entry.seen !== null);
	const bad = seen.filter(({seen: {remedy}}) => remedy !== null);
	const good = seen.filter(({seen: {remedy}}) => remedy === null);
	const [worst] = bad;
	if (worst !== undefined) {
		const behind = worst.seen.remedy === 'extend-the-schema' && good.length > 0;
		// Controllers that show the same are named together.
		const words = [...Map.groupBy(bad, one => one.seen.words)]
			.map(
				([what, own]) =>
					`on ${listed(
						own.map(({seen: {server}}) => server),
						3,
					)} ${what}`,
			)
			.join('; ');
		return behind
			? unmet(
					'wait-for-replication',
					`${forest}: ${words}, while ${good[0]?.controller.server} has it. Replication has not brought it everywhere.`,
				)
			: unmet(worst.seen.remedy ?? 'extend-the-schema', `${forest}: ${words}.`);
	}

	if (good.length === 0) {
		const {reason, detail} = whyNone(facts, forest, controllers);
		return declined(reason, 'reach-a-domain-controller', `${forest}: no domain controller showed its schema. ${detail}`);
	}

	const half = controllers.find(
		controller => judged(controller) === null && (controller.head !== undefined || controller.attribute !== undefined),
	);
	if (half !== undefined) {
		return declined(
			'inconclusive',
			'reach-a-domain-controller',
			`${forest}: ${half.server} answered, and did not show its schema number and its attribute whole.`,
		);
	}

	const isMaster = ({server, head, readOnly}: (typeof controllers)[number]) =>
		readOnly !== true && isSameDnsName(head?.schemaMaster, server);
	// Where nobody said which are read-only, all of them together hold a writable one.
	const writable =
		good.some(({controller}) => controller.readOnly === false || isMaster(controller)) ||
		(good.length === controllers.length && good.some(({controller}) => controller.readOnly === null));
	if (!writable) {
		const names = listed(good.map(({controller}) => controller.server));
		return declined(
			'inconclusive',
			'reach-a-domain-controller',
			good.every(({controller}) => controller.readOnly)
				? `${forest}: only read-only domain controllers answered (${names}). Connect cannot use one, and a writable one was not seen.`
				: `${forest}: ${names} answered, and whether that is a writable domain controller was not seen.`,
		);
	}

	const [only, ...others] = good.map(({controller}) => controller);
	if (only !== undefined && others.length === 0 && controllers.length > 1 && !isMaster(only)) {
		return declined(
			'inconclusive',
			'reach-the-schema-master',
			`${forest}: of ${controllers.length} domain controllers only ${only.server} answered, and it is not the schema master. One copy does not show that the others have it.`,
		);
	}

	const versions = [...new Set(good.map(({controller}) => schemaWords(controller.head?.objectVersion ?? null)))];
	return met(`${forest}: schema ${listed(versions)} with the key attribute on ${good.length} of ${controllers.length} domain controllers.`);
};

/** Every forest was counted and is empty, so that nothing was judged (G-3). */
const nobodyInScope: Verdict = declined('empty', 'choose-a-group', 'No forest that was asked holds an enabled user in scope.');

/** The same for each forest that was asked; one whose users in scope were counted and are none is excused (A14, A15). */
export const schemaParts = (facts: SchemaFacts, forests: readonly string[]): readonly Part[] =>
	forests.map(forest => {
		const verdict = forestVerdict(facts, forest);
		return usersOf(facts.users, forest) === 0 && verdict.outcome !== 'met'
			? {name: forest, verdict: notApplicable(`${forest} holds no enabled user in scope, so no key is ever written there.`)}
			: {name: forest, verdict};
	});

/** The verdict on all forests, with the words of each where all is well; without any forest, why none showed its schema. */
export const schemaVerdict = (parts: readonly Part[], {head, attribute}: Pick<SchemaFacts, 'head' | 'attribute'>): Verdict => {
	if (parts.length > 0) {
		const sentences = parts.flatMap(({verdict}) => (verdict.outcome === 'met' ? [verdict.because] : []));
		return worstFirst(parts, {met: sentences.join(' '), nothing: nobodyInScope});
	}

	const unobserved = head.seen ? attribute : head;
	return unobserved.seen
		? declined('empty', 'reach-a-domain-controller', 'No forest was asked for its schema.')
		: declined(unobserved.reason, 'reach-a-domain-controller', `No domain controller showed its schema. ${unobserved.detail}`);
};
