import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {clientComputer} from '../../05-device-registration/client/client-computer.facts.ts';
import {clientEvents} from '../../05-device-registration/client/client-events.facts.ts';
import {helloPolicyValues} from '../../06-hello-settings/hello-policy.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {answerIn, clientEvent, codeIn, datumOf} from '../../client-log.ts';
import {aged, judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {effective} from '../../effective-policy.ts';
import {timesOf} from '../../event-log.ts';
import {isSameDnsName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';

// The events can only condemn. Policy says whether a client without a TPM may enrol.
const needs = {client: clientComputer, points: ourForests, events: optional(clientEvents), policy: optional(helloPolicyValues)};
type Facts = FactsOf<typeof needs>;

const isDemanded = ({client, policy}: Facts): boolean =>
	policy.seen &&
	(policy.facts.device === undefined || policy.facts.device === null || isSameDnsName(policy.facts.device, client.computer)) &&
	effective(policy.facts, 'requireSecurityDevice', ['computer', 'deviceMdm'])?.value === 1;

/** Without a usable TPM keys are made in software, unless policy demands one (Microsoft's page `policy-settings`). */
const without = (facts: Facts, because: string): Verdict =>
	isDemanded(facts)
		? unmet('make-the-tpm-usable', `${because}, and policy demands one.`)
		: caution('make-the-tpm-usable', `${because}, so that its keys are made in software.`);

const judgeTpm = (facts: Facts): Verdict => {
	const {fuller} = facts.client;
	const tpm = fuller?.tpm ?? facts.client.tpm;
	if (tpm.notElevated) {
		return declined('access-denied', 'run-it-elevated', 'of its TPM nothing was asked, because the window was not elevated.');
	}

	if (tpm.failure !== null || tpm.present === null) {
		return declined('incomplete', 'run-it-elevated', `its TPM could not be read. ${tpm.failure ?? ''}`.trim());
	}

	if (!tpm.present) {
		return without(facts, 'it has no TPM');
	}

	if (tpm.lockedOut === true) {
		return unmet('wait-for-the-tpm', 'its TPM is locked after too many wrong tries, and signs nothing until then.');
	}

	if (tpm.ready !== true) {
		return tpm.ready === false
			? without(facts, 'its TPM is not ready')
			: declined('incomplete', 'run-it-elevated', 'whether its TPM is ready could not be read.');
	}

	if (tpm.lockedOut === null) {
		return declined('incomplete', 'run-it-elevated', 'its TPM is ready, and whether it is locked could not be read.');
	}

	const version = tpm.spec?.split(',')[0]?.trim() ?? '';
	if (version === '' || !/^\d+(?:\.\d+)?$/.test(version)) {
		return declined('incomplete', 'run-it-elevated', 'its TPM is ready, and of which version it is could not be read.');
	}

	// From Windows 10 1903 on a TPM of 1.2 counts as none for hybrid join; in FIPS mode it never works (entra-docs, hybrid-join-plan).
	return Number(version) < 2
		? without(facts, `its TPM is of version ${version}, which counts as none since Windows 10 1903 and cannot join in FIPS mode`)
		: met(`its TPM is there, of version ${version}, and ready.`);
};

/** 5555: what Hello itself found when it looked whether the device can keep to policy, by the fields of its manifest. */
const judgeLog = ({client, events}: Facts): readonly Part[] => {
	if (!events.seen || !isSameDnsName(events.facts.computer, client.computer)) {
		return [];
	}

	const event = clientEvent(events.facts, 'hello', 5555);
	if (event === undefined) {
		return [];
	}

	const name = 'what Hello found';
	if (answerIn(datumOf(event, 'IsTpmLockedOut')) === true) {
		return [{name, verdict: unmet('wait-for-the-tpm', `event 5555 says that its TPM is locked (${timesOf(event)}).`)}];
	}

	const code = codeIn(datumOf(event, 'Result'));
	return code === null
		? []
		: [
				{
					name,
					verdict: unmet('make-the-tpm-usable', `event 5555 says that it cannot keep to the policy for keys: ${code} (${timesOf(event)}).`),
				},
			];
};

export const clientTpm = defineCheckOver({
	id: 'client-tpm',
	question: 'Is the TPM of each client there, of version 2.0, and ready?',
	needs,
	partsOf: facts =>
		partsOfClient(facts.client, facts.points, () => [
			{name: 'TPM', verdict: aged(judgeTpm(facts), facts.client.fuller ?? facts.client)},
			...judgeLog(facts),
		]),
	judge: (parts, {client}) => judgeClient(client, parts),
});
