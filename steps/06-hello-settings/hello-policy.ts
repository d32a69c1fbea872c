import {defineCheck} from '../../src/guide/check.ts';
import {caution, type Exhibit, met, unmet} from '../../src/guide/finding.ts';
import {type Effective, effective, type PolicySources} from '../effective-policy.ts';
import {type HelloOptions, type HelloPolicies, helloPolicyValues} from './hello-policy.facts.ts';

/** Where the setting exists for the computer only (Microsoft's page `policy-settings`): a value of the user's may condemn, and excuses nothing. */
const ofComputer = ['computer', 'deviceMdm'] as const;

const cloudTrustOf = (policies: PolicySources): Effective => {
	const set = effective(policies, 'cloudTrust', ofComputer);
	const ofUser = effective(policies, 'cloudTrust', ['user', 'userMdm']);
	return set?.value !== 1 && ofUser?.value === 1 ? ofUser : set;
};

const seenOf = (set: Effective) => (set === null ? 'not set' : `${set.value}, from ${set.from}`);

/** Shown and never judged; the names are those of the policy editor. */
const optionNames: Readonly<Record<keyof HelloOptions, string>> = {
	excludeTpm12: 'Do not use TPM 1.2',
	biometrics: 'Use biometrics',
	minimumLength: 'Minimum PIN length',
	maximumLength: 'Maximum PIN length',
	digits: 'Require digits',
	lowercaseLetters: 'Require lowercase letters',
	uppercaseLetters: 'Require uppercase letters',
	specialCharacters: 'Require special characters',
	history: 'PIN history',
	expiration: 'PIN expiration',
};

const shown = (what: string, seen: string): Exhibit => ({sign: 'not-applicable', what, seen});

const optionsOf = (policies: PolicySources): readonly Exhibit[] => {
	const {options} = policies;
	return [
		shown('Use a hardware security device', seenOf(effective(policies, 'requireSecurityDevice', ofComputer))),
		...Object.entries(optionNames).map(([name, what]) =>
			shown(what, options === undefined ? 'not read' : seenOf(effective(options, name as keyof HelloOptions))),
		),
	];
};

const rows: readonly {readonly name: keyof HelloPolicies; readonly what: string; readonly good: (value: number | null) => boolean}[] = [
	{name: 'enabled', what: 'Use Windows Hello for Business', good: value => value === 1},
	{name: 'certificateTrust', what: 'Use certificate for on-premises authentication', good: value => value !== 1},
	{name: 'cloudTrust', what: 'Use cloud trust for on-premises authentication', good: value => value !== 1},
	{name: 'disablePostLogonProvisioning', what: 'Do not start provisioning after sign-in', good: value => value !== 1},
];

export const helloPolicy = defineCheck({
	id: 'hello-policy',
	question: 'Does policy on each client turn Hello on, with key trust and no other trust?',
	needs: {policies: helloPolicyValues},
	judge({policies}) {
		const enabled = effective(policies, 'enabled');
		const certificate = effective(policies, 'certificateTrust');
		const cloud = cloudTrustOf(policies);
		const wait = effective(policies, 'disablePostLogonProvisioning');
		if (certificate?.value === 1) {
			return unmet('turn-certificate-trust-off', `${certificate.from} turns certificate trust on; enrolling then waits for AD FS.`);
		}

		if (cloud?.value === 1) {
			return unmet('turn-cloud-trust-off', `${cloud.from} turns cloud Kerberos trust on; it is used instead of key trust.`);
		}

		if (enabled === null) {
			return unmet('turn-hello-on', 'No policy on this client turns Hello on or off.');
		}

		if (enabled.value !== 1) {
			return unmet('turn-hello-on', `${enabled.from} turns Hello off.`);
		}

		return wait?.value === 1
			? caution('offer-it-after-sign-in', `${enabled.from} turns Hello on, but ${wait.from} keeps it from being offered after sign-in.`)
			: met(`${enabled.from} turns Hello on; certificate trust and cloud Kerberos trust are off.`);
	},
	exhibits: ({policies}) => [
		...rows.map(({name, what, good}): Exhibit => {
			const set = name === 'cloudTrust' ? cloudTrustOf(policies) : effective(policies, name);
			return {sign: good(set?.value ?? null) ? 'met' : 'unmet', what, seen: seenOf(set)};
		}),
		...optionsOf(policies),
	],
});
