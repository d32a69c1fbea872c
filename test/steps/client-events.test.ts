import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type ClientEvents, clientEvents, clientLogs} from '../../steps/05-device-registration/client/client-events.facts.ts';
import {joinTask} from '../../steps/05-device-registration/client/join-task.ts';
import {trustInUse} from '../../steps/06-hello-settings/trust-in-use.ts';
import {clientTpm} from '../../steps/07-sign-in-and-provision/client/client-tpm.ts';
import {helloEvents} from '../../steps/07-sign-in-and-provision/client/hello-events.ts';
import {machine} from '../../steps/case-builders/clients.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';
import {askControllers, clientKeys, type DescribedLog, type Said} from '../fixtures/domain-controller/described.ts';
import {describeWith} from '../require.ts';

type LogName = keyof typeof clientLogs;
const own = 'S-1-5-21-1-2-3-1104';
const system = 'S-1-5-18';
const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
/** Providers and their ids: the first as an event of 2017 shows it (pastebin.com/4AX5yAkf), HelloForBusiness as detection-wiki has it of real logs. */
const providers: Readonly<Record<LogName, readonly [string, string]>> = {
	registration: ['Microsoft-Windows-User Device Registration', '{23B8D46B-67DD-40A3-B636-D43E50552C6D}'],
	hello: ['Microsoft-Windows-HelloForBusiness', '{906B8A99-63CE-58D7-86AB-10989BBD5567}'],
	entra: ['Microsoft-Windows-AAD', '{4DE9BC9C-B27A-43C9-8994-0915F1A5E24F}'],
	kerberos: ['Microsoft-Windows-Security-Kerberos', '{98E6CFCB-EE0A-41E0-A57B-622D4E1B30B1}'],
};

type Fields = Readonly<Record<string, string>>;
/**
 * An event as Windows writes it: its frame as that of 2017. Names of data come from the manifests of the providers (jdu2600/Windows10EtwEvents); where
 * no manifest with them is published (5205, 7001), the data have no names, as in ConstrainedLanguage.
 */
const event = (
	log: LogName,
	id: number,
	data: Fields | readonly string[] = {},
	{hours = 2, user = own}: {readonly hours?: number; readonly user?: string | null} = {},
) => {
	const [name, guid] = providers[log];
	const fields = Array.isArray(data)
		? data.map(value => `<Data>${value}</Data>`)
		: Object.entries(data).map(([field, value]) => `<Data Name='${field}'>${value}</Data>`);
	const xml =
		`<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${name}' Guid='${guid}'/><EventID>${id}</EventID>` +
		`<Version>0</Version><Level>3</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='${at(hours)}'/>` +
		`<EventRecordID>20</EventRecordID><Correlation/><Execution ProcessID='4728' ThreadID='5580'/><Channel>${clientLogs[log]}</Channel>` +
		`<Computer>PC07.corp.example.test</Computer><Security${user === null ? '' : ` UserID='${user}'`}/></System>` +
		`${fields.length === 0 ? '<EventData/>' : `<EventData>${fields.join('')}</EventData>`}</Event>`;
	return {log, xml};
};
type Event = ReturnType<typeof event>;

/** The fields of 358, 360 and 362, in the order of their manifest; `message` is a text that is translated. */
const prerequisites = (over: Fields = {}): Fields => ({
	Message: 'Die Bereitstellung von Windows Hello for Business wird nicht gestartet.',
	DeviceIsJoined: 'Yes',
	AADPrt: 'Yes',
	NgcPolicyEnabled: 'Yes',
	NgcPostLogonProvisioningEnabled: 'Yes',
	NgcHardwarePolicyMet: 'Yes',
	UserIsRemote: 'Yes',
	LogonCertRequired: 'No',
	MachinePolicySource: 'none',
	...over,
});
/** The event of 2017, as it was published. */
const of2017: Fields = {
	Message: 'Windows Hello for Business provisioning will not be launched.',
	DeviceIsJoined: 'Not Tested',
	AADPrt: 'No',
	NgcPolicyEnabled: 'Not Tested',
	NgcHardwarePolicyMet: 'Not Tested',
	UserIsRemote: 'Yes',
	LogonCertRequired: 'Not Tested',
	MachinePolicySource: 'none',
};
const certificateTrust = prerequisites({
	LogonCertRequired: 'Yes',
	ADFSRaReady: 'Not Tested',
	RATemplateReady: 'No ( 1 : StateNoPolicy ) ',
	ADFSPrtPresent: 'No',
	MachinePolicySource: 'enrollment authority',
});
const registered: Fields = {
	KeyId: '{4476694e-8e3b-4ef8-8487-be21f95e6f07}',
	UPN: 'hana.novak@contoso.com',
	Attestation: 'ATT_SOFT',
	ClientRequestId: '0d1ec1a8',
	ServerRequestId: '5c2b9f0e',
	ServerResponse: '{"kid":"1","upn":"hana.novak@contoso.com"}',
};
const notRegistered: Fields = {
	ExitCode: '-2145647635',
	ClientRequestId: '0d1ec1a8',
	ServerRequestId: '5c2b9f0e',
	ErrorCode: 'invalid_request',
	ServerErrorMessage: 'The verification of the target computer failed for hana.novak@contoso.com.',
	RecommendedClientResponse: '',
	ServerResponse: '{}',
};
const joinFailed: Fields = {
	ExitCode: '-2145648607',
	ServerErrorMessage: 'Fuer CN=PC07 gibt es keinen Eintrag.',
	TenantType: 'Managed',
	JoinType: 'sync',
	DebugOutput: 'joinMode: Join drsInstance: azure',
};
const tpmFound: Fields = {
	TpmSupport: '2',
	HardwarePolicy: '1',
	IsTpm12Excluded: 'false',
	TpmVersion: '2',
	IsTpmFIPS: 'false',
	IsTpmLockedOut: 'false',
	IsKeyPregenPoolSatisfactory: 'true',
	KeyProvider: '1',
	Result: '0x0',
};
const token: Fields = {Error: 'invalid_grant', ErrorDescription: 'AADSTS50126: hana.novak@contoso.com', CorrelationID: '5c2b9f0e'};
const ok = event('registration', 358, prerequisites(), {hours: 30});
const r = (id: number, data: Fields = {}, more: Parameters<typeof event>[3] = {}) => event('registration', id, data, more);
const h = (id: number, data: Fields | readonly string[] = {}, more: Parameters<typeof event>[3] = {}) => event('hello', id, data, more);
const k = (id: number, data: Fields) => [ok, event('kerberos', id, data, {user: system})];
const a = (id: number, data: Fields) => [ok, event('entra', id, data)];

type World = {
	readonly events: readonly Event[];
	/** What each check makes of it: Hello, trust, join, TPM. Where PowerShell is constrained, names are gone, and only what needs none is judged. */
	readonly then: readonly [hello: string, trust: string, join: string, tpm: string];
	readonly constrained?: readonly [hello: string, trust: string, join: string, tpm: string];
	readonly says?: RegExp;
};
const quiet = ['met', 'met', 'met', 'met'] as const;
const only = (hello: string, trust: string, join = 'met', tpm = 'met') => [hello, trust, join, tpm] as const;

const worlds: Readonly<Record<string, World>> = {
	'nothing at all': {events: [], then: only('empty', 'empty')},
	'358': {events: [r(358, prerequisites())], then: quiet, constrained: only('met', 'empty'), says: /all prerequisites hold/},
	'358 with a certificate': {
		events: [r(358, prerequisites({LogonCertRequired: 'Yes'}))],
		then: only('met', 'unmet'),
		constrained: only('met', 'empty'),
	},
	'360 of 2017': {events: [r(360, of2017)], then: only('unmet', 'empty'), says: /no primary refresh token/},
	'360 without a policy': {
		events: [r(360, prerequisites({NgcPolicyEnabled: 'No'}))],
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
	},
	'360 over Remote Desktop': {
		events: [r(360, prerequisites({UserIsRemote: 'No'}))],
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
	},
	'361': {
		events: [r(361, prerequisites({MDMCertEnrollmentReady: 'No', MachinePolicySource: 'mobile device management'}))],
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
	},
	'362': {events: [r(362, certificateTrust)], then: only('unmet', 'unmet'), says: /certificate trust is in the way/},
	'362 a week ago': {events: [r(362, certificateTrust, {hours: 170})], then: only('unmet', 'caution')},
	'362 forty days ago, which nobody asks for': {events: [r(362, certificateTrust, {hours: 960})], then: only('empty', 'empty')},
	'362 of another user': {
		events: [r(362, certificateTrust, {user: 'S-1-5-21-1-2-3-500'})],
		then: only('inconclusive', 'empty'),
		says: /of others 1 times/,
	},
	'300': {events: [r(300, registered)], then: only('met', 'empty'), says: /key was registered/},
	'301': {
		events: [ok, r(301, notRegistered)],
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
		says: /could not be registered/,
	},
	'301, and 300 since': {
		events: [ok, r(301, notRegistered, {hours: 5}), r(300, registered)],
		then: quiet,
		constrained: only('met', 'empty'),
	},
	'304': {events: [ok, r(304, joinFailed, {user: system})], then: only('met', 'met', 'unmet'), constrained: only('met', 'empty', 'unmet')},
	'304, and 306 since': {
		events: [ok, r(304, joinFailed, {hours: 5, user: system}), r(306, {}, {user: system})],
		then: quiet,
		constrained: only('met', 'empty'),
	},
	'305': {
		events: [
			ok,
			r(305, {ExitCode: '-2147023570', ServerErrorMessage: '', TenantType: 'Federated', TenantName: 'contoso.com'}, {user: system}),
		],
		then: only('met', 'met', 'unmet'),
		constrained: only('met', 'empty', 'unmet'),
	},
	'307': {
		events: [ok, r(307, {ExitCode: '-2145648611'}, {user: system})],
		then: only('met', 'met', 'unmet'),
		constrained: only('met', 'empty', 'unmet'),
	},
	'309': {
		events: [ok, r(309, {ExitCode: '-2145648607'}, {user: system})],
		then: only('met', 'met', 'unmet'),
		constrained: only('met', 'empty', 'unmet'),
	},
	'201': {
		events: [ok, r(201, {ExitCode: '-2145648607', HttpStatus: '0', ServerMessage: ''}, {user: system})],
		then: only('met', 'met', 'unmet'),
		constrained: only('met', 'empty', 'unmet'),
	},
	'204': {
		events: [ok, r(204, {ExitCode: '-2145647630', ActivityId: '1', HttpStatus: '400', ServerResponse: '{}'}, {user: null})],
		then: only('met', 'met', 'unmet'),
		constrained: only('met', 'empty', 'unmet'),
	},
	'5001': {events: [h(5001, {CredentialType: '2'})], then: only('empty', 'empty')},
	'5204 without a certificate': {
		events: [h(5204, {CertificateEnrollmentMethod: '0', CertificateRequired: 'false'})],
		then: only('empty', 'met'),
		constrained: only('empty', 'empty'),
	},
	'5204 with a certificate': {
		events: [h(5204, {CertificateEnrollmentMethod: '1', CertificateRequired: 'true'})],
		then: only('empty', 'unmet'),
		constrained: only('empty', 'empty'),
	},
	'5205 with key trust': {events: [h(5205, ['false', 'false', '2'])], then: only('empty', 'met')},
	'5205 with another trust': {events: [h(5205, ['false', 'true', '3'])], then: only('empty', 'caution')},
	'5555 with a sound TPM': {events: [ok, h(5555, tpmFound)], then: quiet, constrained: only('met', 'empty')},
	'5555 with a locked TPM': {
		events: [ok, h(5555, {...tpmFound, IsTpmLockedOut: 'true'})],
		then: only('met', 'met', 'met', 'unmet'),
		constrained: only('met', 'empty'),
	},
	'5555 without one that policy demands': {
		events: [ok, h(5555, {...tpmFound, Result: '0x80090035'})],
		then: only('met', 'met', 'met', 'unmet'),
		constrained: only('met', 'empty'),
	},
	'7001': {
		events: [ok, h(7001, ['SYSTEM', 'S-1-5-18', '2', '1', '0', '0xC000006D', '0xC0000380'], {user: system})],
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
		says: /0xc000006d, 0xc0000380/,
	},
	'7001, and 5001 since': {
		events: [ok, h(7001, ['0xC000006D'], {hours: 5, user: system}), h(5001, {CredentialType: '2'})],
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
	},
	'7054 with 7200': {events: [h(7054, {Error: '0x801c0451'}), h(7200)], then: only('unmet', 'empty'), says: /the device is not joined/},
	'7054 with 7201': {events: [h(7054, {Error: '0x801c0451'}), h(7201)], then: only('unmet', 'empty'), says: /refresh token/},
	'7054 with 7202': {events: [h(7054, {Error: '0x801c0451'}), h(7202)], then: only('unmet', 'empty'), says: /hardware/},
	'7054 with 7203': {events: [h(7054, {Error: '0x801c0451'}), h(7203)], then: only('unmet', 'empty'), says: /no policy/},
	'7054 with 7204': {events: [h(7054, {Error: '0x801c0451'}), h(7204)], then: only('unmet', 'empty'), says: /after sign-in/},
	'7054 with 7210': {events: [h(7054, {Error: '0x801c0451'}), h(7210)], then: only('unmet', 'empty'), says: /remote session/},
	'8054 after 7054': {events: [h(7054, {Error: '0x801c0451'}, {hours: 5}), h(8054)], then: only('empty', 'empty')},
	'7225': {events: [h(7225, {Error: '0x80090029', ProcessingTime: '3'})], then: only('unmet', 'empty')},
	'8225 after 7225': {
		events: [h(7225, {Error: '0x80090029', ProcessingTime: '3'}, {hours: 5}), h(8225, {ProcessingTime: '2'})],
		then: only('empty', 'empty'),
	},
	'7510': {events: [h(7510, {Error: '0x801c03ed'})], then: only('unmet', 'empty')},
	'8510': {events: [h(8510)], then: only('met', 'empty')},
	'7555': {events: [h(7555, {Error: '0x80090011', ProcessingTime: '1'})], then: only('unmet', 'empty')},
	'102': {
		events: k(102, {DomainController: 'DC01', ErrorCode: '3221226509'}),
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
		says: /not trusted/,
	},
	'104': {
		events: k(104, {TargetDomain: 'CORP', ErrorCode: '3221225659'}),
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
		says: /0xc00000bb/,
	},
	'106': {events: k(106, {ErrorCode: '3221226509'}), then: only('unmet', 'met'), constrained: only('unmet', 'empty'), says: /KDC usage/},
	'107': {
		events: k(107, {ExpectedDomainName: 'corp.example.test', ErrorCode: '3221226509'}),
		then: only('unmet', 'met'),
		constrained: only('unmet', 'empty'),
		says: /name of the domain/,
	},
	'200 of Kerberos': {
		events: k(200, {TargetDomain: 'CORP', ErrorCode: '3221225566'}),
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
	},
	'1081': {events: a(1081, token), then: only('caution', 'met'), constrained: only('caution', 'empty')},
	'1082': {events: a(1082, token), then: only('caution', 'met'), constrained: only('caution', 'empty')},
	'1083': {events: a(1083, token), then: only('caution', 'met'), constrained: only('caution', 'empty')},
	'1084': {
		events: a(1084, {Result: '-2147012889', Target: 'login.microsoftonline.com'}),
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
	},
	'1085': {
		events: a(1085, {Status: '0xc00484b2', CorrelationID: '1'}),
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
		says: /0xc00484b2/,
	},
	'1088': {
		events: a(1088, {Error: 'invalid_grant', ErrorDescription: 'hana'}),
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
	},
	'1089': {events: a(1089, {Status: '0xc00484b2'}), then: only('caution', 'met'), constrained: only('caution', 'empty')},
	'1104': {
		events: a(1104, {API: 'GenericCallPkg', Result: '3221225480'}),
		then: only('caution', 'met'),
		constrained: only('caution', 'empty'),
	},
	'an event that is not asked for': {
		events: [ok, r(331, {DebugOutput: 'drsInstance: azure'})],
		then: quiet,
		constrained: only('met', 'empty'),
	},
};
const names = Object.keys(worlds);
const logsOf = ({events}: World): readonly DescribedLog[] =>
	(Object.keys(clientLogs) as readonly LogName[]).map(name => ({
		log: clientLogs[name],
		on: true,
		events: events.filter(({log}) => log === name).map(({xml}) => xml),
	}));
const client = machine({computer: 'PC07.corp.example.test', domain: 'corp.example.test'});
const wordOf = (verdict: ReturnType<typeof helloEvents.judge>) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);

describeWith('powershell', 'what a client has logged', () => {
	const home = mkdtempSync(join(tmpdir(), 'whfb-client-events-'));
	let answers: readonly Said[] = [];
	let constrained: readonly Said[] = [];
	const ask = (language?: 'ConstrainedLanguage') =>
		askControllers(
			[
				...names.map(name => ({logs: logsOf(worlds[name] ?? {events: [], then: quiet})})),
				{logs: [{log: clientLogs.registration, on: false, events: []}]},
				{logs: logsOf({events: [ok], then: quiet}), user: 'C:\\Users\\nobody'},
			].map(one => ({script: 'client-events' as const, role: 1, user: 'C:\\Users\\hana', keys: clientKeys, ...one})),
			home,
			language === undefined ? {} : {language},
		);
	const factsOf = (said: Said | undefined): ClientEvents => {
		expect(said?.error).toBeNull();
		return clientEvents.facts.parse(clientEvents.read(said?.facts));
	};
	beforeAll(async () => {
		[answers, constrained] = await Promise.all([ask(), ask('ConstrainedLanguage')]);
	}, 120_000);
	afterAll(() => rmSync(home, {recursive: true, force: true}));

	it('is shown by at least 35 kinds of events', () => {
		const kinds = new Set(
			Object.values(worlds).flatMap(({events}) => events.map(({log, xml}) => `${log} ${/<EventID>(\d+)</.exec(xml)?.[1]}`)),
		);
		expect(kinds.size).toBeGreaterThanOrEqual(35);
	});

	it.each(names)('is read and judged: %s', name => {
		const world = worlds[name];
		for (const [all, then] of [
			[answers, world?.then],
			[constrained, world?.constrained ?? world?.then],
		] as const) {
			const events = factsOf(all[names.indexOf(name)]);
			const given = {client, points: nobodyAsked, events: seen(events), status: nobodyAsked, policy: nobodyAsked};
			const verdicts = [
				helloEvents.judge({client: events, points: nobodyAsked}),
				trustInUse.judge({client: events, points: nobodyAsked}),
				joinTask.judge(given),
				clientTpm.judge(given),
			];
			expect(verdicts.map(wordOf), JSON.stringify(verdicts)).toEqual(then);
			if (all === answers) {
				expect(verdicts[0]?.because).toMatch(world?.says ?? /./);
			}
		}
	});

	it('keeps nothing of whose it was, no key, no address and no translated text', () => {
		expect(JSON.stringify([answers, constrained])).not.toMatch(
			/hana|4476694e|S-1-5|Bereitstellung|AADSTS|login\.microsoft|DC01|CN=|\bCORP\b/,
		);
		expect(JSON.stringify(answers)).toMatch(/"LogonCertRequired","value":"Yes"/);
	});

	it('says of a log that is off or that is not there that it says nothing', () => {
		const {logs} = factsOf(answers[names.length]);
		expect(logs.map(({on, failure}) => [on, failure === null])).toEqual([[false, true], ...Array.from({length: 3}, () => [null, false])]);
	});

	it('counts events of users without reading them where it does not know who runs it', () => {
		const events = factsOf(answers[names.length + 1]);
		expect(events).toMatchObject({userKnown: false, logs: [{others: 1, events: []}, {}, {}, {}]});
		expect(wordOf(helloEvents.judge({client: events, points: nobodyAsked}))).toBe('inconclusive');
	});
});
