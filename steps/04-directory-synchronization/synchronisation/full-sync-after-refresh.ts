import {momentOf} from '../../../src/guide/age.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {dayOf} from '../../day.ts';
import {elapsed} from '../../elapsed.ts';
import {defineCheckOverExporting} from '../connect-server/check-over-servers.ts';
import {type Connector, type ConnectServer, connectServers} from '../connect-server/connect-server.facts.ts';
import {connectorParts} from '../connect-server/servers.ts';
import {outboundHalf} from '../key-write-back/write-back.ts';

const sinceVerdict = (server: ConnectServer, connector: Connector, name: string): Verdict => {
	if (outboundHalf(server, connector).stands !== true) {
		return notApplicable(`${name}: there is no rule yet for which a full synchronisation could have run.`);
	}

	const {modified, lastFullImport, lastFullSynchronization, oldestRun} = connector;
	const ended = [lastFullImport, lastFullSynchronization];
	const isUnread = [modified, oldestRun, ...ended].some(at => at !== null && Number.isNaN(momentOf(at)));
	if (isUnread || modified === null || (ended.includes(null) && oldestRun === null)) {
		return declined(
			'inconclusive',
			'start-a-full-cycle',
			`${name}: when the connector was changed last, or when a full import and a full synchronisation ended last, could not be read.`,
		);
	}

	const changed = `the connector was changed last on ${dayOf(modified)}`;
	if (!ended.includes(null)) {
		return ended.every(at => elapsed(modified, at) >= 0)
			? met(`${name}: a full import and a full synchronisation have ended since ${dayOf(modified)}, when the connector was changed last.`)
			: caution(
					'start-a-full-cycle',
					`${name}: ${changed}, and no full import and full synchronisation have both ended since. Keys of existing users wait for that.`,
				);
	}

	const begins = `the run history of ${server.server} begins on ${dayOf(oldestRun ?? '')}`;
	return elapsed(modified, oldestRun) >= 0
		? notApplicable(
				`${name}: ${changed}, and ${begins}: whatever ran between the two is not kept any more, and nothing was changed after it.`,
			)
		: declined(
				'inconclusive',
				'start-a-full-cycle',
				`${name}: ${changed}; ${begins}, and no full import and full synchronisation since the change stand in it.`,
			);
};

/** A new attribute needs a full import, a new rule a full synchronisation (W40). A history of seven days, which is Connect's default, forgets both. */
export const fullSyncAfterRefresh = defineCheckOverExporting({
	id: 'full-sync-after-refresh',
	question: 'Has a full synchronisation run since the rule appeared?',
	needs: {connect: connectServers},
	partsOf: servers => connectorParts(servers, sinceVerdict),
});
