import {shownName} from '../guide/untrusted.ts';
import {hasEnded} from '../own-proc.ts';
import {type Owner, statOf} from './lock-owner.ts';
import {codeOf} from './trouble.ts';

/** Whether the holder of a lock is gone, alive, or neither can be proved from here; in words that follow `Session contoso`. */
type Judged = {readonly kind: 'gone'} | {readonly kind: 'held'; readonly words: string};

/** What is said of a holder that is gone, or was never there. */
export const gone = {kind: 'gone'} as const;

/** Takes nobody for gone without a proof: another start of this computer, no such process, a process that is dead, or another one under its number. */
export const judge = (owner: Owner, me: Owner, file: string, isShared: boolean): Judged => {
	const unlessGone = `If no whfb has it open there, delete ${shownName(file)}.`;
	const inContainer: Judged = {
		kind: 'held',
		words: `is open in another container of ${owner.host}, whose processes cannot be seen from here. ${unlessGone}`,
	};
	if (owner.host !== me.host) {
		return {kind: 'held', words: `is open on ${owner.host}. Leave it there first. ${unlessGone}`};
	}

	// First of all: a container may have a boot id of its own, and its processes are not seen from here.
	if (owner.space !== null && owner.space !== undefined && (me.space ?? null) !== null && owner.space !== me.space) {
		return inContainer;
	}

	const hasRestarted =
		(owner.boot ?? null) !== null && (me.boot ?? null) !== null
			? owner.boot !== me.boot
			: owner.up !== undefined && me.up !== undefined && me.up < owner.up;
	if (hasRestarted) {
		return isShared
			? {kind: 'held', words: `is open on a computer named ${owner.host}, which may be this one before it was restarted. ${unlessGone}`}
			: gone;
	}

	if ((owner.space ?? me.space ?? null) !== (me.space ?? null)) {
		return inContainer;
	}

	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		// EPERM is somebody else's living process.
		if (codeOf(error) !== 'EPERM') {
			return gone;
		}
	}

	const is = statOf(owner.pid);
	// A dead process keeps its number until somebody has asked for its end; another may have got the number since.
	if (is !== null && (hasEnded(is.state) || (owner.started !== null && owner.started !== is.began))) {
		return gone;
	}

	return is !== null && owner.started !== null
		? {kind: 'held', words: `is open in another whfb on this computer (process ${owner.pid}). Leave it there first.`}
		: {
				kind: 'held',
				words: `is open in another whfb on this computer (process ${owner.pid}), or was, and that number is somebody else's now: this system does not tell. If process ${owner.pid} is no whfb, delete ${shownName(file)}.`,
			};
};
