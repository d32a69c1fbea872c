import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {counted, listed} from '../directory.ts';
import {exhibitsOf, worstFirst} from '../worst-first.ts';
import {type Connector, type ConnectServer, connectServers} from './connect-server.facts.ts';
import {connectorParts, exportingServers, noExportingServer} from './servers.ts';

const needs = {connect: connectServers};

const exportVerdict = (server: ConnectServer, {lastExport}: Connector, name: string): Verdict => {
	if (lastExport === null) {
		return declined('inconclusive', 'bring-connect-evidence', `The last export of ${server.server} to ${name} could not be read.`);
	}

	const {outcome, errors} = lastExport;
	// 8344: insufficient access rights, which the account of Connect gets where it may not write the attribute.
	const refused = Object.entries(errors).reduce((sum, [name, count]) => sum + (name.includes('8344') ? count : 0), 0);
	if (refused > 0) {
		return unmet(
			'give-the-right-to-write',
			`${name} refused ${counted(refused, 'object')} in the last export with error 8344: the account of Connect may not write them.`,
		);
	}

	if (/^success$|^completed-no-objects$/i.test(outcome)) {
		return met(`${name}: the last export finished.`);
	}

	if (/^completed-/i.test(outcome)) {
		const said = listed(Object.entries(errors).map(([error, count]) => `${error} (${count})`));
		return caution('look-at-the-errors', `${name}: the last export finished as ${outcome}${said === '' ? '' : `: ${said}`}.`);
	}

	return /^in-progress$/i.test(outcome)
		? declined('inconclusive', 'look-after-the-cycle', `${name}: an export is under way.`)
		: unmet(
				'mend-the-export',
				`${name}: the last export did not run to its end; Connect calls it ${outcome === '' ? 'nothing at all' : outcome}.`,
			);
};

const partsOf = ({connect}: FactsOf<typeof needs>) => connectorParts(exportingServers(connect), exportVerdict);

/** A rule that nobody can act on writes nothing (W42, W43). */
export const lastExport = defineCheck({
	id: 'last-export',
	question: 'Did the last export to every forest start and finish?',
	needs,
	judge: facts => worstFirst(partsOf(facts), {nothing: noExportingServer(facts.connect)}),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
