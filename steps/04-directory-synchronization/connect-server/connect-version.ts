import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf, threeMonthsLater} from '../../day.ts';
import {listed} from '../../directory.ts';
import {worstFirst} from '../../worst-first.ts';
import {type ConnectServer, connectServers} from './connect-server.facts.ts';
import {overPresentServers} from './retired-server.ts';
import {tenantNamesOf} from './server-tenant.ts';
import {serverParts} from './servers.ts';
import {isOlder, refreshFloorFor, serviceFloor, supportEnds} from './version.ts';

/** What runs there; where the witnesses disagree, what each of them says. */
const runs = ({server, version, versions}: ConnectServer): string => {
	const disagree = new Set(versions.map(witness => witness.version)).size > 1;
	const said = versions.map(witness => `${witness.from} say${/s$/.test(witness.from) ? '' : 's'} ${witness.version}`);
	return `${server} runs ${version}${disagree ? ` (${listed(said)}; the lowest counts)` : ''}`;
};

const versionVerdict = (server: ConnectServer): Verdict => {
	const {server: name, product, version, takenAt} = server;
	if (product === 'absent') {
		return notApplicable(`Connect Sync is not installed on ${name}.`);
	}

	if (version === null || !/^\d+(\.\d+){1,3}$/.test(version)) {
		return declined('inconclusive', 'bring-connect-evidence', `The version of Connect on ${name} could not be read.`);
	}

	const said = runs(server);
	if (isOlder(version, '2.0.0.0')) {
		return unmet('upgrade-connect', `${said}. Version 1 stopped working on 1 Oct 2023.`);
	}

	if (isOlder(version, serviceFloor)) {
		const floor = refreshFloorFor(tenantNamesOf(server));
		const wizard = isOlder(version, floor)
			? ` Below ${floor} its wizard cannot sign in either, so its schema cannot be refreshed before the upgrade.`
			: '';
		return unmet('upgrade-connect', `${said}, below ${serviceFloor}: synchronisation is expected to have stopped on 30 Sep 2026.${wizard}`);
	}

	const ends = supportEnds[version];
	const day = takenAt?.slice(0, 10) ?? '';
	if (ends === undefined || day === '' || ends > threeMonthsLater(day)) {
		return met(`${said}; the floor is ${serviceFloor}.`);
	}

	return caution(
		'plan-the-upgrade',
		`${said}, whose support ${ends < day ? 'ended' : 'ends'} on ${dayOf(ends)}, by a third party's copy of the table.`,
	);
};

/** The floor of the service, and how long the build is supported (W38, W39). */
export const connectVersion = overPresentServers(
	defineCheckOver({
		id: 'connect-version',
		question: 'Is Connect Sync installed, and new enough?',
		needs: {connect: connectServers},
		partsOf: ({connect}) => serverParts(connect.servers, versionVerdict),
		judge: (parts, facts) =>
			worstFirst(parts, {
				nothing: unmet(
					'install-connect',
					`Connect Sync is not installed on ${facts.connect.servers.map(({server}) => server).join(' and ')}.`,
				),
			}),
	}),
);
