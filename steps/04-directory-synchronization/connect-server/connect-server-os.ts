import {caution, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {dayOf, threeMonthsLater} from '../../day.ts';
import {serverName, supportedUntil} from '../../windows-server.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import {defineCheckOverMachines, together, unread} from './machines.ts';

/** Windows Server 2016, 2019 and 2022 (SOURCES.md: prerequisites-connect). */
const supported: readonly number[] = [14393, 17763, 20348];

/** Windows Server 2025 is not supported, and where it runs already it needs at least KB5070773, 26100.6901 (SOURCES.md: prerequisites-connect). */
const unsupported2025 = {build: 26100, least: 6901} as const;

const gibibyte = 2 ** 30;

/** The least memory is 6 GB (SOURCES.md: prerequisites-connect); Windows shows a little less than is built in, because firmware keeps some. */
const leastMemory = 5.5 * gibibyte;

/** A member server; 4 and 5 are domain controllers (DomainRole of Win32_ComputerSystem). */
const member = 3;

const releaseVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, build, revision, takenAt, at} = machine;
	if (build === null) {
		return unread(machine, `${computer} did not say its build.`);
	}

	const said = `${computer} runs ${serverName(build)}`;
	if (build === unsupported2025.build) {
		return revision === null
			? unread(machine, `${said}, and did not say its update.`)
			: revision < unsupported2025.least
				? unmet(
						'install-kb5070773',
						`${said}, ${build}.${revision}: it is not supported, and without KB5070773 synchronisation has faults.`,
					)
				: caution('move-to-a-supported-server', `${said}, ${build}.${revision}: it is not supported yet.`);
	}

	if (build > unsupported2025.build) {
		return unread(machine, `${said}, which is newer than what is known of Connect.`);
	}

	const ends = supportedUntil(build) ?? '';
	return !supported.includes(build)
		? unmet('move-to-a-supported-server', `${said}; Connect is supported on Windows Server 2016, 2019 and 2022.`)
		: ends <= threeMonthsLater((takenAt ?? at).slice(0, 10))
			? caution('move-to-a-supported-server', `${said}, whose support ends on ${dayOf(ends)}.`)
			: met(`${said}.`);
};

const surfaceVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, installation} = machine;
	return installation === null
		? unread(machine, `${computer} did not say whether it has a desktop.`)
		: installation === 'Server'
			? met(`${computer} has a desktop.`)
			: unmet(
					'move-to-a-supported-server',
					`${computer} is installed as ${installation}; Connect needs a Windows Server with its full desktop.`,
				);
};

const osVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, role, memory, build} = machine;
	return together(
		[
			releaseVerdict(machine),
			surfaceVerdict(machine),
			role < member ? unmet('move-to-a-supported-server', `${computer} is no server of a domain.`) : met(''),
			memory < leastMemory
				? caution('add-memory', `${computer} has ${(memory / gibibyte).toFixed(1)} GB of memory; 6 GB is the least.`)
				: met(''),
		],
		met(`${computer} runs ${serverName(build ?? 0)} with a desktop, in a domain, with ${Math.round(memory / gibibyte)} GB of memory.`),
	);
};

/** What Connect may be installed on (SOURCES.md: prerequisites-connect). */
export const connectServerOs = defineCheckOverMachines({
	id: 'connect-server-os',
	question: 'Does Connect run on a Windows Server that is supported for it, with a desktop and memory enough?',
	met: 'Each Connect server runs a Windows Server that is supported for it.',
	judge: osVerdict,
});
