import {momentOf} from '../../src/guide/age.ts';
import {defineCheck, optional} from '../../src/guide/check.ts';
import {caution, declined, type Exhibit, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {tenant} from '../03-new-installation-baseline/tenant/tenant.facts.ts';
import {
	causeOfNoJoin,
	type Dsregcmd,
	goesBeyond,
	isNo,
	isYes,
	keptOf,
	lastSection,
	latestMoment,
	said,
	shown,
	shownOrNot,
	undecided,
	validityIn,
} from '../dsregcmd/dsregcmd.ts';
import {comparableGuid, isSameGuid} from '../identity.ts';
import {worstOf} from '../worst-first.ts';
import {dsregcmd} from './dsregcmd.facts.ts';

/** A clock may be some minutes wrong, and a person who says when it was an hour. */
const tolerance = 2 * 60 * 60 * 1000;

/** What the certificate of the device says against it; null where nothing does. */
const ofCertificate = (client: Dsregcmd): Verdict | null => {
	const line = said(client, 'deviceCertificateValidity');
	if (line.value === null) {
		return null;
	}

	const validity = validityIn(line);
	if (validity === null) {
		return declined(
			'inconclusive',
			'save-the-whole-output',
			`DeviceCertificateValidity is ${shown(line.value)}: that is no pair of times, so nobody can tell whether the certificate of the device had run out.`,
		);
	}

	const taken = latestMoment(client);
	if (taken !== null && validity.to <= taken) {
		return unmet('mend-the-device', `The certificate of the device had run out when this was taken: it was valid until ${validity.until}.`);
	}

	return taken !== null && client.takenAt !== null && validity.from - momentOf(client.takenAt) > tolerance
		? declined(
				'clock',
				'save-the-whole-output',
				'The certificate of the device begins after the time at which this is said to have been taken, so that time is wrong.',
			)
		: null;
};

const ofTenant = (client: Dsregcmd, ours: string | null): Verdict | null => {
	const {value} = said(client, 'tenantId');
	if (value === null || value === '') {
		return null;
	}

	const id = comparableGuid(value);
	if (id === null || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
		return declined('inconclusive', 'save-the-whole-output', `TenantId is ${shown(value)}, and that is no id of a tenant.`);
	}

	return ours === null || isSameGuid(id, ours)
		? null
		: unmet('leave-the-other-tenant', `The computer is hybrid joined to ${id}, not to this tenant, ${ours}.`);
};

const ofAuthentication = (client: Dsregcmd): Verdict | null => {
	const line = said(client, 'deviceAuthStatus');
	if (line.value === null || (line.word === 'SUCCESS' && line.isAtHome)) {
		return null;
	}

	const because = undecided('deviceAuthStatus', line);
	return line.word?.startsWith('FAILED') === true || because === null
		? unmet('mend-the-device', `The computer is hybrid joined, but Entra ID does not accept it: DeviceAuthStatus is ${shown(line.value)}.`)
		: declined(
				'inconclusive',
				'let-the-test-run',
				`The computer is hybrid joined, and nobody can tell whether Entra ID accepts it: ${because}.`,
			);
};

const ofRegistration = (client: Dsregcmd): Verdict | null => {
	const line = said(client, 'workplaceJoined');
	if (isYes(line)) {
		return caution('end-the-dual-state', 'The computer is hybrid joined and personally registered too: WorkplaceJoined is YES.');
	}

	if (line.value === null || isNo(line)) {
		return goesBeyond(client, 'User State')
			? null
			: declined(
					'incomplete',
					'save-the-whole-output',
					`The computer is hybrid joined, and what was saved of dsregcmd ends in the section ${lastSection(client)}: what follows may say that it is registered twice, or that Entra ID does not accept it.`,
				);
	}

	return declined('inconclusive', 'save-the-whole-output', `The computer is hybrid joined, and ${undecided('workplaceJoined', line)}.`);
};

/** What must be so before anything else is looked at; null for a hybrid joined computer. */
const notHybrid = (client: Dsregcmd): Verdict | null => {
	const entra = said(client, 'azureAdJoined');
	const domain = said(client, 'domainJoined');
	if (isNo(domain)) {
		const joined = isYes(entra) ? 'is Entra joined and' : 'is';
		return declined('inconclusive', 'look-at-a-domain-client', `This computer ${joined} in no domain, so it says nothing of hybrid join.`);
	}

	const because = undecided('domainJoined', domain) ?? (isNo(entra) ? null : undecided('azureAdJoined', entra));
	if (because !== null) {
		return declined('inconclusive', 'look-at-a-domain-client', `Nobody can tell whether this computer is hybrid joined: ${because}.`);
	}

	if (!isNo(entra)) {
		return null;
	}

	const cause = causeOfNoJoin(client);
	return unmet(
		'join-the-client',
		`The computer is in the domain and not in Entra ID: AzureAdJoined is NO.${cause === null ? '' : ` The client says why: ${cause}.`}`,
	);
};

const lines = ['azureAdJoined', 'domainJoined', 'deviceAuthStatus', 'deviceCertificateValidity', 'workplaceJoined', 'tenantId'] as const;

export const deviceJoined = defineCheck({
	id: 'device-joined',
	question: 'Is each client hybrid joined?',
	// The tenant can only condemn: a client of another one is not ours.
	needs: {client: dsregcmd, tenant: optional(tenant)},
	judge({client, tenant: ours}) {
		const first = notHybrid(client);
		if (first !== null) {
			return first;
		}

		const found = [
			ofTenant(client, ours.seen ? ours.facts.id : null),
			ofCertificate(client),
			ofAuthentication(client),
			ofRegistration(client),
		].filter(verdict => verdict !== null);
		return worstOf(found)[0] ?? met('The computer is hybrid joined: AzureAdJoined and DomainJoined are YES.');
	},
	exhibits: ({client}) =>
		lines.map((name): Exhibit => {
			const line = said(client, name);
			const isGood = name === 'workplaceJoined' ? isNo(line) : line.word === 'YES' || line.word === 'SUCCESS';
			const isBad = name === 'workplaceJoined' ? isYes(line) : line.word !== null && !isGood;
			return {
				sign: isGood ? 'met' : isBad ? 'caution' : line.value === null || name === 'deviceAuthStatus' ? 'unobserved' : 'not-applicable',
				what: line.name,
				seen: shownOrNot(line),
			};
		}),
	keep: ({client, ...facts}) => ({...facts, client: keptOf(client)}),
});
