import {channel} from 'node:diagnostics_channel';

/** Runs work that waits for a browser, and closes the door it left open for the browser's answer if nobody waits any more. */
export const closingDoors = async <Value>(work: () => Promise<Value>): Promise<Value> => {
	const doors: {readonly close: () => void}[] = [];
	const opened = channel('tracing:net.server.listen:asyncEnd');
	const note = (message: unknown) => {
		const {server} = message as {readonly server?: {readonly close: () => void}};
		if (server !== undefined) {
			doors.push(server);
		}
	};
	opened.subscribe(note);
	try {
		return await work();
	} finally {
		opened.unsubscribe(note);
		for (const door of doors) {
			door.close();
		}
	}
};
