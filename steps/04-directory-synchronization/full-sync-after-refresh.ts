import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../src/guide/finding.ts';
import {dayOf} from '../day.ts';
import {exhibitsOf, worstFirst} from '../worst-first.ts';
import {type Connector, type ConnectServer, connectServers} from './connect-server.facts.ts';
import {connectorParts, exportingServers, noExportingServer} from './servers.ts';
import {outboundHalf} from './write-back.ts';

const needs = {connect: connectServers};

const sinceVerdict = (server: ConnectServer, connector: Connector, name: string): Verdict => {
	if (outboundHalf(server, connector).stands !== true) {
		return notApplicable(`${name}: there is no rule yet for which a full synchronisation could have run.`);
	}

	const {modified, lastFullImport, lastFullSynchronization} = connector;
	if (modified === null || lastFullImport === null || lastFullSynchronization === null) {
		return declined(
			'inconclusive',
			'start-a-full-cycle',
			`${name}: when the connector was changed last, or when a full import and a full synchronisation ended last, could not be read.`,
		);
	}

	return lastFullImport >= modified && lastFullSynchronization >= modified
		? met(`${name}: a full import and a full synchronisation have ended since ${dayOf(modified)}, when the connector was changed last.`)
		: caution(
				'start-a-full-cycle',
				`${name}: the connector was changed on ${dayOf(modified)}, and no full import and full synchronisation have both ended since. Keys of existing users wait for that.`,
			);
};

const partsOf = ({connect}: FactsOf<typeof needs>) => connectorParts(exportingServers(connect), sinceVerdict);

/** A new attribute needs a full import, a new rule a full synchronisation (W40). */
export const fullSyncAfterRefresh = defineCheck({
	id: 'full-sync-after-refresh',
	question: 'Has a full synchronisation run since the rule appeared?',
	needs,
	judge: facts => {
		const parts = partsOf(facts);
		return worstFirst(parts, {nothing: parts[0]?.verdict ?? noExportingServer(facts.connect)});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
