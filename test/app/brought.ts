import {heldBy} from '../../src/app/held-evidence.ts';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {unobserved} from '../../src/guide/answer.ts';
import type {Finding} from '../../src/guide/finding.ts';
import type {Store} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';

/** What a check of the guide finds with what a session holds, where the world gives some facts, by their collectors, and nobody else answers. */
export const foundIn = async (
	store: Store,
	session: string,
	id: string,
	answers: Readonly<Record<string, unknown>>,
	when: () => string,
): Promise<Finding> => {
	const check = guide.steps.flatMap(({checks}) => checks).find(one => one.id === id);
	const open = store.open(session);
	open.close();
	const ask = askOnce(async ({id: asked}) => unobserved('elsewhere', `${asked} is asked elsewhere.`), heldBy(guide, open.session), when);
	// What is asked comes as facts here, and not as a directory gives it.
	return look(
		check as never,
		async collector => {
			const asked = answers[collector.id];
			return asked === undefined ? ask(collector) : {kind: 'facts', facts: asked, source: 'live', takenAt: when(), from: 'the world'};
		},
		when,
	);
};

/** A finding as its outcome, or why there is none, and its sentence. */
export const verdictOf = (finding: Finding): string =>
	finding.kind === 'judged' ? `${finding.verdict.outcome}: ${finding.verdict.because}` : `${finding.reason}: ${finding.detail}`;
