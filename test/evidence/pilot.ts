import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {isStale} from '../../src/engine/pieces.ts';
import type {Facts} from '../../src/guide/answer.ts';
import type {Collector, DatedFacts, FactsOf} from '../../src/guide/check.ts';
import type {Verdict} from '../../src/guide/finding.ts';
import {tenant} from '../../steps/03-new-installation-baseline/tenant/tenant.facts.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {
	type ConnectServerFacts,
	type ConnectServers,
	connectServers,
} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {clientRegistration} from '../../steps/05-device-registration/client-registration.facts.ts';
import {dsregcmd} from '../../steps/05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from '../../steps/06-hello-settings/hello-policy.facts.ts';
import {membersOf, schemaOf, usersOf, wholeForest} from '../../steps/case-builders/forests.ts';
import {tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';
import {outline} from '../../steps/outline.ts';
import {importEvidence} from './import-evidence.ts';

/** Microsoft's sample export as it stands in the fixtures. */
export const pilot = join(import.meta.dirname, '..', 'fixtures', 'connect-export', 'pilot');

export const adConnector = 'Connectors/Connector_{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}.xml';
export const entraConnector = 'Connectors/Connector_{b891884f-051e-4a83-95af-2544101c9083}.xml';
export const inboundRule = 'SynchronizationRules/SynchronizationRule_{0870f2a3-0a77-46a4-bda3-ced0c1afbde9}.xml';
export const outboundRule = 'SynchronizationRules/SynchronizationRule_{11111111-aaaa-4bbb-8ccc-000000000001}.xml';
export const deviceRule = 'SynchronizationRules/SynchronizationRule_{11111111-aaaa-4bbb-8ccc-000000000002}.xml';
export const settings = 'GlobalSettings/MV.xml';

export const adId = '{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}';
export const domainId = 'c58ea1c0-26f4-4a1b-9d0c-c5b36c7e1c73';

export const collectors: readonly Collector[] = [
	connectServers,
	tenant,
	tenantDomains,
	clientRegistration,
	dsregcmd,
	helloPolicyValues,
] as readonly Collector[];

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) {
		rmSync(folder, {recursive: true, force: true});
	}
});

/** A folder that is gone when the tests end. */
export const folder = (): string => {
	const made = mkdtempSync(join(tmpdir(), 'whfb-carried-'));
	folders.push(made);
	return made;
};

/** What an edit leaves of a file; null takes the file away. */
export type Edits = Readonly<Record<string, string | null | ((text: string) => string)>>;

/** The sample export, copied and edited as text. Every edit has to change something. */
export const exported = (edits: Edits = {}): string => {
	const copy = join(folder(), 'export');
	cpSync(pilot, copy, {recursive: true});
	for (const [path, edit] of Object.entries(edits)) {
		const file = join(copy, path);
		if (edit === null) {
			rmSync(file, {recursive: true});
		} else if (typeof edit === 'string') {
			writeFileSync(file, edit);
		} else {
			const before = readFileSync(file, 'utf8');
			const after = edit(before);
			if (after === before) {
				throw new Error(`The edit of ${path} changes nothing.`);
			}

			writeFileSync(file, after);
		}
	}

	return copy;
};

/** One rule as an export writes it. */
export const ruleXml = (
	id: string,
	name: string,
	from: string,
	to: string,
	flow: readonly [source: string, destination: string],
	more: {connector?: string; disabled?: boolean; precedence?: number; direction?: string; scope?: string} = {},
): string =>
	`<synchronizationRule>
  <id>${id}</id>
  <name>${name}</name>
  <immutable-tag />
  <direction>${more.direction ?? 'Outbound'}</direction>
  <disabled>${more.disabled === true ? 'True' : 'False'}</disabled>
  <connector>${more.connector ?? adId}</connector>
  <sourceObjectType>${from}</sourceObjectType>
  <targetObjectType>${to}</targetObjectType>
  <linkType>Join</linkType>
  <precedence>${more.precedence ?? 170}</precedence>
  <attribute-mappings><mapping><dest>${flow[1]}</dest><src><attr>${flow[0]}</attr></src><valueMergeType>Update</valueMergeType></mapping></attribute-mappings>
  <relationshipCriteria />
  <synchronizationCriteria><conditions><scope>${more.scope ?? '<csAttribute>sourceAnchor</csAttribute><csOperator>ISNOTNULL</csOperator><csValue />'}</scope></conditions></synchronizationCriteria>
</synchronizationRule>`;

export const selectKey = (text: string) =>
	text.replace('<attribute>msDS-DeviceID</attribute>', '<attribute>msDS-DeviceID</attribute><attribute>msDS-KeyCredentialLink</attribute>');
export const cacheKey = (text: string) =>
	text.replace(
		'<directory-schema>',
		'<directory-schema><attribute-type id="AzZ"><name>msDS-KeyCredentialLink</name><syntax>1.2.840.113556.1.4.903</syntax></attribute-type>',
	);
export const takenOn = (date: string) => (text: string) => text.replace(/export-date='[^']*'/, `export-date='${date}'`);

/** What a schema refresh would have left behind: the rule, the selection and the cached schema. */
export const wholeChain: Edits = {
	[outboundRule]: ruleXml('{11111111-aaaa-4bbb-8ccc-000000000001}', 'Out to AD - User NGCKey', 'person', 'user', [
		'deviceKey',
		'msDS-KeyCredentialLink',
	]),
	[adConnector]: text => cacheKey(selectKey(text)),
};

/** The moment at which the examples of exports are judged. */
const now = '2026-11-22T09:00:00Z';
const nobody = {forests: [], tenant: null};
const parts = {places: outline.places, importers: [connectExport], collectors, identity: nobody, evidence: [], taken: null, now};

export const taken = (path: string) => {
	const brought = importEvidence(path, parts);
	if (brought.kind !== 'taken') {
		throw new Error('An export is no session.');
	}

	return brought;
};
export const answerOf = (path: string): Facts => {
	const [evidence] = taken(path).evidence;
	if (evidence === undefined) {
		throw new Error('Nothing was taken.');
	}

	return evidence.answer;
};
export const factsOf = (path: string) => answerOf(path).facts as ConnectServerFacts;

/** The judge of write-back on what an export holds, with the forest and the tenant of the sample as the ones that answered. */
export const judged = (edits: Edits, forests: readonly string[] = ['contoso.com']): Verdict => {
	const answer = answerOf(exported(edits));
	const dated: DatedFacts = {...answer, stale: isStale(answer, now), clock: false};
	const connect = connectServers.facts.parse(connectServers.merge?.([dated])) as ConnectServers;
	return keyWriteBack.judge({
		connect: seen(connect),
		identities: seen({
			forests: forests.map(forest => ({
				forest,
				silent: null,
				ids: [forest === 'contoso.com' ? domainId : '22222222-aaaa-4bbb-8ccc-000000000000'],
				domains: [{name: forest, namingContext: 'DC=x'}],
			})),
		}),
		users: usersOf(Object.fromEntries(forests.map(forest => [forest, 300]))),
		inetOrgPersons: seen({forests: forests.map(forest => ({forest, silent: null, users: 0}))}),
		domains: seen(tenantDomainsOf('contoso.com')),
		...schemaOf(Object.fromEntries(forests.map(forest => [forest, wholeForest(forest)]))),
		engine: nobodyAsked,
		computers: nobodyAsked,
		members: membersOf(),
	} as FactsOf<typeof keyWriteBack.needs>);
};

export const fresh = {[settings]: takenOn('2026-11-22 08:00:00.000')};
export const outcome = (verdict: Verdict) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);
