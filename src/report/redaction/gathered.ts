import {isIP} from 'node:net';
import {plainRemedy, remediesOf} from '../../content/library.ts';
import {unobservedReasons} from '../../guide/answer.ts';
import {type Check, collectorsOf} from '../../guide/check.ts';
import {sentencesOf} from '../../guide/coverage.ts';
import type {Finding} from '../../guide/finding.ts';
import {wayToSee} from '../../guide/silence.ts';
import {collectorsIn, type Guide, numberedChecks} from '../../guide/step.ts';
import {type TextKind, tellTexts, textKind} from '../../guide/text-kind.ts';
import {isRecord} from '../../guide/untrusted.ts';
import {becauseOf, reasonPhrase} from '../../guide/words.ts';
import {isHostName} from '../../session/environment.ts';
import type {Session} from '../../session/session.ts';
import {filledNames} from '../filled-names.ts';
import {addNames, type Names} from './names.ts';
import type {Tokens} from './tokens.ts';
import {type Vocabulary, vocabularyOf} from './vocabulary.ts';

/** Names are told in this order: what a text is for certain before single words of prose. */
const order: readonly TextKind[] = ['domain', 'computer', 'person', 'tenant', 'group', 'address', 'id', 'prose', 'words'];

type Text = {readonly kind: TextKind; readonly text: string};

/** The texts of the facts that a finding rests on, as the session keeps them. Of a check's own making is what no collector brings. */
const ofFacts = ({textKinds}: Guide, check: Check, facts: unknown): readonly Text[] => {
	const needs = new Map(Object.keys(check.needs).map((name, at) => [name, collectorsOf(check)[at]]));
	const texts: Text[] = [];
	for (const [name, value] of Object.entries(isRecord(facts) ? facts : {facts})) {
		const collector = needs.get(name);
		const isSeen = isRecord(value) && value['seen'] === true && 'facts' in value;
		const isUnseen = isRecord(value) && value['seen'] === false;
		tellTexts(isUnseen ? null : (collector?.facts ?? null), isSeen ? value['facts'] : value, (text, members) =>
			texts.push({text, kind: isUnseen && members.at(-1) === 'reason' ? 'public' : textKind(textKinds, collector?.id ?? '', members)}),
		);
	}

	return texts;
};

/** Of many machines a session keeps no facts but sentences, each about one of them: their words are looked at one by one. */
const ofMany = ({fleets = []}: Guide, check: Check, finding: Finding): readonly Text[] =>
	fleets.some(({collector}) => collectorsOf(check).includes(collector))
		? [becauseOf(finding), ...(finding.exhibits ?? []).flatMap(({what, seen}) => [what, seen])].map(text => ({kind: 'words', text}))
		: [];

const ofFinding = (guide: Guide, check: Check | undefined, finding: Finding): readonly Text[] => [
	...(check === undefined ? [] : [...ofFacts(guide, check, finding.facts), ...ofMany(guide, check, finding)]),
	// Where no judge has spoken, a sentence is what a computer answered.
	...(finding.kind === 'unobserved' && finding.facts === undefined ? [{kind: 'words', text: finding.detail} as const] : []),
	...[finding.from ?? '', ...(finding.restsOn ?? []).map(({from}) => from)].map(
		(text): Text => ({
			// A person's word comes from a person; everything else from a computer or a file.
			kind: finding.source === 'attested' ? 'person' : finding.source !== 'practice' && isHostName(text) ? 'computer' : 'words',
			text,
		}),
	),
];

const ofSession = ({environment, identity, attestations, evidence}: Session): readonly Text[] => {
	const {directories, scopeGroup, pilotUsers, pilotClient, pilotController, tenant} = environment;
	const of = (kind: TextKind, texts: readonly (string | null)[]) => texts.flatMap(text => (text === null ? [] : [{kind, text}]));
	return [
		...of(
			'domain',
			directories.filter(name => isIP(name) === 0),
		),
		...of(
			'address',
			directories.filter(name => isIP(name) !== 0),
		),
		...of('group', [scopeGroup]),
		...of('person', pilotUsers),
		...of('computer', [pilotClient, pilotController]),
		...of('tenant', [tenant, identity.tenant?.id ?? null, ...(identity.tenant?.domains ?? [])]),
		...of(
			'domain',
			identity.forests.map(({name}) => name),
		),
		...of(
			'id',
			identity.forests.flatMap(({ids}) => ids),
		),
		...Object.values(attestations).flatMap(({by, reason}) => [...of('person', [by]), ...of('prose', [reason])]),
		...of(
			'words',
			evidence.flatMap(({about, answer}) => [about, answer.from]),
		),
	];
};

const ownWords = (guide: Guide): readonly string[] =>
	guide.steps.flatMap(({id, checks}) =>
		checks.flatMap(check =>
			remediesOf(id, check.id).remedies.flatMap(remedy => {
				const plain = plainRemedy(id, check.id, remedy.id);
				return plain === null ? [] : Object.values(plain);
			}),
		),
	);

const vocabularies = new WeakMap<Guide, Vocabulary>();

/** The words that a guide uses itself: in its questions, in what it reads, in its remedies, and in the pages that it follows. Read once for each guide. */
const vocabularyIn = (guide: Guide): Vocabulary => {
	const known = vocabularies.get(guide) ?? readVocabulary(guide);
	vocabularies.set(guide, known);
	return known;
};

const readVocabulary = (guide: Guide): Vocabulary =>
	vocabularyOf([
		...ownWords(guide),
		...unobservedReasons.flatMap(reason => [reasonPhrase(reason), wayToSee(reason)]),
		...numberedChecks(guide).map(({check}) => check.question),
		...collectorsIn(guide).flatMap(({id, what, rights}) => [id, what, rights]),
		...sentencesOf(guide.coverage).map(({text}) => text),
		...guide.outline.roles.map(({words}) => words),
	]);

/** Every name that a report of a session may say, with what stands for it. `commands`: those alone that commands and remedies are filled with. */
export const gathered = (
	guide: Guide,
	sessions: readonly Session[],
	name: string | null,
	tokens: Tokens,
): {readonly all: Names; readonly commands: Names} => {
	const checks = new Map(numberedChecks(guide).map(({check}) => [check.id, check]));
	const texts = sessions.flatMap(session => [
		...ofSession(session),
		...Object.entries(session.findings).flatMap(([id, finding]) => ofFinding(guide, checks.get(id), finding)),
	]);
	const adding = {names: new Map<string, string>(), tokens, vocabulary: vocabularyIn(guide)};
	if (name !== null) {
		adding.names.set(name.toLowerCase(), tokens.tokenOf('session', name));
	}

	for (const kind of order) {
		// The same name is read many times.
		for (const text of new Set(texts.flatMap(one => (one.kind === kind ? [one.text] : [])))) {
			addNames(adding, kind, text);
		}
	}

	const filled = sessions.flatMap(session => filledNames(guide, session).map(own => own.toLowerCase()));
	return {all: adding.names, commands: new Map([...adding.names].filter(([key]) => filled.includes(key)))};
};
