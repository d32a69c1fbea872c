import {guide} from '../../steps/guide.ts';
import {lookAtOneUser, sessionToAskIn} from '../app/one-user.ts';
import {CannotStart} from '../cannot-start.ts';
import type {Collector} from '../guide/check.ts';
import type {Progress} from '../guide/progress.ts';
import {jsonText} from '../guide/untrusted.ts';
import {deliver, say} from '../output.ts';
import type {Drawing} from '../report/check-text.ts';
import {oneUserText} from '../report/one-user-text.ts';
import type {Environment} from '../session/event.ts';
import type {Store} from '../session/store.ts';
import {toolVersion} from '../tool.ts';
import {now, type Typed, text, userNamed} from './options.ts';

/** What `check` has made of its options already. */
type Asked = {
	readonly asked: Typed;
	readonly user: string;
	readonly store: Store;
	readonly given: Partial<Environment>;
	readonly out: string | null;
	readonly format: 'text' | 'json' | 'junit';
	readonly drawing: Drawing;
	readonly onProgress?: (collector: Collector, progress: Progress) => void;
};

/** `whfb check --user UPN`: everything that is seen of one user, kept nowhere. Comes back with the exit code. */
export const checkUser = async ({asked, user, store, given, out, format, drawing, onProgress}: Asked): Promise<number> => {
	userNamed(user, 'user');
	for (const other of ['step', 'pilot-user'] as const) {
		if (asked.values[other] !== undefined) {
			throw new CannotStart(`--user looks at one user alone, so --${other} has no place beside it. Leave one of the two out.`);
		}
	}

	if (format === 'junit') {
		throw new CannotStart('--user is printed as text or json, and not as junit, which counts checks.');
	}

	const name = text(asked, 'session');
	const tool = toolVersion();
	const session = sessionToAskIn({guide, tool, at: now(), store, name, given, confirms: asked.values['confirm'] === true});
	const document = await lookAtOneUser({
		guide,
		tool,
		session: () => session,
		given,
		name,
		user,
		env: {...process.env},
		now,
		say,
		strict: asked.values['strict'] === true,
		...(onProgress === undefined ? {} : {onProgress}),
	});
	const content = format === 'json' ? jsonText(document) : oneUserText(guide, document, drawing);
	await deliver(out, content);

	return document.exit;
};
