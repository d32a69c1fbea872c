import {clockTolerance, momentOf} from '../../../src/guide/age.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {dayOf} from '../../day.ts';
import {counted, listed} from '../../directory.ts';
import {day, elapsed} from '../../elapsed.ts';
import {foldAscii} from '../../identity.ts';
import {defineCheckOverExporting} from '../connect-server/check-over-servers.ts';
import {type Connector, type ConnectServer, connectServers} from '../connect-server/connect-server.facts.ts';
import {asSeenLast, connectorParts} from '../connect-server/servers.ts';

type Export = NonNullable<Connector['lastExport']>;

/** Insufficient rights as an export says it: ERROR_DS_INSUFF_ACCESS_RIGHTS, the LDAP code of the same, and Connect's word where it gives no code. */
const isOfRights = (code: string): boolean => ['8344', '50', 'permission-issue'].includes(code);

/** No export stands in the history, or the history could not be read. */
const noExport = ({server, takenAt}: ConnectServer, {oldestRun}: Connector, name: string): Verdict => {
	if (oldestRun === null) {
		return declined('inconclusive', 'bring-connect-evidence', `The last export of ${server} to ${name} could not be read.`);
	}

	const said = `${name}: no export that ended stands in the run history of ${server}, which begins on ${dayOf(oldestRun)}.`;
	return elapsed(oldestRun, takenAt) >= day
		? unmet('mend-the-export', said)
		: declined('inconclusive', 'look-after-the-cycle', `${said} That is too short to tell.`);
};

const others = (errors: Readonly<Record<string, number>>): string =>
	listed(
		Object.entries(errors)
			.filter(([code]) => !isOfRights(code))
			.map(([code, count]) => `${code} (${count})`),
	);

/** Whether every object that was refused for want of rights is known to be no user: keys are written on users alone. */
const areNoUsers = ({tally}: Export, refused: number): boolean => {
	const others = (tally ?? []).filter(
		one => isOfRights(one.code) && one.class !== null && !['user', 'inetorgperson'].includes(foldAscii(one.class)),
	);
	return others.reduce((sum, {count}) => sum + count, 0) === refused;
};

/** What the errors were about, where Connect and the directory say it: ` Of class: user (3). Attribute: msDS-KeyCredentialLink.` */
const about = ({tally}: Export): string => {
	const told = (key: 'class' | 'attribute') => {
		const counts = new Map<string, number>();
		for (const one of tally ?? []) {
			if (one[key] !== null) {
				counts.set(one[key], (counts.get(one[key]) ?? 0) + one.count);
			}
		}

		return listed([...counts].map(([name, count]) => `${name} (${count})`));
	};
	const [classes, attributes] = [told('class'), told('attribute')];
	return `${classes === '' ? '' : ` Of class: ${classes}.`}${attributes === '' ? '' : ` Attribute: ${attributes}.`}`;
};

const refusedVerdict = (refused: number, last: Export, errors: Readonly<Record<string, number>>, name: string): Verdict => {
	const {protected: guarded} = last;
	const besides = others(errors);
	const said = `${name} refused ${counted(refused, 'object')} in the last export with error 8344`;
	const rest = `${besides === '' ? '' : ` Besides: ${besides}.`}${about(last)}`;
	if (areNoUsers(last, refused)) {
		return caution('look-at-the-errors', `${said}, none of them a user, so that no key was meant.${rest}`);
	}

	if (guarded === refused) {
		return caution(
			'leave-administrators-out',
			`${said}, all of them protected accounts (adminCount 1), which inherit no rights. Whether the account of Connect may write ordinary accounts, this export does not show.${rest}`,
		);
	}

	const who =
		guarded === null
			? 'Whether they are protected accounts (adminCount 1) only was not seen.'
			: guarded === 0
				? 'None of them is a protected account (adminCount 1).'
				: `${guarded} of them are protected accounts (adminCount 1), and the others are not.`;
	return unmet('give-the-right-to-write', `${said}: the account of Connect may not write them. ${who}${rest}`);
};

const exportVerdict = (server: ConnectServer, connector: Connector, name: string): Verdict => {
	const {lastExport} = connector;
	if (lastExport === null) {
		return noExport(server, connector, name);
	}

	const {outcome, errors, at} = lastExport;
	const refused = Object.entries(errors ?? {}).reduce((sum, [code, count]) => sum + (isOfRights(code) ? count : 0), 0);
	const hasEnded = /^success$|^completed-/i.test(outcome);
	if (refused > 0 && (hasEnded || (lastExport.protected !== refused && !areNoUsers(lastExport, refused)))) {
		return refusedVerdict(refused, lastExport, errors ?? {}, name);
	}

	if (/^in-progress$/i.test(outcome)) {
		return declined('inconclusive', 'look-after-the-cycle', `${name}: an export is under way.`);
	}

	if (!hasEnded) {
		return unmet(
			'mend-the-export',
			`${name}: the last export did not run to its end; Connect calls it ${outcome === '' ? 'nothing at all' : outcome}.`,
		);
	}

	const gone = elapsed(at, server.takenAt);
	if (Number.isNaN(momentOf(at)) || gone < -clockTolerance) {
		return declined(
			'inconclusive',
			'bring-connect-evidence',
			`${name}: the last export is said to have ended at ${at}, which ${Number.isNaN(momentOf(at)) ? 'is no time' : 'lies after the time at which it was read'}: when it ended was not seen.`,
		);
	}

	if (gone > 7 * day) {
		return unmet(
			'mend-the-export',
			`${name}: the last export ended on ${dayOf(at)}, more than seven days before this was read; a cycle has to complete at least every seven days.`,
		);
	}

	const isClean = /^success$|^completed-no-objects$/i.test(outcome);
	if (errors === null && !isClean) {
		return declined(
			'inconclusive',
			'look-at-the-errors',
			`${name}: the last export finished as ${outcome}, and which errors it met could not be read.`,
		);
	}

	const said = others(errors ?? {});
	return isClean && said === ''
		? met(`${name}: the last export finished.`)
		: caution(
				'look-at-the-errors',
				`${name}: the last export finished as ${outcome}${said === '' ? '' : `: ${said}`}.${about(lastExport)}`,
			);
};

/** A rule that nobody can act on writes nothing (W42); where only administrators refuse it, others may be served (W43, X22). */
export const lastExport = defineCheckOverExporting({
	id: 'last-export',
	question: 'Did the last export to every forest start and finish?',
	needs: {connect: connectServers},
	partsOf: servers => connectorParts(servers.map(asSeenLast), exportVerdict),
});
