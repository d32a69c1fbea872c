import {defineCheck, type FactsOf, optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {tenant} from '../../03-new-installation-baseline/tenant/tenant.facts.ts';
import {dayOf} from '../../day.ts';
import {day, durationOf, elapsed, hour} from '../../elapsed.ts';
import {type ConnectServers, connectServers} from '../connect-server/connect-server.facts.ts';
import {exportingServers} from '../connect-server/servers.ts';

// How often a server synchronises can only excuse a longer silence.
const needs = {tenant, connect: optional(connectServers)};

/** A cycle has to complete at least every seven days. */
const most = 7 * day;
/** Six cycles of the default of 30 minutes. */
const usual = 3 * hour;
/** Clocks differ by minutes; what lies further ahead was written by another clock. */
const tolerance = hour / 12;

/** How long the tenant may hear nothing before somebody should look: two cycles of the slowest server that exports, and no less than usual. */
const allowed = (connect: Witness<ConnectServers>): number => {
	const intervals = connect.seen && !connect.stale ? exportingServers(connect.facts).map(({scheduler}) => scheduler?.interval ?? 0) : [];
	return Math.min(most, Math.max(usual, ...intervals.map(seconds => 2 * seconds * 1000)));
};

const judge = ({
	tenant: {onPremisesSyncEnabled: enabled, onPremisesLastSyncDateTime: last, takenAt = null},
	connect,
}: FactsOf<typeof needs>): Verdict => {
	const heard = last === null ? '' : ` It heard from Connect last on ${dayOf(last)}.`;
	if (enabled === false) {
		return unmet('switch-synchronisation-on', `Directory synchronisation is switched off for this tenant.${heard}`);
	}

	if (last === null) {
		return unmet(
			'let-connect-synchronise',
			enabled === null
				? 'This tenant has never been synchronised.'
				: 'Directory synchronisation is switched on for this tenant, and nothing has arrived.',
		);
	}

	if (enabled === null) {
		return declined('contradicted', 'look-again', `The tenant does not say that it is synchronised.${heard}`);
	}

	const age = elapsed(last, takenAt);
	if (Number.isNaN(age)) {
		return declined(
			'inconclusive',
			'look-again',
			`When the tenant said so is not known, or its time of the last synchronisation cannot be read: ${last}.`,
		);
	}

	if (age < -tolerance) {
		return declined(
			'clock',
			'set-the-clock',
			`The tenant heard from Connect last at ${last}, which lies ahead of the time at which it was asked, ${takenAt}: the clock of the computer that asked is wrong.`,
		);
	}

	const said = `The tenant heard from Connect last on ${dayOf(last)}, ${durationOf(Math.max(0, age) / 1000)} before it was asked`;
	if (age > most) {
		return unmet('mend-the-synchronisation', `${said}; a cycle has to complete at least every seven days.`);
	}

	return age > allowed(connect) ? caution('mend-the-synchronisation', `${said}: cycles do not arrive as they should.`) : met(`${said}.`);
};

/** No setting of a server shows that its cycles arrive; the tenant does (`onPremisesLastSyncDateTime`, Graph v1.0, organization). */
export const recentSynchronisation = defineCheck({
	id: 'recent-synchronisation',
	question: 'Has the tenant heard from Connect lately?',
	needs,
	judge,
});
