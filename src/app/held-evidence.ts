import {commandElsewhere} from '../command-line.ts';
import type {HeldPiece} from '../engine/pieces.ts';
import {ownershipConflict} from '../evidence/ownership.ts';
import {isShipped} from '../evidence/shipped-scripts.ts';
import {isBefore, utcOf} from '../guide/age.ts';
import {type Doubt, type Unobserved, unobserved} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {ofNobody} from '../guide/importer.ts';
import {here, placeWords} from '../guide/outline.ts';
import {graphOf} from '../guide/query.ts';
import type {Guide} from '../guide/step.ts';
import type {Evidence, Identity} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {tenantThatCounts} from './graph-sign-in.ts';

/** Who a session is about, also where only an option names the tenant, by id or by one of its domains. */
export const aboutWhom = (session: Session): Identity => {
	const {identity, environment} = session;
	const id = tenantThatCounts(session);
	return identity.tenant !== null || environment.tenant === null
		? identity
		: {...identity, tenant: {id: id ?? '', domains: id === null ? [environment.tenant.toLowerCase()] : []}};
};

/** Why no age can be told, where the clock of this computer stands before what a session has seen; null where it does not (B67). */
export const clockOf = ({newest}: Session, now: string): string | null =>
	newest !== null && isBefore(now, newest)
		? `The clock of this computer shows ${utcOf(now)}, and this session has seen ${utcOf(newest)}: no age can be told, and nothing opens, before the times fit.`
		: null;

/**
 * Why evidence is not of the place that its collector asks: what a script brings is its own place's, and what is asked here, or of a directory,
 * nobody can bring. Null where it keeps its place.
 */
const outOfPlace = ({outline: {places}}: Guide, {answer: {source}, script}: Evidence, {id, query}: Collector): Unobserved | null => {
	if (graphOf(query) !== null && source === 'exported') {
		return null;
	}

	if (query.via === 'files') {
		return null;
	}

	if (query.via !== 'powershell' || query.on === here) {
		return unobserved('elsewhere', `What was brought for ${id} is set aside: nobody can bring that, it is asked from here.`);
	}

	if (source === 'exported' || script === undefined || script.place === query.on) {
		return null;
	}

	return unobserved(
		'elsewhere',
		`What was brought for ${id} is of a script for ${placeWords(places, script.place)}, and ${id} is asked on ${placeWords(places, query.on)}. Carry the script of ${commandElsewhere(['whfb', 'collector', '--place', query.on])} there.`,
	);
};

/** Why evidence is another's; null where nothing says so. What a Connect server brought speaks of forests and tenant itself, and its judges compare both. */
const another = (session: Session, {spoken = ofNobody}: Evidence, {merge}: Collector): Unobserved | null => {
	const stranger = merge === undefined ? ownershipConflict(spoken, aboutWhom(session)) : null;
	return stranger === null ? null : unobserved('foreign', `What was brought cannot be used: ${stranger}.`);
};

/** Why evidence may condemn and not open, besides its age. */
const doubtIn = (session: Session, {spoken = ofNobody, answer: {source, from}, script}: Evidence, {query}: Collector): Doubt | null => {
	const {tenant} = aboutWhom(session);
	if (
		graphOf(query) !== null &&
		tenant !== null &&
		tenant.domains.length === 0 &&
		spoken.tenantId === null &&
		spoken.tenantNames.length > 0
	) {
		return {
			reason: 'inconclusive',
			detail: `What was brought from ${from} names domains, and of this tenant only the id is known here, so whether it is this tenant's was not seen. Sign in, or bring the tenant's own answer (organization) as well.`,
		};
	}

	// The scripts of many files were looked at one by one when these were brought.
	if (source !== 'carried' || script?.sha256 === null || query.via === 'files') {
		return null;
	}

	return script === undefined
		? {
				reason: 'inconclusive',
				detail: `What was brought from ${from} was taken in by an earlier whfb, which did not note the script that made it. Bring the file in again.`,
			}
		: query.via === 'powershell' && !isShipped(query.script, script.sha256)
			? {
					reason: 'inconclusive',
					detail: `What was brought from ${from} was printed by a script that no release of whfb shipped. Make the script anew with ${commandElsewhere(['whfb', 'collector', '--place', script.place])}, and carry it unchanged.`,
				}
			: null;
};

/** Everything that was brought for a collector, with what speaks against each. A file that calls itself live was not, and is none of it. */
export const evidenceFor = (guide: Guide, session: Session, collector: Collector): readonly HeldPiece[] =>
	session.evidence
		.filter(one => one.collector === collector.id && (one.answer.source === 'carried' || one.answer.source === 'exported'))
		.map(one => ({
			answer: one.answer,
			digest: one.digest,
			about: one.about,
			barred: outOfPlace(guide, one, collector) ?? another(session, one, collector),
			doubt: doubtIn(session, one, collector),
		}));

/** Evidence and statements that the session holds for a collector. */
export const heldBy =
	(guide: Guide, session: Session) =>
	(collector: Collector): readonly HeldPiece[] => {
		const stated = session.attestations[collector.id];
		return [
			// Of a survey only Graph's half can be brought, which is no answer by itself.
			...(collector.query.via === 'survey' ? [] : evidenceFor(guide, session, collector)),
			...(collector.query.via === 'person' && stated !== undefined
				? [
						{
							answer: {kind: 'facts', facts: stated, source: 'attested', takenAt: stated.at, from: stated.by} as const,
							digest: null,
							about: collector.id,
							barred: null,
							doubt: null,
						},
					]
				: []),
		];
	};
