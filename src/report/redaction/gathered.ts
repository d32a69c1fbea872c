import {isIP} from 'node:net';
import {type Check, collectorsOf} from '../../guide/check.ts';
import type {Finding} from '../../guide/finding.ts';
import {type Guide, numberedChecks} from '../../guide/step.ts';
import {type TextKind, tellTexts, textKind} from '../../guide/text-kind.ts';
import {isRecord} from '../../guide/untrusted.ts';
import {becauseOf} from '../../guide/words.ts';
import {isHostName} from '../../session/environment.ts';
import type {Session} from '../../session/session.ts';
import {wordsOf} from './guide-words.ts';
import {addNames} from './name-kinds.ts';
import type {Names} from './names.ts';
import {anyToken, type Tokens} from './tokens.ts';

/** Names are told in this order: what a text is for certain before single words of prose. */
const order: readonly TextKind[] = ['domain', 'computer', 'person', 'tenant', 'group', 'address', 'id', 'dn', 'prose', 'words'];

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

/** Where an answer came from: a person's word from a person, everything else from computers or files. What Graph answered, Graph did. */
const sourcesIn = ({source}: Finding, from: string): readonly Text[] =>
	source === 'attested'
		? [{kind: 'person', text: from}]
		: from
				.split(/, | and /)
				.filter(name => name !== 'Graph')
				.map(text => ({kind: source !== 'practice' && isHostName(text) ? 'computer' : 'words', text}));

const ofFinding = (guide: Guide, check: Check | undefined, finding: Finding): readonly Text[] => [
	...(check === undefined ? [] : [...ofFacts(guide, check, finding.facts), ...ofMany(guide, check, finding)]),
	// Where no judge has spoken, a sentence is what a computer answered.
	...(finding.kind === 'unobserved' && finding.facts === undefined ? [{kind: 'words', text: finding.detail} as const] : []),
	...[finding.from ?? '', ...(finding.restsOn ?? []).map(({from}) => from)].flatMap(from => sourcesIn(finding, from)),
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

/** What looks like a token or like a name that was cut short, wherever it stands: whoever gives names back would take the one for a token, and the other is a name still. */
const tokensAndCuts = (session: Session): readonly Text[] => {
	const text = JSON.stringify([session.findings, session.attestations, session.environment, session.identity]);
	return [...text.matchAll(anyToken), ...text.matchAll(/[^\s"\\]+(?=\.\.\. \(\d+ letters\))/g)].map(([found]) => ({
		kind: 'group',
		text: found,
	}));
};

/** Every name that a report of some sessions may say, with what stands for it. `name`: that of the session, null for what is kept in none. */
export const gathered = (guide: Guide, sessions: readonly Session[], name: string | null, tokens: Tokens): Names => {
	const checks = new Map(numberedChecks(guide).map(({check}) => [check.id, check]));
	const texts = sessions.flatMap(session => [
		...ofSession(session),
		...Object.entries(session.findings).flatMap(([id, finding]) => ofFinding(guide, checks.get(id), finding)),
		...tokensAndCuts(session),
	]);
	if (name !== null) {
		tokens.tokenOf('session', name);
		// Whoever calls a session after somebody writes of them as well; where it is a word, it names nobody in a sentence.
		texts.push({kind: 'words', text: name});
	}

	const adding = {names: new Map(), tokens, vocabulary: wordsOf(guide)};
	for (const kind of order) {
		// The same name is read many times.
		for (const text of new Set(texts.flatMap(one => (one.kind === kind ? [one.text] : [])))) {
			addNames(adding, kind, text);
		}
	}

	return adding.names;
};
