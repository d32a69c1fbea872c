import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {domainController, type SeenController} from '../../06-hello-settings/domain-controller/domain-controller.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {serverName, understandsKeys} from '../../windows-server.ts';
import {domainControllers} from './domain-controllers.facts.ts';

/** Updates with a fault of their own: from the first to the last revision of a build that has it (S-ISSUES). */
const faulty = [
	{build: 17763, from: 0, to: 315, what: 'refuses sign-in with a key, as Windows Server 2019 did at first', mended: 'KB4487044'},
	{build: 14393, from: 3930, to: 4103, what: 'deletes keys when users sign in', mended: 'KB4593226'},
	{build: 17763, from: 1457, to: 1636, what: 'deletes keys when users sign in', mended: 'KB4592440'},
] as const;

/**
 * The revisions of the updates of 8 April and of 10 June 2025, by build: those from the one up to the other take keys for certificates that have no root
 * in NTAuth (S-KB5057784). From Microsoft's update histories of each version, as known on 27 Nov 2026;
 * of 26100 the hotpatch of June (KB5060841, 26100.4270), which has a lower number than the update itself.
 */
const spring2025: Readonly<Record<number, {readonly april: number; readonly june: number}>> = {
	14393: {april: 7969, june: 8148},
	17763: {april: 7136, june: 7434},
	20348: {april: 3453, june: 3807},
	25398: {april: 1551, june: 1665},
	26100: {april: 3775, june: 4270},
};

/** AllowNtAuthPolicyBypass: 2 refuses, 1 and nothing log, 0 looks away; read by no update since 14 Oct 2025. */
const refuses = 2;

const judgeController = ({computer, build, revision, allowNtAuthPolicyBypass: bypass}: SeenController): Verdict => {
	if (build === null || revision === null) {
		return declined('inconclusive', 'carry-the-script', `${computer} did not say its build and update.`);
	}

	const said = `${computer} runs ${serverName(build)}, ${build}.${revision}`;
	if (!understandsKeys(build)) {
		return notApplicable(`${said}, which knows no keys.`);
	}

	const fault = faulty.find(one => one.build === build && revision >= one.from && revision <= one.to);
	if (fault !== undefined) {
		return unmet('patch-it', `${said}, which ${fault.what}; ${fault.mended} mends it.`);
	}

	const spring = spring2025[build];
	if (spring === undefined) {
		return declined('inconclusive', 'know-its-updates', `${said}, of which our table of updates knows nothing.`);
	}

	if (revision >= spring.june) {
		return met(`${said}, newer than the updates that had a fault.`);
	}

	if (revision < spring.april) {
		return caution('patch-it', `${said}, older than the updates of June 2025.`);
	}

	return bypass === refuses
		? unmet('patch-it', `${said}, of April or May 2025, and its AllowNtAuthPolicyBypass is 2: it refuses sign-in with a key.`)
		: caution('patch-it', `${said}, of April or May 2025: it takes a key for a certificate without a root in NTAuth, and logs it.`);
};

export const dcPatches = defineCheckOver({
	id: 'dc-patches',
	question: 'Do the domain controllers have the updates that sign-in with keys needs?',
	needs: {evidence: domainController, controllers: optional(domainControllers), servers: optional(windowsServers)},
	partsOf: ({evidence, controllers, servers}) => partsByController(evidence.controllers, controllers, servers, judgeController),
	keep: facts => ({...facts, servers: keptServers(facts.servers, facts.controllers)}),
	judge: parts => overControllers(parts, {met: 'Each has the updates of June 2025 or newer ones.'}),
});
