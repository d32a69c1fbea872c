import {optional, type Witness} from '../../src/guide/check.ts';
import {caution, met, notApplicable} from '../../src/guide/finding.ts';
import {grouped} from '../../src/guide/plain-order.ts';
import {type ClientsByVersion, clientsByVersion} from '../02-prerequisites/clients/clients-by-version.facts.ts';
import {type DomainControllers, domainControllers} from '../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {heard, partsByDomain, partsByForest} from '../by-forest.ts';
import {defineCheckOver} from '../check-over.ts';
import {counted} from '../directory.ts';
import type {Part} from '../worst-first.ts';
import {entraKerberos} from './entra-kerberos.facts.ts';

/** Cloud Kerberos trust begins with Windows 10 21H2 and needs domain controllers of Windows Server 2016 (Microsoft's page `deploy/hybrid-cloud-kerberos-trust`). */
const [firstClient, firstController] = [19044, 14393];

const sum = (kinds: readonly {readonly computers: number}[]) => kinds.reduce((all, {computers}) => all + computers, 0);

/** A fact that stands beside the others and settles nothing, and whether it was seen. */
const beside = (name: string, said: string): Part => ({name, verdict: met(said)});
const unseenBeside = (name: string, detail: string): Part => ({name, verdict: notApplicable(`Not seen. ${detail}`)});

const ofClients = (clients: Witness<ClientsByVersion>): Part => {
	const name = 'clients';
	if (!clients.seen) {
		return unseenBeside(name, clients.detail);
	}

	const recent = heard(clients.facts.forests)
		.flatMap(({domains}) => heard(domains).flatMap(({kinds}) => kinds))
		.filter(({system, recent: isRecent, build}) => system === 'windows' && isRecent && build !== null);
	const old = recent.filter(({build}) => (build ?? 0) < firstClient);
	if (recent.length === 0) {
		return unseenBeside(name, 'No client with a version was seen within 90 days.');
	}

	return sum(old) === 0
		? beside(name, `Cloud Kerberos trust would do: all ${counted(sum(recent), 'client')} run Windows 10 21H2 or later.`)
		: beside(
				name,
				`For key trust: ${counted(sum(old), 'client')} of ${grouped(sum(recent))} ${sum(old) === 1 ? 'is' : 'are'} older than Windows 10 21H2.`,
			);
};

const ofControllers = (controllers: Witness<DomainControllers>): Part => {
	const name = 'domain controllers';
	if (!controllers.seen) {
		return unseenBeside(name, controllers.detail);
	}

	const writable = heard(controllers.facts.forests)
		.flatMap(({domains}) => heard(domains).flatMap(one => one.controllers))
		.filter(({readOnly, build}) => !readOnly && build !== null);
	const fit = writable.filter(({build}) => (build ?? 0) >= firstController);
	return beside(
		name,
		`Either trust asks for Windows Server 2016 or later: ${fit.length} of ${counted(writable.length, 'writable domain controller')} ${fit.length === 1 ? 'has' : 'have'} it.`,
	);
};

const ofKerberos = (domain: string, computer: boolean, account: boolean): Part => {
	const name = `Entra Kerberos in ${domain}`;
	if (computer !== account) {
		const only = computer ? 'AzureADKerberos' : 'krbtgt_AzureAD';
		return {name, verdict: caution('complete-it-or-take-it-away', `Entra Kerberos is half there in ${domain}: only ${only} was found.`)};
	}

	return beside(
		name,
		computer
			? `For cloud Kerberos trust: Entra Kerberos is set up in ${domain}.`
			: `Cloud Kerberos trust would first need Entra Kerberos in ${domain}.`,
	);
};

/** What was seen of the one trust and of the other. It chooses for nobody. */
export const trustsWeighed = defineCheckOver({
	id: 'trusts-weighed',
	question: 'Is it seen what speaks here for key trust, and what for cloud Kerberos trust?',
	needs: {kerberos: entraKerberos, clients: optional(clientsByVersion), controllers: optional(domainControllers)},
	partsOf: ({kerberos, clients, controllers}) => [
		...partsByForest(kerberos.forests, ({domains}) =>
			partsByDomain(domains, ({domain, computer, account}) => [ofKerberos(domain, computer, account)]),
		),
		ofClients(clients),
		ofControllers(controllers),
	],
});
