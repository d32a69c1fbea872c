import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {
	type ControllerEvents,
	controllerEvents,
	logNames,
} from '../../steps/06-hello-settings/domain-controller/controller-events.facts.ts';
import {dcKdcEvents} from '../../steps/06-hello-settings/domain-controller/dc-kdc-events.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';
import {askControllers, type DescribedLog, type Said} from '../fixtures/domain-controller/described.ts';
import {describeWith} from '../require.ts';

const provider = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';
const enrolment = 'Microsoft-Windows-CertificateServicesClient-Lifecycle-System';
const thumbprint = 'db0fea9b641f3814fc5168ae83ef7839af1bb012';
const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** An event as Windows writes it (the schema of events, learn.microsoft.com/windows/win32/wes/eventschema-schema), its own part given. */
const event = (id: number, body: string, {hours = 2, channel = logNames.system as string, name = provider} = {}): string =>
	`<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${name}' Guid='{3fd9da1a-5a54-46c5-9a26-9bd7c0685056}' EventSourceName='KDC'/>` +
	`<EventID Qualifiers='49152'>${id}</EventID><Version>0</Version><Level>2</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x80000000000000</Keywords>` +
	`<TimeCreated SystemTime='${at(hours)}'/><EventRecordID>12251</EventRecordID><Correlation/><Execution ProcessID='0' ThreadID='0'/>` +
	`<Channel>${channel}</Channel><Computer>DC01.corp.example.test</Computer><Security/></System>${body}</Event>`;
const data = (fields: Readonly<Record<string, string>>): string =>
	`<EventData>${Object.entries(fields)
		.map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
		.join('')}</EventData>`;
const none = '<EventData/>';
/** Fields of 120 as its manifest has them (gradenegger.eu, event 120). */
const certificate = {
	Issuer: 'Example Issuing CA',
	SerialNumber: '5f00000002',
	Thumbprint: thumbprint,
	Template: 'DomainControllerAuthentication(Kerberos)',
};
/** Fields of 21 (gradenegger.eu, event 21): whose sign-in it was, and a text that is translated. */
const client = {Domain: 'CORP', Username: 'hana', Status: 'Die Sperrfunktion konnte keine Sperrpruefung durchfuehren.'};
/** Data of 1001 as a domain controller of a lab wrote them (detection-wiki, CertificateServicesClient-Lifecycle-System). */
const replaced = `<UserData><CertNotificationData ProcessName='taskhostw.exe' AccountName='CORP\\DC01$' Context='Machine'><Action>Renew</Action>
<OldCertificateDetails Thumbprint='${thumbprint}' NotValidAfter='2026-12-01T00:00:00Z'><Template Name='DomainController'/><SubjectNames><SubjectName>CN=DC01.corp.example.test</SubjectName></SubjectNames></OldCertificateDetails>
<NewCertificateDetails Thumbprint='${'1c'.repeat(20)}' NotValidAfter='2027-12-01T00:00:00Z'><Template Name='KerberosAuthentication' Oid='1.3.6.1.4.1.311.21.8.1'/></NewCertificateDetails></CertNotificationData></UserData>`;

const old = event(7036, data({param1: 'Windows Time'}), {hours: 24 * 60, name: 'Service Control Manager'});
type Logs = {
	readonly system?: readonly string[];
	readonly kdc?: readonly string[] | 'off' | 'gone';
	readonly lifecycle?: readonly string[];
};
const logsOf = ({system = [], kdc = [], lifecycle = []}: Logs): readonly DescribedLog[] => [
	{log: logNames.system, on: true, events: [old, ...system]},
	...(kdc === 'gone'
		? []
		: [{log: logNames.kdc, on: kdc !== 'off', events: kdc === 'off' ? [] : [own(302, certificate, 24 * 40), ...kdc]}]),
	{log: logNames.lifecycle, on: true, events: lifecycle},
];
const own = (id: number, fields: Readonly<Record<string, string>>, hours?: number) =>
	event(id, data(fields), {channel: logNames.kdc, ...(hours === undefined ? {} : {hours})});
const life = (id: number, body: string) => event(id, body, {channel: logNames.lifecycle, name: enrolment});

const worlds: Readonly<Record<string, {readonly logs: Logs; readonly then: string; readonly says: RegExp}>> = {
	'nothing at all': {logs: {}, then: 'met', says: /nothing against its certificate in 30 days/},
	'19': {logs: {system: [event(19, none)]}, then: 'unmet', says: /event 19/},
	'19 with the data of its older form': {
		logs: {system: [event(19, '<EventData><Data/><Binary>00</Binary></EventData>')]},
		then: 'unmet',
		says: /event 19/,
	},
	'20': {logs: {system: [event(20, data({Status: 'abgelaufen'}))]}, then: 'unmet', says: /event 20/},
	'29': {logs: {system: [event(29, none)]}, then: 'unmet', says: /event 29 .* \(1 time, last on/},
	'29 three times': {
		logs: {system: [29, 29, 29].map((id, at) => event(id, none, {hours: at + 1}))},
		then: 'unmet',
		says: /\(3 times, last on/,
	},
	'29 a week ago': {logs: {system: [event(29, none, {hours: 170})]}, then: 'caution', says: /event 29/},
	'29 forty days ago, which nobody asks for': {logs: {system: [event(29, none, {hours: 960})]}, then: 'met', says: /nothing/},
	'29 of another source': {logs: {system: [event(29, none, {name: 'Microsoft-Windows-Other'})]}, then: 'met', says: /nothing/},
	'29, and 302 since': {
		logs: {system: [event(29, none, {hours: 5})], kdc: [own(302, certificate, 2)]},
		then: 'caution',
		says: /event 29/,
	},
	'32': {logs: {system: [event(32, none)]}, then: 'caution', says: /lacks the KDC usage/},
	'21': {logs: {system: [event(21, data(client))]}, then: 'caution', says: /refused a client's certificate/},
	'45': {
		logs: {
			system: [event(45, data({User: 'hana', 'Certificate Issuer': 'S-1-5-21-1-2-3-1104', 'Certificate Thumbprint': '3b'.repeat(20)}))],
		},
		then: 'caution',
		says: /no root in NTAuth/,
	},
	'27': {logs: {system: [event(27, data({Target: 'krbtgt', Account: 'hana'}))]}, then: 'met', says: /nothing/},
	'42': {logs: {system: [event(42, none)]}, then: 'met', says: /nothing/},
	'an event that is not asked for': {logs: {system: [event(11, data({Name: 'HOST/dc01'}))]}, then: 'met', says: /nothing/},
	'120': {logs: {kdc: [own(120, {...certificate, KerbErr: '62', ErrorCode: '2148081683'})]}, then: 'unmet', says: /event 120/},
	'200': {logs: {kdc: [own(200, {})]}, then: 'unmet', says: /event 200/},
	'302': {logs: {kdc: [own(302, certificate)]}, then: 'met', says: /uses db0fea9b/},
	'302 with another name for the thumbprint': {logs: {kdc: [own(302, {KdcCertHash: thumbprint})]}, then: 'met', says: /uses db0fea9b/},
	'302, and 200 since': {logs: {kdc: [own(302, certificate, 5), own(200, {}, 2)]}, then: 'unmet', says: /event 200/},
	'1001': {logs: {lifecycle: [life(1001, replaced)]}, then: 'met', says: /a new one came on/},
	'1006': {logs: {lifecycle: [life(1006, replaced)]}, then: 'met', says: /a new one came on/},
	'1005': {logs: {lifecycle: [life(1005, replaced)]}, then: 'met', says: /nothing/},
	'1009': {logs: {lifecycle: [life(1009, replaced)]}, then: 'caution', says: /could not be joined with its key/},
	'a log that is switched off': {logs: {kdc: 'off'}, then: 'incomplete', says: /is switched off/},
	'a log that is not there': {logs: {kdc: 'gone'}, then: 'incomplete', says: /could not be read/},
};
const names = Object.keys(worlds);
const listed = {
	name: 'DC01.corp.example.test',
	computer: 'CN=DC01,OU=Domain Controllers,DC=corp,DC=example,DC=test',
	build: 20348,
	readOnly: false,
};
const forest = 'corp.example.test';
const directory = seen({forests: [{forest, silent: null, domains: [{domain: forest, silent: null, controllers: [listed]}]}]});

describeWith('powershell', 'what a domain controller has logged', () => {
	const home = mkdtempSync(join(tmpdir(), 'whfb-events-'));
	let answers: readonly Said[] = [];
	let constrained: readonly Said[] = [];
	const evidenceOf = (said: Said | undefined): ControllerEvents =>
		controllerEvents.facts.parse(
			controllerEvents.merge?.([
				{
					kind: 'facts',
					facts: controllerEvents.read(said?.facts),
					source: 'carried',
					takenAt: new Date().toISOString(),
					from: 'DC01',
					stale: false,
					clock: false,
				},
			]),
		);
	beforeAll(async () => {
		const controllers = names.map(name => ({script: 'controller-events' as const, logs: logsOf(worlds[name]?.logs ?? {})}));
		answers = await askControllers(controllers, home);
		constrained = await askControllers(controllers, home, {language: 'ConstrainedLanguage'});
	}, 120_000);
	afterAll(() => rmSync(home, {recursive: true, force: true}));

	it.each(names)('is read and judged: %s', name => {
		for (const all of [answers, constrained]) {
			const said = all[names.indexOf(name)];
			expect(said?.error).toBeNull();
			const verdict = dcKdcEvents.judge({evidence: evidenceOf(said), controllers: directory, servers: nobodyAsked});
			expect(verdict.because).toMatch(worlds[name]?.says ?? /./);
			expect(verdict.outcome === 'declined' ? verdict.reason : verdict.outcome, verdict.because).toBe(worlds[name]?.then);
		}
	});

	it('keeps nothing of whose sign-in it was, and no translated text', () => {
		expect(JSON.stringify([answers, constrained])).not.toMatch(/hana|S-1-5-21|Sperrfunktion|3b3b|taskhostw/);
	});

	it('keeps thumbprints without their names where PowerShell is constrained', () => {
		const said = evidenceOf(constrained[names.indexOf('302')]);
		const all = said.controllers.flatMap(one =>
			one.isController ? one.logs.flatMap(({events}) => events.flatMap(({data: own}) => own)) : [],
		);
		expect(all).toEqual([{name: '', value: thumbprint}]);
	});

	it('keeps what names a certificate of the computer itself', () => {
		const dataOf = (name: string) =>
			evidenceOf(answers[names.indexOf(name)])
				.controllers.flatMap(one => (one.isController ? one.logs : []))
				.flatMap(({events}) => events.flatMap(one => one.data));
		const [kdc, lifecycle] = ['302', '1001'].map(dataOf);
		expect(kdc).toEqual(Object.entries(certificate).map(([name, value]) => ({name, value})));
		expect(lifecycle?.map(({value}) => value)).toEqual([
			thumbprint,
			'DomainController',
			'1c'.repeat(20),
			'KerberosAuthentication',
			'1.3.6.1.4.1.311.21.8.1',
		]);
	});
});
