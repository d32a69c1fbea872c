import {type Piece, unobservedReasons} from '../guide/answer.ts';
import type {CarriedScript} from '../guide/importer.ts';
import type {Attestation, Environment, Event, Evidence, Identity} from './event.ts';
import {anything, count, flag, list, matching, maybe, no, object, oneOf, orNull, type Shape, tagged, text, time} from './shape.ts';

type Of<Type extends Event['type']> = Extract<Event, {type: Type}>;
type Found = Of<'found'>['finding'];
type Judged = Extract<Found, {kind: 'judged'}>;
type Verdict = Judged['verdict'];

const source = oneOf('live', 'carried', 'exported', 'attested', 'practice');
const exhibits = list(
	object<Judged['exhibits'][number]>({sign: oneOf('met', 'caution', 'unmet', 'unobserved', 'not-applicable'), what: text, seen: text}),
);
const restsOn = maybe(list(object<Piece>({collector: text, source, takenAt: orNull(time), from: text, digest: orNull(text), used: flag})));
const good = <Outcome extends 'met' | 'not-applicable'>(outcome: Outcome) =>
	object<Extract<Verdict, {outcome: Outcome}>>({outcome: oneOf(outcome), because: text} as never);
const bad = {because: text, remedy: text};
const verdict = tagged<Verdict>('outcome', {
	met: good('met'),
	'not-applicable': good('not-applicable'),
	caution: object<Extract<Verdict, {outcome: 'caution'}>>({outcome: oneOf('caution'), ...bad}),
	unmet: object<Extract<Verdict, {outcome: 'unmet'}>>({outcome: oneOf('unmet'), ...bad, supported: maybe(no)}),
});

const finding = tagged<Found>('kind', {
	judged: object<Judged>({
		kind: oneOf('judged'),
		at: time,
		takenAt: orNull(time),
		source,
		from: text,
		verdict,
		exhibits,
		facts: anything,
		restsOn,
	}),
	unobserved: object<Extract<Found, {kind: 'unobserved'}>>({
		kind: oneOf('unobserved'),
		at: time,
		reason: oneOf(...unobservedReasons),
		detail: text,
		remedy: maybe(text),
		source: maybe(source),
		from: maybe(text),
		exhibits: maybe(exhibits),
		facts: anything,
		restsOn,
	}),
});

/** What of the environment an entry says. Whether a program, a host or a name is one is another question: `objectionsTo` has it. */
export const environmentShape = object<Partial<Environment>>({
	directories: maybe(list(text)),
	cloud: maybe(oneOf('global', 'usgov', 'usgovdod', 'china')),
	scopeGroup: maybe(orNull(text)),
	pilotUsers: maybe(list(text)),
	pilotClient: maybe(orNull(text)),
	pilotController: maybe(orNull(text)),
	tenant: maybe(orNull(text)),
	clientId: maybe(orNull(text)),
	proxy: maybe(orNull(text)),
	powershell: maybe(orNull(text)),
	signIn: maybe(orNull(text)),
	practice: maybe(orNull(matching(/^[a-z0-9-]+$/))),
});

const identity = object<Identity>({
	forests: list(object<Identity['forests'][number]>({name: text, ids: list(text)})),
	tenant: orNull(object<NonNullable<Identity['tenant']>>({id: text, domains: list(text)})),
});

const evidence = object<Evidence>({
	collector: text,
	digest: text,
	about: text,
	spoken: maybe(
		object<NonNullable<Evidence['spoken']>>({
			forests: list(object<NonNullable<Evidence['spoken']>['forests'][number]>({name: text, ids: list(text), certain: flag})),
			tenantNames: list(text),
			tenantId: orNull(text),
		}),
	),
	script: maybe(object<CarriedScript>({place: matching(/^[a-z0-9-]{1,64}$/), sha256: orNull(text)})),
	answer: object<Evidence['answer']>({kind: oneOf('facts'), facts: anything, source, takenAt: orNull(time), from: text}),
});

const look = matching(/^[0-9a-f]{16}$/);
const wish = oneOf('enter', 'finish');

/** Every kind of event that this program writes or 1.0.0 wrote, with its shape. */
const shapes: {readonly [Type in Exclude<Event['type'], 'unknown'>]: Shape<Of<Type>>} = {
	opened: object<Of<'opened'>>({
		type: oneOf('opened'),
		at: time,
		tool: text,
		edition: text,
		account: text,
		computer: text,
		form: maybe(text),
	}),
	settled: object<Of<'settled'>>({type: oneOf('settled'), at: time, environment: environmentShape}),
	identified: object<Of<'identified'>>({type: oneOf('identified'), at: time, identity}),
	wanted: object<Of<'wanted'>>({type: oneOf('wanted'), at: time, look, wish, step: text}),
	found: object<Of<'found'>>({type: oneOf('found'), at: time, check: text, finding, look: maybe(look)}),
	answered: object<Of<'answered'>>({
		type: oneOf('answered'),
		at: time,
		attestation: object<Attestation>({statement: text, yes: flag, by: text, reason: text, at: time}),
	}),
	imported: object<Of<'imported'>>({type: oneOf('imported'), at: time, evidence}),
	read: object<Of<'read'>>({type: oneOf('read'), at: time, check: text}),
	entered: object<Of<'entered'>>({type: oneOf('entered'), at: time, step: text, look: maybe(look)}),
	finished: object<Of<'finished'>>({type: oneOf('finished'), at: time, step: text, look: maybe(look)}),
	brought: object<Of<'brought'>>({type: oneOf('brought'), at: time, account: text, computer: text, tool: text}),
	mended: object<Of<'mended'>>({
		type: oneOf('mended'),
		at: time,
		line: count,
		entries: count,
		lost: list(oneOf('identity', 'environment')),
	}),
	confirmed: object<Of<'confirmed'>>({type: oneOf('confirmed'), at: time, account: text}),
	reported: object<Of<'reported'>>({type: oneOf('reported'), at: time}),
};

const any = tagged<Event>('type', shapes as unknown as Readonly<Record<string, Shape<Event>>>);

/** What stands in a journal where a later whfb wrote something that this one does not know. It is kept, counted and shown as unknown. */
const unknownShape = object<{type: string; at: string}>({type: text, at: time});

/** What an entry turned out to be: known, of a kind that a later whfb wrote, or nothing that any whfb writes. */
export type Weighed =
	| {readonly kind: 'known'}
	| {readonly kind: 'unknown'; readonly type: string}
	| {readonly kind: 'strange'; readonly path: string};

/** Holds an entry against the shapes. `isLater`: a later minor version wrote in this journal, which may add members and kinds. */
export const weigh = (event: unknown, isLater: boolean): Weighed => {
	const path = any.objection(event, isLater);
	if (path === null) {
		return {kind: 'known'};
	}

	const {type} = (typeof event === 'object' && event !== null ? event : {}) as {readonly type?: unknown};
	return path === 'type' && typeof type === 'string' && !Object.hasOwn(shapes, type) && unknownShape.objection(event, true) === null
		? {kind: 'unknown', type}
		: {kind: 'strange', path: typeof event === 'object' && event !== null ? path : 'what kind of entry it is'};
};
