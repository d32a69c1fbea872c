/**
 * Makes the recordings beside the collectors: `node test/record.ts` makes those that are missing or whose question has changed,
 * `node test/record.ts ID...` those named, `node test/record.ts --all` every one. One that somebody wrote by hand keeps its answer.
 * It needs what the lab needs (test/lab/README.md), and a PowerShell (test/README.md).
 */

import {createHash} from 'node:crypto';
import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {survey} from '../src/engine/survey.ts';
import {graphRunner} from '../src/graph/graph.ts';
import {tokenFromEnvironment} from '../src/graph/token.ts';
import type {Answer} from '../src/guide/answer.ts';
import type {Collector} from '../src/guide/check.ts';
import {collectorsIn} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {directoryRunner} from '../src/powershell/directory.ts';
import {runScript} from '../src/powershell/powershell.ts';
import {askSysvol} from '../src/powershell/sysvol.ts';
import {printed} from '../steps/case-builders/printed.ts';
import {guide} from '../steps/guide.ts';
import {person, synchronised, tenantWith} from './end-to-end/tenant.ts';
import {whole} from './fixtures/adsync/described.ts';
import {contosoResources} from './lab/graph/contoso.ts';
import {type LocalGraph, startGraph} from './lab/graph.ts';
import {keyValue, usual} from './lab/key-values.ts';
import {type Forest, startForest} from './lab/lab.ts';
import {addPolicies, enrolKey, helloKey, linkPolicies} from './lab/policies.ts';
import {engine} from './lab/powershell.ts';

/** One real answer of the world to a collector's question, as it came, before the collector's `read`. */
export type Recording = {
	readonly collector: string;
	/** `by hand`: written by somebody, or by something that stands in for the real thing. */
	readonly taken: 'live' | 'by hand';
	/** What this recording cannot vouch for. */
	readonly note: string;
	/** The question as it was put; for a script its path and the SHA-256 of its text. */
	readonly query: unknown;
	readonly host: string;
	/** ISO 8601, UTC. */
	readonly at: string;
	/** Version and edition; null where no PowerShell took part. */
	readonly powershell: string | null;
	readonly answer: unknown;
};

/** Collectors that ask something else than a person. */
export const recorded: readonly Collector[] = collectorsIn(guide).filter(({query}) => query.via !== 'person' && query.via !== 'files');

/** What a collector asks today, as a recording writes it down. */
export const questionOf = ({query}: Collector): unknown =>
	query.via === 'powershell'
		? {
				...query,
				sha256: createHash('sha256')
					.update(readFileSync(inPackage(query.script)))
					.digest('hex'),
			}
		: JSON.parse(JSON.stringify(query));

/** The recording of a collector lies beside the file that defines it. */
export const recordingFile = ({id}: Collector): string => {
	const home = globSync('steps/**/*.facts.ts', {cwd: inPackage()}).find(file =>
		new RegExp(`\\bid: '${id}'`).test(readFileSync(inPackage(file), 'utf8')),
	);
	if (home === undefined) {
		throw new Error(`No steps/**/*.facts.ts defines the collector ${id}.`);
	}

	return inPackage(dirname(home), `${id}.recorded.json`);
};

const byHand = 'Nobody has run it on real Windows for this recording.';
const samba = 'Samba 4.17 of the lab answered, not Windows: what is emulated there stands in test/lab/README.md.';
const local = 'The local Graph of the lab answered, in the shapes of @microsoft/microsoft-graph-types; no tenant was asked.';

const noOptions = {
	excludeTpm12: null,
	biometrics: null,
	digits: null,
	lowercaseLetters: null,
	uppercaseLetters: null,
	specialCharacters: null,
	minimumLength: null,
	maximumLength: null,
	history: null,
	expiration: null,
};

/** What cannot be run here, in the shape its script gives. */
const written: Readonly<Record<string, unknown>> = {
	dsregcmd: {
		text: printed({
			'Device State': {'Device Name': 'client1.corp.example.test'},
			'Tenant Details': {TenantId: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413'},
		}).replaceAll('\r\n', '\n'),
		exit: 0,
	},
	'client-registration': {
		computer: 'CLIENT1',
		domain: 'corp.example.test',
		toldTenantId: null,
		toldTenantName: null,
		joinedTenantIds: ['0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413'],
	},
	'hello-policy': {
		device: 'client1.corp.example.test',
		user: {enabled: 1, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null},
		computer: {enabled: null, certificateTrust: 0, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: 1},
		userMdm: {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null},
		deviceMdm: {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null},
		options: {user: noOptions, computer: {...noOptions, minimumLength: 6}, userMdm: noOptions, deviceMdm: noOptions},
	},
};

const outOf = (answer: Answer): Pick<Recording, 'answer' | 'at' | 'host'> => {
	if (answer.kind !== 'facts') {
		throw new Error(`Not seen, ${answer.reason}: ${answer.detail}`);
	}

	return {answer: answer.facts, at: answer.takenAt ?? new Date().toISOString(), host: answer.from};
};

/** A policy for domain controllers and one for users, as the guide makes them; the folder that stands for the network. */
const withPolicies = async (forest: Forest): Promise<string> => {
	const [enrol, hello] = ['{5B2A7E1C-0B3D-4E57-9C55-1F0A6B7C8D01}', '{5B2A7E1C-0B3D-4E57-9C55-1F0A6B7C8D02}'];
	const root = await addPolicies(forest, [
		{id: enrol, name: 'Domain controllers enrol', machine: [[enrolKey, 'AEPolicy', 7]]},
		{id: hello, name: 'Enable Windows Hello for Business', user: [[helloKey, 'Enabled', 1]]},
	]);
	const ofControllers = '{6AC1786C-016F-11D2-945F-00C04FB984F9}';
	const ofDomain = '{31B2F340-016D-11D2-945F-00C04FB984F9}';
	await linkPolicies(forest, 'OU=Domain Controllers,@BASEDN@', [[enrol], [ofControllers]]);
	await linkPolicies(forest, '@BASEDN@', [[hello], [ofDomain]]);
	return root;
};

/** Two clients of today, one that nobody has seen for years, a server and what is no Windows. */
const withClients = async (forest: Forest): Promise<void> => {
	const fileTime = (at: number) => String((BigInt(at) + 11_644_473_600_000n) * 10_000n);
	const made: readonly (readonly [name: string, system: string, version: string, seen: number])[] = [
		['CLIENT1', 'Windows 11 Enterprise', '10.0 (26100)', Date.now()],
		['CLIENT2', 'Windows 11 Entreprise', '10.0 (26100)', Date.now()],
		['CLIENT3', 'Windows 7 Professional', '6.1 (7601)', Date.UTC(2020, 0, 14)],
		['SRV1', 'Windows Server 2022 Standard', '10.0 (20348)', Date.now()],
		['LINUX1', 'pc-linux-gnu', '6.1', Date.now()],
	];
	const text = made.map(
		([name, system, version, at]) =>
			`dn: CN=${name},CN=Computers,@BASEDN@\nchangetype: add\nobjectClass: computer\nsAMAccountName: ${name}$\nuserAccountControl: 4096\noperatingSystem: ${system}\noperatingSystemVersion: ${version}\nlastLogonTimestamp: ${fileTime(at)}\n`,
	);
	await forest.ldif(text.join('\n'), {relax: true});
};

/** One whose keys the tenant has, one who is on both sides, and nobody. */
const pilotUsers = ['good@contoso.com', 'good@contoso.example', 'nobody@contoso.com'];

const recorder = (forest: Forest, graph: LocalGraph, path: string, powershell: string, root: string) => {
	const directory = directoryRunner({shell: async () => ({path}), directories: [forest.dns], scopeGroup: 'Pilot', pilotUsers});
	const cloud = graphRunner({
		origin: graph.origin,
		token: tokenFromEnvironment({WHFB_GRAPH_TOKEN: graph.token}),
		pilotUsers,
	});
	return async (collector: Collector): Promise<Recording> => {
		const {id, query} = collector;
		const head = {collector: id, taken: 'live', query: questionOf(collector), powershell} as const;
		switch (query.via) {
			case 'directory':
				return {...head, note: samba, ...outOf(await directory.ask(query))};
			case 'sysvol': {
				const shell = async () => ({path});
				const read = await askSysvol(query, {shell, directory: directory.ask, platform: process.platform, root});
				const note = `${samba} The script read files in the folder of its SYSVOL on this disk, written by the lab after MS-GPREG 2.2.1; SMB was not tried.`;
				return {...head, note, ...outOf(read)};
			}
			case 'graph':
				return {...head, note: local, powershell: null, ...outOf(await cloud.ask(query))};
			case 'survey':
				return {
					...head,
					note: `${samba} ${local}`,
					...outOf(
						await survey(collector, {
							directory: (asked, onEntry) => directory.stream(asked, onEntry),
							graph: (asked, onRecords) => cloud.stream(asked, onRecords),
							size: cloud.count,
						}),
					),
				};
			case 'powershell': {
				if (id in written) {
					const note = `${byHand} It is written after Microsoft's descriptions, in the shape that the script gives.`;
					return {...head, taken: 'by hand', note, powershell: null, host: 'nobody', at: new Date().toISOString(), answer: written[id]};
				}

				if (query.on !== 'connect-server') {
					throw new Error(`${id} has to be asked on a ${query.on}, which the lab has not: write its recording by hand, and say so in it.`);
				}

				const around = inPackage('test', 'fixtures', 'adsync', 'one.ps1');
				const ran = await runScript({path}, {script: around, parameters: {Description: JSON.stringify(whole)}, deadline: 40_000});
				if (ran.kind !== 'facts') {
					throw new Error(`${id} was not seen, ${ran.reason}: ${ran.detail}`);
				}

				const note = `${byHand} The script itself ran, against test/fixtures/adsync, which stands in for Microsoft's module with types of its names and is written by hand.`;
				return {...head, taken: 'by hand', note, host: 'a stand-in for a Connect server', at: ran.at, answer: ran.facts};
			}
			case 'files':
				throw new Error(`${id} is asked of nobody: its facts are made of files.`);
			case 'person':
				throw new Error(`${id} asks a person, and a person's answer is not recorded.`);
		}
	};
};

/** The account that an express installation of Connect makes, with its description (reference-connect-accounts-permissions), as a member of Key Admins. */
const connectAccount = `dn: CN=MSOL_7c1f09d2a4be,CN=Users,@BASEDN@
changetype: add
objectClass: user
sAMAccountName: MSOL_7c1f09d2a4be
userAccountControl: 66080
description: Account created by Microsoft Azure Active Directory Connect with installation identifier '7c1f09d2a4be4c5d8e6f7a8b9c0d1e2f' running on computer 'SYNC01' configured to synchronize to tenant 'contoso.onmicrosoft.com'.

dn: CN=Key Admins,CN=Users,@BASEDN@
changetype: modify
add: member
member: CN=MSOL_7c1f09d2a4be,CN=Users,@BASEDN@
`;

const record = async (wanted: readonly Collector[]): Promise<void> => {
	const forest = await startForest({realm: 'CORP.RECORDED.TEST', schema: '2019'});
	Object.assign(process.env, forest.env);
	await forest.ldif(connectAccount);
	const good = `CN=good,OU=People,${forest.baseDn}`;
	await forest.ldif(
		`dn: ${good}\nchangetype: modify\nadd: msDS-KeyCredentialLink\nmsDS-KeyCredentialLink: ${keyValue(usual(), good)}\nmsDS-KeyCredentialLink: ${keyValue(usual(Buffer.alloc(256, 0xd3), 7), good)}\n`,
	);
	await withClients(forest);
	const client = await person(forest, 'CLIENT1$');
	const tenant = tenantWith(
		['contoso.com', '!fabrikam.com'],
		await Promise.all(['good', 'second', 'primary'].map(async name => synchronised(await person(forest, name)))),
	);
	const graph = await startGraph({
		...tenant,
		...contosoResources,
		devices: ['ServerAd', 'AzureAd'].map((trustType, index) => ({
			id: `20000000-0000-4000-8000-00000000000${index}`,
			trustType,
			registrationDateTime: '2026-11-20T08:00:00Z',
			approximateLastSignInDateTime: '2026-11-21T07:30:00Z',
			onPremisesSecurityIdentifier: trustType === 'ServerAd' ? client.sid : null,
		})),
	});
	const federated = (tenant.domains ?? []).map(one =>
		one.id === 'fabrikam.com' ? {...one, isVerified: true, authenticationType: 'Federated'} : one,
	);
	try {
		const path = await engine();
		const ran = await runScript(
			{path},
			{script: inPackage('src', 'powershell', 'search-directory.ps1'), parameters: {Directory: forest.dns}, deadline: 20_000},
		);
		const take = recorder(forest, graph, path, ran.kind === 'facts' ? `${ran.powershell} ${ran.edition}` : '', await withPolicies(forest));
		for (const collector of wanted) {
			// One domain is federated where that is what is asked for.
			graph.set(collector.query.via === 'graph' && collector.query.each !== undefined ? {domains: federated} : tenant);
			const recording = await take(collector);
			writeFileSync(recordingFile(collector), `${JSON.stringify(recording, null, '\t')}\n`);
			process.stdout.write(`${basename(recordingFile(collector))}: ${recording.host}\n`);
		}
	} finally {
		await Promise.all([forest.remove(), graph.stop()]);
	}
};

const isCurrent = (collector: Collector): boolean => {
	const file = recordingFile(collector);
	return (
		existsSync(file) &&
		JSON.stringify((JSON.parse(readFileSync(file, 'utf8')) as Recording).query) === JSON.stringify(questionOf(collector))
	);
};

/** Whether a recording is there that somebody wrote by hand, and that nothing here would make again. */
const isWritten = (collector: Collector): boolean => {
	const file = recordingFile(collector);
	return existsSync(file) && !(collector.id in written) && (JSON.parse(readFileSync(file, 'utf8')) as Recording).host === 'nobody';
};

/** Puts today's question into a recording that was written by hand; its answer stays. */
const renewQuestion = (collector: Collector) => {
	const file = recordingFile(collector);
	writeFileSync(file, `${JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), query: questionOf(collector)}, null, '\t')}\n`);
	process.stdout.write(
		`${basename(file)}: holds today's question. Its answer was written by hand: see that it fits. To have the lab asked, delete the file first.\n`,
	);
};

if (process.argv[1] === join(import.meta.dirname, 'record.ts')) {
	const asked = process.argv.slice(2);
	const wanted = recorded.filter(collector =>
		asked.length === 0 ? !isCurrent(collector) : asked.includes('--all') || asked.includes(collector.id),
	);
	wanted.filter(isWritten).forEach(renewQuestion);
	const taken = wanted.filter(collector => !isWritten(collector));
	if (taken.length > 0) {
		await record(taken);
	}
}
