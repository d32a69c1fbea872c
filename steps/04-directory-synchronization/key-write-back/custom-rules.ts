import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {defineCheckOverExporting} from '../connect-server/check-over-servers.ts';
import {type ConnectServer, connectServers, type SyncRule} from '../connect-server/connect-server.facts.ts';
import {serverParts} from '../connect-server/servers.ts';

/** Rules for persons that decide the key, whether they carry or empty it; the rules of devices write the same attribute elsewhere. */
const carriers = ({rules}: ConnectServer): readonly SyncRule[] =>
	rules.filter(({disabled, sourceType, targetType}) => !disabled && [sourceType, targetType].some(type => type.toLowerCase() === 'person'));

const rulesVerdict = (server: ConnectServer): Verdict => {
	if ((server.rulesRead ?? 0) === 0) {
		return declined('inconclusive', 'bring-connect-evidence', `The rules of ${server.server} could not be read.`);
	}

	const rules = carriers(server);
	if (rules.length === 0) {
		return notApplicable(`No enabled rule on ${server.server} decides the key.`);
	}

	// A clone must have an empty tag (SOURCES.md: changes).
	const own = rules.filter(({tag}) => tag === null || tag.trim() === '');
	return own.length === 0
		? met(`The rules that decide the key on ${server.server} are the default ones.`)
		: caution(
				'look-after-the-clone',
				`On ${server.server} a rule of your own decides the key: ${listed(own.map(({name}) => `"${name}"`))}. No upgrade looks after it.`,
			);
};

/** A clone that decides the key is supported, and nobody maintains it (W07). */
export const customRules = defineCheckOverExporting({
	id: 'custom-rules',
	question: 'Are the default rules in use, not clones?',
	needs: {connect: connectServers},
	partsOf: servers => serverParts(servers, rulesVerdict),
});
