import {comparableDn} from '../../identity.ts';
import {directoryConnectors} from '../forests/forests.ts';
import type {Connector, ConnectServer} from './connect-server.facts.ts';

const nameOf = ({forest, name}: Connector): string => forest ?? name;

/** What a connector reads, whatever the order: selected domains with their containers; null where a part of it was not said. */
const selectionOf = ({domains}: Connector): string | null =>
	domains.some(({containers}) => containers === null)
		? null
		: domains
				.filter(({selected}) => selected)
				.map(({namingContext, containers}) =>
					[[namingContext], containers?.included ?? [], containers?.excluded ?? []]
						.map(some => some.map(comparableDn).toSorted().join(';'))
						.join('|'),
				)
				.toSorted()
				.join('\n');

const rulesOf = ({rulesOf: counts}: ConnectServer, {id}: Connector): number | null =>
	counts.find(({connector}) => connector === id)?.rules ?? null;

/** How the connector of one forest differs between two servers. A count says nothing between two versions, whose default rules differ. */
const ofForest = (active: ConnectServer, own: Connector, staging: ConnectServer): readonly string[] => {
	const name = nameOf(own);
	const other = directoryConnectors(staging).find(one => nameOf(one).toLowerCase() === name.toLowerCase());
	if (other === undefined) {
		return [`it has no connector to ${name}`];
	}

	const [here, there] = [selectionOf(own), selectionOf(other)];
	const [rules, others] = [rulesOf(active, own), rulesOf(staging, other)];
	return [
		...(here !== null && there !== null && here !== there ? [`it reads other domains or containers of ${name}`] : []),
		...(rules !== null && others !== null && active.version === staging.version && rules !== others
			? [`it has ${others} rules for ${name}, not ${rules}`]
			: []),
	];
};

/** In what a server in staging mode differs from the one that exports, each as words after its name; what either did not say is no difference. */
export const differencesOf = (active: ConnectServer, staging: ConnectServer): readonly string[] => [
	...(active.version !== null && staging.version !== null && active.version !== staging.version
		? [`it runs ${staging.version}, not ${active.version}`]
		: []),
	...(active.upnAttribute !== null && staging.upnAttribute !== null && active.upnAttribute !== staging.upnAttribute
		? [`it takes the user name from ${staging.upnAttribute}, not from ${active.upnAttribute}`]
		: []),
	...directoryConnectors(active).flatMap(own => ofForest(active, own, staging)),
];
