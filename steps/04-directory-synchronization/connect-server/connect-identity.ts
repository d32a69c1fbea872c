import {caution, met, type Verdict} from '../../../src/guide/finding.ts';
import {foldAscii} from '../../identity.ts';
import {localDatabase} from './connect-database.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import {defineCheckOverMachines, together, unread} from './machines.ts';

/** A domain controller (DomainRole of Win32_ComputerSystem). */
const controller = 4;

type Kind = 'virtual' | 'managed' | 'local' | 'domain' | 'of Windows';

const words: Readonly<Record<Kind, string>> = {
	virtual: 'a virtual account',
	managed: 'a managed service account',
	local: 'a local account',
	domain: 'an account of the domain',
	'of Windows': 'an account of Windows itself',
};

/** SYSTEM, LOCAL SERVICE and NETWORK SERVICE, in every language (Microsoft, well-known SIDs). */
const windowsSids: readonly string[] = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/** What kind of account a service runs as, by its SID, or its ObjectName: a managed one ends in `$`, and `NT SERVICE` is nobody's domain. */
const kindOf = (account: string, {computer, serviceAccountSid}: ConnectMachine): Kind => {
	const [domain, name] = account.includes('\\')
		? account.split('\\', 2)
		: account.includes('@')
			? ['domain', account.split('@')[0]]
			: ['', account];
	const folded = foldAscii(domain ?? '');
	return folded === 'nt service'
		? 'virtual'
		: windowsSids.includes(serviceAccountSid ?? '') || folded === 'nt authority' || foldAscii(account) === 'localsystem'
			? 'of Windows'
			: (name ?? '').endsWith('$')
				? 'managed'
				: folded === '.' || folded === '' || folded === foldAscii(computer.split('.')[0] ?? '')
					? 'local'
					: 'domain';
};

/** Which accounts may run the service where (SOURCES.md: service-account). */
const serviceVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, serviceAccount, role} = machine;
	if (serviceAccount === null) {
		return unread(machine, `${computer} did not say which account the service ADSync runs as.`);
	}

	const kind = kindOf(serviceAccount, machine);
	const said = `The service on ${computer} runs as ${words[kind]}`;
	const local = localDatabase(machine);
	if (kind === 'of Windows') {
		return caution('mind-the-service-account', `${said} (${serviceAccount}), which is none of the supported kinds.`);
	}

	if (role >= controller && (kind === 'virtual' || kind === 'local')) {
		return caution('mind-the-service-account', `${said}, which is not supported on a domain controller.`);
	}

	return local === false && (kind === 'virtual' || kind === 'local') && machine.database.server !== null && !isHere(machine)
		? caution(
				'mind-the-service-account',
				`${said}, while its database is on ${machine.database.server}: that asks for a managed account or one of the domain.`,
			)
		: met(`${said}.`);
};

/** Whether the database server is this computer by one of the names that it has for itself. */
const isHere = ({computer, database}: ConnectMachine): boolean =>
	['.', 'localhost', '(local)', foldAscii(computer), foldAscii(computer.split('.')[0] ?? '')].includes(foldAscii(database.server ?? ''));

/** ConnectorIdentityType as the page of the application identity gives it (SOURCES.md: application-identity). */
const identityVerdict = (machine: ConnectMachine): Verdict => {
	const {computer, identity} = machine;
	switch (foldAscii(identity ?? '')) {
		case 'application':
			return met(`${computer} signs in to Entra ID as an application.`);
		case 'serviceaccount':
			return caution('move-to-an-application', `${computer} signs in to Entra ID with an account and a password.`);
		default:
			return unread(machine, `By what identity ${computer} signs in to Entra ID was not said.`);
	}
};

/** Key trust asks for no kind of identity; a wrong one stops synchronisation, and with it the keys. */
export const connectIdentity = defineCheckOverMachines({
	id: 'connect-identity',
	question: 'Do the identities that Connect uses towards Entra ID and on its server suit it?',
	judge: machine => {
		const all = [identityVerdict(machine), serviceVerdict(machine)];
		return together(all, met(all.map(({because}) => because).join(' ')));
	},
});
