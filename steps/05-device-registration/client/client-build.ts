import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {aged, judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {dayOf} from '../../day.ts';
import {editionUpdatedUntil, firstForKeyTrust, clientName as releaseName} from '../../windows-client.ts';
import {type ClientComputer, clientComputer} from './client-computer.facts.ts';

/** DomainRole of a workstation in a domain. */
const workstation = 1;

const windows = ({build, revision, edition}: ClientComputer): string =>
	`${releaseName(build ?? 0)}, build ${build}${revision === null ? ', of which nobody can tell how far it is updated' : `.${revision}`}${edition === null ? '' : `, ${edition}`}`;

const judgeBuild = (client: ClientComputer): Verdict => {
	const {role, installation, build, edition, at} = client;
	if (role !== workstation || (installation !== null && installation !== 'Client')) {
		return declined(
			'inconclusive',
			'look-at-a-domain-client',
			`it is no workstation of a domain (${installation ?? 'Windows'}, DomainRole ${role}), so it says nothing of clients.`,
		);
	}

	if (build === null || installation === null) {
		return declined('incomplete', 'carry-the-script', 'which Windows it runs could not be read.');
	}

	if (build < firstForKeyTrust) {
		return unmet(
			'upgrade-the-client',
			`it runs ${windows(client)}; Windows 10 1703 (build ${firstForKeyTrust}) is the first for key trust.`,
		);
	}

	const until = editionUpdatedUntil(build, edition);
	return until !== null && until < at.slice(0, 10)
		? caution('plan-the-upgrade', `it runs ${windows(client)}, which gets no more updates since ${dayOf(until)}, unless they are paid for.`)
		: met(`it runs ${windows(client)}.`);
};

export const clientBuild = defineCheckOver({
	id: 'client-build',
	question: 'Is each client a workstation whose Windows can enrol and is still updated?',
	needs: {client: clientComputer, points: ourForests},
	partsOf: ({client, points}) => partsOfClient(client, points, () => [{name: 'Windows', verdict: aged(judgeBuild(client), client)}]),
	judge: (parts, {client}) => judgeClient(client, parts),
});
