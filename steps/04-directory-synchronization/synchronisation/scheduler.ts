import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {durationOf} from '../../elapsed.ts';
import {defineCheckOverExporting} from '../connect-server/check-over-servers.ts';
import {type ConnectServer, connectServers} from '../connect-server/connect-server.facts.ts';
import {asSeenLast, serverParts} from '../connect-server/servers.ts';

const sevenDays = 7 * 24 * 60 * 60;

const schedulerVerdict = ({server, scheduler}: ConnectServer): Verdict => {
	if (scheduler === null) {
		return declined('inconclusive', 'bring-connect-evidence', `The scheduler of ${server} could not be read.`);
	}

	const {enabled, suspended, interval} = scheduler;
	if (!enabled) {
		return caution(
			'show-your-own-schedule',
			`The scheduler of ${server} is off. A schedule of your own has to complete a cycle at least every seven days.`,
		);
	}

	if (interval !== null && interval > sevenDays) {
		return unmet(
			'shorten-the-interval',
			`${server} synchronises every ${durationOf(interval)}; a cycle has to complete at least every seven days.`,
		);
	}

	if (suspended === true) {
		return caution('close-the-wizard', `The scheduler of ${server} is suspended, as it is while the wizard is open.`);
	}

	return interval === null
		? declined('inconclusive', 'bring-connect-evidence', `How often ${server} synchronises could not be read.`)
		: met(`${server} synchronises every ${durationOf(interval)}.`);
};

/** Off is a caution: shops with a schedule of their own are no reason to stop anybody (W41). */
export const scheduler = defineCheckOverExporting({
	id: 'scheduler',
	question: 'Does the scheduler run at least every seven days?',
	needs: {connect: connectServers},
	partsOf: servers => serverParts(servers.map(asSeenLast), schedulerVerdict),
});
