import {caution, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import {defineCheckOverMachines, together, unread} from './machines.ts';

/** Release of .NET Framework 4.7.2 on Windows Server (learn.microsoft.com/dotnet/framework/install/how-to-determine-which-versions-are-installed). */
const dotNet472 = 461808;

/** Cmdlets of Connect 2 need PowerShell 5.0 (SOURCES.md: prerequisites-connect). */
const leastPowerShell = 5;

const dotNetVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, dotNet} = machine;
	return dotNet === null
		? unread(machine, `${computer} did not say which .NET Framework it has.`)
		: dotNet < dotNet472
			? unmet('install-dotnet', `${computer} has a .NET Framework older than 4.7.2 (release ${dotNet}; ${dotNet472} is the least).`)
			: met('');
};

/**
 * TLS 1.2 is on in every Windows that Connect may run on unless somebody switches it off; from Connect 2.4.131.0 on nothing has to be set
 * (SOURCES.md: tls-connect).
 */
const tlsVerdict = ({computer, tls}: ConnectMachine): Verdict => {
	if (tls.enabled === 0 || (tls.disabledByDefault !== null && tls.disabledByDefault !== 0)) {
		return unmet('enable-tls', `${computer} has TLS 1.2 switched off for clients: Connect reaches Entra ID by nothing older.`);
	}

	const held = [tls.dotNet.systemDefault, tls.dotNet.strongCrypto, tls.dotNet32.systemDefault, tls.dotNet32.strongCrypto];
	return held.includes(0)
		? caution('let-dotnet-follow-windows', `${computer} keeps .NET from using the protocols of Windows or strong cryptography.`)
		: met('');
};

const powerShellVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, powerShell, execution} = machine;
	const major = Number(/^(\d{1,3})\./.exec(powerShell ?? '')?.[1] ?? Number.NaN);
	if (Number.isNaN(major)) {
		return unread(machine, `${computer} did not say which Windows PowerShell it has.`);
	}

	if (major < leastPowerShell) {
		return unmet('update-powershell', `${computer} has Windows PowerShell ${powerShell}; 5.0 is the least.`);
	}

	const policy = execution.policy ?? execution.computer ?? '';
	return execution.allowedByPolicy === 0 || policy.toLowerCase() === 'restricted'
		? caution('allow-signed-scripts', `${computer} lets no script run, and the wizard of Connect runs signed ones.`)
		: met('');
};

/** What Connect needs of the computer that it runs on; where its page names two versions of .NET, the later counts (SOURCES.md: prerequisites-connect). */
export const connectServerRuntime = defineCheckOverMachines({
	id: 'connect-server-runtime',
	question: 'Does each Connect server have .NET 4.7.2, TLS 1.2 and a PowerShell that runs signed scripts?',
	met: 'Each Connect server has .NET 4.7.2 or later, TLS 1.2, and a PowerShell that runs signed scripts.',
	judge: machine =>
		together(
			[dotNetVerdict(machine), tlsVerdict(machine), powerShellVerdict(machine)],
			met(`${machine.computer} has .NET 4.7.2 or later, TLS 1.2, and Windows PowerShell ${machine.powerShell}.`),
		),
});
