import {defineCheck, optional, type Witness} from '../../../src/guide/check.ts';
import {declined, notApplicable, passedOn, type Verdict} from '../../../src/guide/finding.ts';
import {asOld} from '../../expected-controllers.ts';
import {once} from '../../once.ts';
import {exhibitsOf, type Part, worstFirst, worstOf} from '../../worst-first.ts';
import {type ConnectMachine, type ConnectMachines, connectMachines} from './connect-machine.facts.ts';
import {type ConnectServer, type ConnectServers, connectServers} from './connect-server.facts.ts';
import {isMachineOf, isNamesake, shortNameOf} from './machine-identity.ts';
import {keptComputers, retired} from './retired-server.ts';
import {type WindowsServers, windowsServers} from './windows-servers.facts.ts';

type Facts = {
	readonly machines: ConnectMachines;
	readonly connect: Witness<ConnectServers>;
	readonly computers: Witness<WindowsServers>;
};

/** A server as those know it that look whether it still exists. */
const serverOf = ({computer, stale}: ConnectMachine) => ({server: shortNameOf(computer), dnsName: computer, connectors: [], stale});

/** What several verdicts on one server come to: the worst of them, each with its sentence; `whole` where all of them are met. */
export const together = (verdicts: readonly Verdict[], whole: Verdict): Verdict => {
	const worst = worstOf(verdicts);
	const [first] = worst;
	return first === undefined || first.outcome === 'met' ? whole : {...first, because: worst.map(({because}) => because).join(' ')};
};

/** Says that a part of a server was not read, with what the script says of why. */
export const unread = ({silences}: ConnectMachine, said: string): Verdict =>
	declined('inconclusive', 'bring-connect-evidence', [said, ...silences].join(' '));

/** The servers that have to have a machine: those that are not retired. Where nothing else is left, the retired ones still have to be shown. */
const expectedOf = ({connect, computers}: Facts, present: readonly ConnectMachine[]): readonly ConnectServer[] => {
	const servers = connect.seen ? connect.facts.servers.filter(({product}) => product === 'connect-sync') : [];
	const left = servers.filter(server => retired(server, computers) === null);
	return left.length > 0 || present.length > 0 ? left : servers;
};

/** A server of which no computer was seen, and which one bears no more than its name. */
const withoutMachine = ({server}: ConnectServer, namesake: ConnectMachine | undefined): Part => ({
	name: server,
	verdict: declined(
		'elsewhere',
		'bring-connect-evidence',
		namesake === undefined
			? `Nothing was brought of the computer ${server} itself.`
			: `${namesake.computer} was seen, and nothing shows that it is the server ${server}: two computers may share a short name.`,
	),
});

/** Nobody can say of every server what nobody listed. */
const unlisted = ({reason, detail}: Extract<Facts['connect'], {seen: false}>): Part => ({
	name: 'other Connect servers',
	verdict: passedOn({reason, detail: `Which Connect servers there are was not seen. ${detail}`}),
});

const partsOf = (facts: Facts, judge: (machine: ConnectMachine) => Verdict): readonly Part[] => {
	const {machines, connect, computers} = facts;
	const installed = machines.machines.filter((one): one is ConnectMachine => one.installed);
	const present = installed.filter(one => retired(serverOf(one), computers) === null);
	const around = {servers: connect.seen ? connect.facts.servers : [], computers};
	const expected = expectedOf(facts, present).filter(server => !installed.some(one => isMachineOf(one, server, around)));
	return [
		...present.map(one => ({name: one.computer, verdict: asOld(one, judge(one))})),
		...expected.map(server =>
			withoutMachine(
				server,
				installed.find(one => isNamesake(one, server)),
			),
		),
		...(connect.seen ? [] : [unlisted(connect)]),
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
