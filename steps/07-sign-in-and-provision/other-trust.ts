import type {Witness} from '../../src/guide/check.ts';
import {caution, declined, unmet, type Verdict} from '../../src/guide/finding.ts';
import {type Dsregcmd, isNo, isUntested, isYes, said, shown, told, undecided} from '../dsregcmd/dsregcmd.ts';
import {effective, type PolicySources} from '../effective-policy.ts';
import {isSameDnsName} from '../identity.ts';

/** Which certificate trust the client shows: a word of its own, or lines that only that trust prints. Null where it shows none. */
const certificateTrace = (client: Dsregcmd): string | null => {
	const enrollment = said(client, 'certEnrollment');
	if (enrollment.word !== null && enrollment.word !== 'none') {
		return `CertEnrollment is ${enrollment.word}`;
	}

	const printed = (['adfsRefreshToken', 'adfsRaIsReady', 'logonCertTemplateReady', 'scepReady'] as const)
		.map(name => said(client, name))
		.find(({value}) => value !== null);
	return printed === undefined ? null : `${printed.name} is printed`;
};

type Policy = {readonly decides: 'on' | 'off'; readonly because: string} | {readonly decides: null; readonly because: string};

/** What the policy that was seen says of certificate trust on this very client. */
const certificatePolicy = (client: Dsregcmd, policy: Witness<PolicySources>): Policy => {
	if (!policy.seen || policy.stale) {
		return {decides: null, because: 'and the policy of this client, which decides, was not seen'};
	}

	const {device = null} = policy.facts;
	const name = told(client, 'Device Name');
	const isSame = device === null || device === '' ? null : isSameDnsName(device, name);
	const certificate = effective(policy.facts, 'certificateTrust');
	// Another computer's policy says nothing here; where nobody can tell, it may condemn.
	if (isSame === false && name !== null) {
		return {decides: null, because: `and the policy that was seen is of ${shown(device ?? '')}, not of this client`};
	}

	if (certificate?.value === 1) {
		return {decides: 'on', because: `and ${certificate.from} turns certificate trust on`};
	}

	return isSame === false
		? {decides: null, because: `and dsregcmd prints no name of this computer, so the policy of ${shown(device ?? '')} may be another's`}
		: {decides: 'off', because: `and policy leaves certificate trust off`};
};

/** What the client shows of certificate trust, worst first; null where it shows none, or where its policy says that it is off. */
export const ofCertificateTrust = (client: Dsregcmd, policy: Witness<PolicySources>): Verdict | null => {
	const required = said(client, 'x509CertRequired');
	if (isYes(required)) {
		return unmet('leave-certificate-trust', 'X509CertRequired is YES: this client asks for a certificate, which is certificate trust.');
	}

	const trace = certificateTrace(client);
	if (trace !== null) {
		const {decides, because} = certificatePolicy(client, policy);
		return decides === 'off'
			? null
			: decides === 'on'
				? unmet('leave-certificate-trust', `${trace}, ${because}.`)
				: caution('leave-certificate-trust', `${trace}, which key trust shows only where Group Policy or MDM turns Hello on, ${because}.`);
	}

	const unclear = (['certEnrollment', 'x509CertRequired'] as const)
		.map(name => ({name, line: said(client, name)}))
		.find(({line}) => line.value !== null && line.word === null);
	return unclear === undefined
		? null
		: declined(
				'inconclusive',
				isUntested(unclear.line) ? 'look-again' : 'save-the-whole-output',
				`${undecided(unclear.name, unclear.line)}.`,
			);
};

/** Whether the prerequisites speak of cloud Kerberos trust: with a ticket it is in use, and without one it keeps the client from provisioning. */
export const ofCloudTrust = (client: Dsregcmd, willProvision: boolean): Verdict | null => {
	const line = said(client, 'onPremTgt');
	if (isYes(line)) {
		return caution(
			'leave-cloud-trust',
			`${line.name} is YES among the prerequisites: this client holds a ticket of cloud Kerberos trust, which is used instead of key trust.`,
		);
	}

	return isNo(line) && !willProvision
		? unmet(
				'leave-cloud-trust',
				`${line.name} is NO among the prerequisites: this client waits for a ticket of cloud Kerberos trust, and key trust needs none.`,
			)
		: null;
};
