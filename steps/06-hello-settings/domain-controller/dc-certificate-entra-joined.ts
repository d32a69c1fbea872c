import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {isSameDnsName} from '../../identity.ts';
import {controllerEvents} from './controller-events.facts.ts';
import {domainController, type HeldCertificate, type SeenController} from './domain-controller.facts.ts';
import {called, chosen, missingInUse, usage} from './kdc-certificate.ts';
import {eventsOf, usedBy} from './logged.ts';
import {sentencesOf} from './sentences.ts';

/** A plain address of HTTP: a device that nobody has signed in to reads neither LDAP nor what leads on to HTTPS (S-AADJSSO). */
const isPlain = (address: string): boolean => /^http:\/\/[^/]/i.test(address);

/** What Entra joined devices ask for besides what hybrid joined ones do (S-AADJSSO, T-08). Only where there are such devices does it matter. */
const strictFaults = (certificate: HeldCertificate, {domain}: SeenController): readonly Verdict[] => {
	const {usages, names, hash, key, lists} = certificate;
	const name = called(certificate);
	const mend = (because: string) => caution('renew-for-entra-joined', because);
	return [
		...(usages?.includes(usage.kdc) ? [] : [mend(`${name} lacks the KDC usage.`)]),
		...(names?.dns.some(one => isSameDnsName(one, domain)) ? [] : [mend(`${name} does not name the domain, ${domain}.`)]),
		...(hash === null || hash === 'md5' || hash === 'sha1'
			? [mend(`${name} is not signed with SHA-256 or better, but with ${hash?.toUpperCase() ?? 'an algorithm that is not known'}.`)]
			: []),
		...(key.kind === 'rsa' && (key.bits ?? 0) >= 2048 ? [] : [mend(`${name} has no RSA key of 2048 bits or more.`)]),
		...(lists.some(isPlain)
			? []
			: [
					caution(
						'put-the-list-on-http',
						lists.length === 0 ? `${name} names no revocation list.` : `${name} names its revocation list at no plain HTTP address.`,
					),
				]),
	];
};

/** Without a chain that Windows takes, dc-certificate has said what to do; that an address answers, the chain shows. */
const judgeController = (controller: SeenController, logged: string | null): Verdict => {
	const {computer} = controller;
	const choice = chosen(controller, logged);
	if (choice === null) {
		return controller.unreadable > 0
			? declined('malformed', 'carry-the-script', `${computer}: a part of its store could not be read.`)
			: caution('renew-for-entra-joined', `${computer} holds no certificate that the KDC could use.`);
	}

	const [missing] = missingInUse(controller, logged);
	if (missing !== undefined) {
		return missing;
	}

	const faults = strictFaults(choice.certificate, controller);
	const [first] = faults;
	return first === undefined
		? met(`${computer}: ${called(choice.certificate)} will do for Entra joined devices too.`)
		: {...first, because: `${computer}: ${sentencesOf(faults, called(choice.certificate))}`};
};

export const dcCertificateEntraJoined = defineCheckOver({
	id: 'dc-certificate-entra-joined',
	question: 'Would the certificates of the domain controllers do for Entra joined devices too?',
	needs: {
		evidence: domainController,
		controllers: optional(domainControllers),
		servers: optional(windowsServers),
		events: optional(controllerEvents),
	},
	partsOf: ({evidence, controllers, servers, events}) =>
		partsByController(evidence.controllers, controllers, servers, own => judgeController(own, usedBy(eventsOf(events, own.computer)))),
	keep: facts => ({...facts, servers: keptServers(facts.servers, facts.controllers)}),
	judge: parts => {
		const verdict = overControllers(parts, {met: 'Each certificate would do; whether such devices hold the root, they alone tell.'});
		return verdict.outcome === 'caution'
			? {...verdict, because: `${verdict.because} It matters only where devices are Entra joined.`}
			: verdict;
	},
});
