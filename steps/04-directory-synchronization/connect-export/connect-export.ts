import {z} from 'zod';
import type {Brought, Described, Importer, Refusal, SavedFile} from '../../../src/guide/importer.ts';
import {safeText} from '../../../src/guide/untrusted.ts';
import {comparableGuid, isSameName} from '../../identity.ts';
import {type ConnectServerFacts, connectServerFacts, connectServers} from '../connect-server/connect-server.facts.ts';
import {tenantNamesOf} from '../connect-server/server-tenant.ts';
import {connectorOf} from './export-connector.ts';
import {ruleOf} from './export-rule.ts';
import {at, decoded, flagOf, parameterPairs, rootOf, secondsOf, timeOf, Unusable} from './export-xml.ts';

const twice = (things: readonly {readonly id: string}[]): string | undefined => {
	const ids = things.map(({id}) => comparableGuid(id) ?? id.toLowerCase());
	return ids.find((id, index) => ids.indexOf(id) !== index);
};

type Part = 'connectors' | 'globalsettings' | 'synchronizationrules';
const place = /^(.*?)(?:^|\/)(connectors|globalsettings|synchronizationrules)\/([^/]+\.xml)$/i;
/** A file that lies where parts lie and is none by its name, as a rule that a mail program saved as `.xml.txt`: a part may be in it. */
const misnamed = /(?:^|\/)(?:connectors|synchronizationrules)\/(?:(?!(?:desktop\.ini|thumbs\.db|\.ds_store)$)[^/]+(?<!\.xml)|.+\/[^/]+)$/i;

const parts = (
	files: readonly SavedFile[],
): readonly {readonly root: string; readonly part: Part; readonly name: string; readonly file: SavedFile}[] =>
	files.flatMap(file => {
		const [, root, part, name] = place.exec(file.path) ?? [];
		return root === undefined || part === undefined || name === undefined
			? []
			: [{root, part: part.toLowerCase() as Part, name: name.toLowerCase(), file}];
	});

const readExport = (files: readonly SavedFile[]): {readonly facts: ConnectServerFacts; readonly takenAt: string | null} => {
	const found = parts(files);
	const roots = [...new Set(found.map(({root}) => root))];
	if (roots.length > 1) {
		throw new Unusable(
			`This folder holds ${roots.length} Connect exports (${roots.map(root => safeText(root) || '.').join(', ')}). Name one of them.`,
		);
	}

	const settings = found.find(({part, name}) => part === 'globalsettings' && name === 'mv.xml');
	const of = (part: Part) => found.filter(one => one.part === part).map(({file}) => file);
	if (settings === undefined || of('connectors').length === 0 || of('synchronizationrules').length === 0) {
		const missing = [
			settings === undefined ? 'GlobalSettings/MV.xml' : [],
			of('connectors').length === 0 ? 'Connectors' : [],
			of('synchronizationrules').length === 0 ? 'SynchronizationRules' : [],
		].flat();
		throw new Unusable(
			`This Connect export is not whole: it lacks ${missing.join(' and ')}. Copy the folder again, with everything in it.`,
		);
	}

	const {node} = rootOf(settings.file, 'saved-mv-configuration');
	const server = typeof node['@server'] === 'string' ? safeText(decoded(node['@server'].trim())) : '';
	if (server === '') {
		throw new Unusable(`${settings.file.path} does not say which server was exported. Export the configuration again.`);
	}

	const connectors = of('connectors').map(connectorOf);
	const rules = of('synchronizationrules').map(ruleOf);
	const same = twice(connectors) ?? twice(rules);
	if (same !== undefined) {
		throw new Unusable(
			`Two files of this export claim the same id, ${safeText(same)}. Export the configuration again into an empty folder.`,
		);
	}

	const parameters = parameterPairs(at(node, 'mv-data'));
	const unsure = parameters.find(([name, value]) => parameters.some(([other, another]) => other === name && another !== value));
	if (unsure !== undefined) {
		throw new Unusable(`${settings.file.path} says two things of ${safeText(unsure[0])}. Export the configuration again.`);
	}

	const global = new Map(parameters);
	const setting = (name: string) => global.get(name.toLowerCase()) ?? null;
	const version = setting('Microsoft.Synchronize.ServerConfigurationVersion');
	const enabled = flagOf(setting('Microsoft.Synchronize.SynchronizationSchedule') ?? undefined);
	const facts = connectServerFacts.safeParse({
		server,
		dnsName: null,
		product: 'connect-sync',
		version,
		versions: version === null ? [] : [{from: 'global settings', version}],
		staging: flagOf(setting('Microsoft.Synchronize.StagingMode') ?? undefined),
		scheduler:
			enabled === null
				? null
				: {
						enabled,
						suspended: flagOf(setting('Microsoft.Synchronize.SchedulerSuspended') ?? undefined),
						interval: secondsOf(setting('Microsoft.Synchronize.TimeInterval')),
						nextStart: timeOf(setting('Microsoft.Synchronize.NextStartTime')),
					},
		upnAttribute: setting('Microsoft.SynchronizationOption.UPNAttribute'),
		deviceWriteback: flagOf(setting('Microsoft.OptionalFeature.DeviceWriteBack') ?? undefined),
		connectors,
		rules: rules.filter(({flows, linkType}) => flows.length > 0 || isSameName(linkType, 'JoinNoFlow')),
		rulesRead: rules.length,
		rulesOf: [...Map.groupBy(rules, ({connector}) => connector)].map(([connector, own]) => ({connector, rules: own.length})),
		missing: files.filter(({path}) => misnamed.test(path)).map(({path}) => `${safeText(path)}, which is no part by its name or place`),
		silences: [],
	});
	if (!facts.success) {
		throw new Unusable(`This Connect export could not be understood: ${z.prettifyError(facts.error)}`);
	}

	const date = node['@export-date'];
	return {facts: facts.data, takenAt: timeOf(typeof date === 'string' ? date.trim() : null)};
};

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** What one server's facts speak of. The forest's own id decides; where it is absent (all zeros in many exports), those of its domains help. */
const described = (facts: ConnectServerFacts): Described => {
	const forests = facts.connectors.filter(({kind}) => kind === 'active-directory');
	return {
		about: `${connectServers.id}/${facts.server.toLowerCase()}`,
		holds:
			facts.product === 'absent'
				? 'Connect Sync is not installed there'
				: `${count(facts.connectors.length, 'connector')} and ${count(facts.rulesRead ?? 0, 'rule')}`,
		identity: {
			forests: forests.map(({name, forest, forestId, domains}) => {
				const own = comparableGuid(forestId);
				return {
					name: (forest ?? name).toLowerCase(),
					ids: own === null ? domains.flatMap(({id}) => comparableGuid(id) ?? []) : [own],
					certain: own !== null,
				};
			}),
			tenantNames: tenantNamesOf(facts),
			tenantId: null,
		},
	};
};

/**
 * Reads the folder that `Get-ADSyncServerConfiguration -Path` writes (Connectors, GlobalSettings/MV.xml, SynchronizationRules),
 * as in Microsoft's sample of AADConnectConfigDocumenter. What is not whole is refused: half an export could pass for a whole one.
 */
export const connectExport: Importer = {
	id: 'connect-export',
	what: 'a Connect export folder',
	folders: ['connectors', 'globalsettings', 'synchronizationrules'],
	recognises: files => parts(files).length > 0,
	read: (files): readonly Brought[] | Refusal => {
		try {
			const {facts, takenAt} = readExport(files);
			return [{collector: connectServers.id, facts, source: 'exported', takenAt, from: facts.server, ...described(facts)}];
		} catch (error) {
			if (error instanceof Unusable) {
				return {refused: error.message};
			}

			throw error;
		}
	},
	describes: (collector, facts) => {
		const parsed = connectServerFacts.safeParse(facts);
		return collector === connectServers.id && parsed.success ? described(parsed.data) : null;
	},
};
