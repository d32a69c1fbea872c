import {chainOf, type Link, remove} from './lock-chain.ts';

/** Whoever writes to a session holds its lock; everybody else may read. */
export type Holder = {
	/** Gives the lock up where it is still held. Never throws: what cannot be removed is tried again and said when the program ends. */
	readonly release: () => void;
	/** How two at once are told apart: by a link, or where the file system has none by whoever makes a file. */
	readonly means: 'link' | 'exclusive';
};

const held = new Set<() => readonly string[]>();

/** Leaving in any way takes the locks along; what stays is said, because the next one would meet it. */
process.on('exit', () => {
	for (const release of held) {
		const left = release();
		if (left.length > 0) {
			process.stderr.write(
				`The lock of the session could not be removed. Delete ${left.join(' and ')}, or the next whfb takes the session for open.\n`,
			);
		}
	}
});

/** A lock that was just taken, and is given up when whfb ends if nobody has done so before. */
export const holding = (file: string, name: string, mine: string, means: Holder['means']): Holder => {
	let isOver = false;
	const release = (): readonly string[] => {
		let chain: readonly Link[];
		try {
			chain = chainOf(file, name);
		} catch {
			// Somebody put something else there; it is not ours to take away.
			chain = [];
		}

		// The head goes first: what follows it is nobody's without it.
		const left = chain.at(-1)?.text === mine ? chain.filter(each => !remove(each.file)).map(each => each.file) : [];
		if (left.length === 0) {
			held.delete(release);
		}

		return left;
	};
	held.add(release);
	return {
		means,
		release: () => {
			if (!isOver) {
				isOver = true;
				release();
			}
		},
	};
};
