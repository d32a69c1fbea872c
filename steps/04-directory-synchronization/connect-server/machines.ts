import {defineCheck, optional, type Witness} from '../../../src/guide/check.ts';
import {declined, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {asOld} from '../../expected-controllers.ts';
import {comparableDnsName, isSameDnsName, isSameName} from '../../identity.ts';
import {once} from '../../once.ts';
import {exhibitsOf, type Part, worstFirst, worstOf} from '../../worst-first.ts';
import {type ConnectMachine, type ConnectMachines, connectMachines} from './connect-machine.facts.ts';
import {type ConnectServer, type ConnectServers, connectServers} from './connect-server.facts.ts';
import {keptComputers, retired} from './retired-server.ts';
import {type WindowsServers, windowsServers} from './windows-servers.facts.ts';

type Facts = {
	readonly machines: ConnectMachines;
	readonly connect: Witness<ConnectServers>;
	readonly computers: Witness<WindowsServers>;
};

const shortNameOf = (name: string): string => comparableDnsName(name).split('.')[0] ?? name;

/** A server as those know it that look whether it still exists. */
const serverOf = ({computer, stale}: ConnectMachine) => ({server: shortNameOf(computer), dnsName: computer, connectors: [], stale});

/** Whether both speak of one server; where nobody said the whole name of one, its short name has to do. */
const isOf = ({computer}: ConnectMachine, {server, dnsName}: ConnectServer): boolean =>
	dnsName === null ? isSameName(shortNameOf(computer), shortNameOf(server)) : isSameDnsName(computer, dnsName);

/** What several verdicts on one server come to: the worst of them, each with its sentence; `whole` where all of them are met. */
export const together = (verdicts: readonly Verdict[], whole: Verdict): Verdict => {
	const worst = worstOf(verdicts);
	const [first] = worst;
	return first === undefined || first.outcome === 'met' ? whole : {...first, because: worst.map(({because}) => because).join(' ')};
};

/** Says that a part of a server was not read, with what the script says of why. */
export const unread = ({silences}: ConnectMachine, said: string): Verdict =>
	declined('inconclusive', 'bring-connect-evidence', [said, ...silences].join(' '));

const partsOf = ({machines, connect, computers}: Facts, judge: (machine: ConnectMachine) => Verdict): readonly Part[] => {
	const installed = machines.machines.filter((one): one is ConnectMachine => one.installed);
	const present = installed.filter(one => retired(serverOf(one), computers) === null);
	const expected = (connect.seen ? connect.facts.servers : []).filter(
		server => server.product === 'connect-sync' && retired(server, computers) === null && !installed.some(one => isOf(one, server)),
	);
	return [
		...present.map(one => ({name: one.computer, verdict: asOld(one, judge(one))})),
		...expected.map(({server}) => ({
			name: server,
			verdict: declined('elsewhere', 'bring-connect-evidence', `Nothing was brought of the computer ${server} itself.`),
		})),
		...machines.machines
			.filter(({installed: here}) => !here)
			.map(({computer}) => ({
				name: computer ?? 'another computer',
				verdict: notApplicable(`Connect Sync is not installed on ${computer ?? 'a computer without a name'}.`),
			})),
	];
};

/**
 * A check of each computer that Connect Sync is installed on: of each that somebody stood before, and of each server that its rules were seen of.
 * One of which nothing was brought is not seen; one that is retired is left out.
 */
export const defineCheckOverMachines = ({
	judge,
	met,
	...check
}: {
	readonly id: string;
	readonly question: string;
	/** What is said where it holds on every one of several. */
	readonly met?: string;
	readonly judge: (machine: ConnectMachine) => Verdict;
}) => {
	const parts = once((facts: Facts) => partsOf(facts, judge));
	return defineCheck({
		...check,
		needs: {machines: connectMachines, connect: optional(connectServers), computers: optional(windowsServers)},
		judge: facts => {
			const all = parts(facts);
			const [first] = all;
			const nothing = first === undefined ? {} : {nothing: first.verdict};
			return worstFirst(all, all.length > 1 && met !== undefined ? {met, ...nothing} : nothing);
		},
		exhibits: facts => exhibitsOf(parts(facts)),
		// The rules that the other reader brought stay with the checks that judge them.
		keep: ({machines, computers}) => ({
			machines,
			computers: keptComputers(
				computers,
				machines.machines.flatMap(one => (one.installed ? [serverOf(one)] : [])),
			),
		}),
	});
};
