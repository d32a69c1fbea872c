import {strangerIn} from '../carried/belongs.ts';
import {type Answer, type Facts, silence} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {ofNobody} from '../guide/importer.ts';
import {graphOf} from '../guide/query.ts';
import type {Identity} from '../session/event.ts';
import {emptySession, type Session} from '../session/session.ts';
import {tenantThatCounts} from './sign-in.ts';

/** Who a session is about, also where only an option names the tenant, by id or by one of its domains. */
export const aboutWhom = (session: Session): Identity => {
	const {identity, environment} = session;
	const id = tenantThatCounts(session);
	return identity.tenant !== null || environment.tenant === null
		? identity
		: {...identity, tenant: {id: id ?? '', domains: id === null ? [environment.tenant.toLowerCase()] : []}};
};

/**
 * Evidence that was brought for a collector, oldest first; a file that calls itself live was not. What turned out to be another's since is a silence.
 * Whose it is may be unknown, where only the tenant's id is known here and only its domains there: that can condemn and not open, as what has no age.
 */
export const evidenceFor = (session: Session, {id, query}: Collector): readonly Answer[] => {
	// What a Connect server brought speaks of forests and tenant itself, and its judges compare both.
	const whom = graphOf(query) !== null ? aboutWhom(session) : emptySession.identity;
	return session.evidence
		.filter(({collector, answer: {source}}) => collector === id && (source === 'carried' || source === 'exported'))
		.map(({answer, spoken = ofNobody}): Answer => {
			const stranger = strangerIn(spoken, whom);
			if (stranger !== null) {
				return silence('foreign', `What was brought cannot be used: ${stranger}.`);
			}

			const isUnknown =
				whom.tenant !== null && whom.tenant.domains.length === 0 && spoken.tenantId === null && spoken.tenantNames.length > 0;
			return isUnknown ? {...answer, takenAt: null} : answer;
		});
};

/** Evidence and statements that the session holds for a collector, oldest first. */
export const heldBy =
	(session: Session) =>
	(collector: Collector): readonly Answer[] => {
		const stated = session.attestations[collector.id];
		return [
			// Of a survey only Graph's half can be brought, which is no answer by itself.
			...(collector.query.via === 'survey' ? [] : evidenceFor(session, collector)),
			...(collector.query.via === 'person' && stated !== undefined
				? [{kind: 'facts', facts: stated, source: 'attested', takenAt: stated.at, from: stated.by} satisfies Facts]
				: []),
		];
	};
