import {isoAt} from '../../src/guide/age.ts';
import type {SavedText} from '../../src/guide/importer.ts';
import {momentIn, said, statusOf, told} from '../dsregcmd/dsregcmd.ts';
import {looksLikeStatus, readStatus} from '../dsregcmd/dsregcmd-text.ts';
import {comparableGuid} from '../identity.ts';
import {dsregcmd} from './dsregcmd.facts.ts';

/** A saved output of `dsregcmd /status`: the run that was asked for, from 1, and whose it is. The same reader gives the judges their facts. */
const savedStatus: SavedText['read'] = (text, run) => {
	const read = readStatus(text, run);
	if ('refused' in read) {
		return read;
	}

	const client = statusOf(read.run);
	// Printed only where the join does not work, and the client's own clock: nobody knows better when it ran.
	const moment = momentIn(told(client, 'Client Time'));
	return {
		text: read.run.lines.map(line => line.text).join('\n'),
		computer: read.run.computer,
		tenantId: comparableGuid(said(client, 'tenantId').value),
		takenAt: moment === null ? null : isoAt(moment),
		damages: read.damages,
	};
};

/** A saved output of `dsregcmd /status`, for the collector that runs it. */
export const savedDsregcmd: SavedText = {
	collector: dsregcmd.id,
	what: 'a saved dsregcmd /status',
	recognises: looksLikeStatus,
	read: savedStatus,
};
