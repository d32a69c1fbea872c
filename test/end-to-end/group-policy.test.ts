import {afterAll, beforeAll, expect, it} from 'vitest';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {unobserved} from '../../src/guide/answer.ts';
import type {Check} from '../../src/guide/check.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import {askSysvol} from '../../src/powershell/sysvol.ts';
import {registrationPolicy} from '../../steps/05-device-registration/registration-policy.ts';
import {dcAutoenrolment} from '../../steps/06-hello-settings/certificates/dc-autoenrolment.ts';
import {helloGroupPolicy} from '../../steps/06-hello-settings/group-policy/hello-group-policy.ts';
import {helloPolicyFilter} from '../../steps/06-hello-settings/group-policy/hello-policy-filter.ts';
import {otherTrustsOff} from '../../steps/06-hello-settings/group-policy/other-trusts-off.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {addPolicies, enrolKey, helloKey, linkPolicies} from '../lab/policies.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const id = (last: string) => `{7C1E0000-0000-4000-8000-0000000000${last}}`;
const [enrol, hello, certificate, off, elsewhere] = ['01', '02', '03', '04', '05'].map(id) as [string, string, string, string, string];
const ofDomain = '{31B2F340-016D-11D2-945F-00C04FB984F9}';
const applyRight = 'edacfd8f-ffb3-11d1-b41d-00a0c968f939';
const checks: readonly Check[] = [dcAutoenrolment, helloGroupPolicy, helloPolicyFilter, otherTrustsOff, registrationPolicy];

/** As the guide has it: Read for whoever signs in, and for the group Apply as well. */
const filtered = (group: string) =>
	`O:DAG:DAD:P(A;CI;CCDCLCSWRPWPDTLOSDRCWDWO;;;DA)(A;CI;LCRPLORC;;;AU)(A;CI;LCRPLORC;;;${group})(OA;CI;CR;${applyRight};;${group})`;

describeWith(['samba', 'powershell'], 'Group Policy of a real directory', () => {
	let forest: Forest;
	let root = '';
	let path = '';
	let group = '';
	beforeAll(async () => {
		[forest, path] = await Promise.all([startForest({realm: 'CORP.POLICY.TEST', schema: '2019'}), engine()]);
		group = /^objectSid:+ (\S+)$/m.exec(await forest.search('-b', forest.baseDn, '(sAMAccountName=Pilot)', 'objectSid'))?.[1] ?? '';
		if (!group.startsWith('S-1')) {
			const bytes = Buffer.from(group, 'base64');
			group = `${forest.domainSid}-${bytes.readUInt32LE(bytes.length - 4)}`;
		}

		root = await addPolicies(forest, [
			{id: enrol, name: 'Controllers enrol', machine: [[enrolKey, 'AEPolicy', 7]]},
			{id: hello, name: 'Hello', user: [[helloKey, 'Enabled', 1]], sddl: filtered(group)},
			{id: certificate, name: 'Baseline', user: [[helloKey, 'UseCertificateForOnPremAuth', 1]]},
			{id: off, name: 'Hello off', user: [[helloKey, 'Enabled', 0]]},
			{id: elsewhere, name: 'Led away', user: [[helloKey, 'Enabled', 0]], path: `\\\\evil.test\\sysvol\\evil.test\\Policies\\${elsewhere}`},
		]);
	});
	afterAll(async () => {
		await forest?.remove();
	});

	const controllers = 'OU=Domain Controllers,@BASEDN@';
	const people = 'OU=People,@BASEDN@';
	const giveAccess = (sddl: string) =>
		forest.ldif(
			`dn: CN=${hello},CN=Policies,CN=System,@BASEDN@\nchangetype: modify\nreplace: nTSecurityDescriptor\nnTSecurityDescriptor: ${sddl}\n`,
		);
	const reset = async () => {
		await giveAccess(filtered(group));
		await linkPolicies(forest, controllers, [[enrol]]);
		await linkPolicies(forest, '@BASEDN@', [[hello], [ofDomain]]);
		await forest.ldif(`dn: ${people}\nchangetype: modify\nreplace: gPLink\n-\nreplace: gPOptions\n-\n`);
	};

	const outcomes = async (): Promise<Readonly<Record<string, string>>> => {
		const shell = async () => ({path});
		const directory = directoryRunner({shell, directories: [forest.dns], scopeGroup: 'Pilot'});
		const now = () => new Date().toISOString();
		const ask = askOnce(
			async ({query}) =>
				query.via === 'directory'
					? directory.ask(query)
					: query.via === 'sysvol'
						? askSysvol(query, {shell, directory: directory.ask, platform: 'linux', root})
						: unobserved('no-runner', 'x'),
			() => [],
			now,
		);
		Object.assign(process.env, forest.env);
		const findings = await Promise.all(checks.map(check => look(check, ask, now)));
		return Object.fromEntries(
			findings.map((one, at) => [checks[at]?.id ?? '', one.kind === 'judged' ? one.verdict.outcome : `${one.reason}: ${one.detail}`]),
		);
	};

	const good = {
		'dc-autoenrolment': 'met',
		'hello-group-policy': 'met',
		'hello-policy-filter': 'met',
		'other-trusts-off': 'met',
		'registration-policy': 'met',
	};
	type Change = () => Promise<unknown>;
	it.each<readonly [string, Change, Readonly<Record<string, unknown>>]>([
		['all is as the guide has it', async () => {}, {}],
		['the link for controllers is disabled', () => linkPolicies(forest, controllers, [[enrol, 1]]), {'dc-autoenrolment': 'unmet'}],
		[
			'the link for users is disabled',
			() => linkPolicies(forest, '@BASEDN@', [[hello, 1], [ofDomain]]),
			{'hello-group-policy': 'caution', 'hello-policy-filter': 'not-applicable'},
		],
		['the unit of the users blocks inheritance', () => linkPolicies(forest, people, [], true), {'hello-group-policy': 'caution'}],
		[
			'the unit blocks, and the policy is enforced',
			async () => {
				await linkPolicies(forest, '@BASEDN@', [[hello, 2], [ofDomain]]);
				await linkPolicies(forest, people, [], true);
			},
			{},
		],
		['the unit turns it off', () => linkPolicies(forest, people, [[off]]), {'hello-group-policy': 'unmet'}],
		['of two links of the unit the last wins', () => linkPolicies(forest, people, [[off], [hello]]), {}],
		[
			'it is enforced above the unit that turns it off',
			async () => {
				await linkPolicies(forest, '@BASEDN@', [[hello, 2], [ofDomain]]);
				await linkPolicies(forest, people, [[off]]);
			},
			{},
		],
		['the unit brings certificate trust', () => linkPolicies(forest, people, [[certificate]]), {'other-trusts-off': 'unmet'}],
		[
			'a policy leads to another server',
			() => linkPolicies(forest, people, [[elsewhere]]),
			{
				'hello-group-policy': expect.stringContaining('outside SYSVOL'),
				'hello-policy-filter': expect.stringContaining('outside SYSVOL'),
				'other-trusts-off': expect.stringContaining('outside SYSVOL'),
			},
		],
		[
			'the policy is filtered away from the group',
			() => giveAccess('O:DAG:DAD:P(A;CI;CCDCLCSWRPWPDTLOSDRCWDWO;;;DA)(A;CI;LCRPLORC;;;AU)'),
			{'hello-group-policy': 'caution', 'hello-policy-filter': 'unmet'},
		],
		[
			'the group is denied',
			() => giveAccess(filtered(group).replace('D:P', `D:P(OD;CI;CR;${applyRight};;${group})`)),
			{'hello-group-policy': 'caution', 'hello-policy-filter': 'unmet'},
		],
		[
			'another group applies the policy',
			() => giveAccess(filtered('DU').replaceAll('DU)', `${forest.domainSid}-9999)`)),
			{'hello-group-policy': expect.stringContaining('-9999'), 'hello-policy-filter': expect.stringContaining('-9999')},
		],
	])('moves what it should and nothing else where %s', {timeout: 60_000}, async (_, change, moved) => {
		await reset();
		await change();
		expect(await outcomes()).toEqual({...good, ...moved});
	});
});
