import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {usersOf} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {isSameDn} from '../../identity.ts';
import {defineCheckOverExporting} from '../connect-server/check-over-servers.ts';
import {type Connector, type ConnectServer, connectServers} from '../connect-server/connect-server.facts.ts';
import {connectorParts} from '../connect-server/servers.ts';
import {forestIdentities} from '../forests/forest-identities.facts.ts';
import {recognise} from '../forests/forests.ts';
import {outboundHalf} from '../key-write-back/write-back.ts';

const needs = {connect: connectServers, users: optional(usersInScope), identities: optional(forestIdentities)};

type Facts = FactsOf<typeof needs>;
type Domain = Connector['domains'][number];

/** Whether a domain is read from its root down, with nothing below it left out. */
const isWhole = ({namingContext, containers}: Domain): boolean =>
	containers?.included.some(dn => isSameDn(dn, namingContext)) === true && containers.excluded.length === 0;

const narrowedInWords = ({namingContext, containers}: Domain): string => {
	const {included, excluded} = containers ?? {included: [], excluded: []};
	const only = included.some(dn => isSameDn(dn, namingContext)) ? '' : ` below ${listed(included)}`;
	const but = excluded.length === 0 ? '' : `, without ${listed(excluded)}`;
	return `Connect reads only part of ${namingContext}: what lies in it${only}${but}.`;
};

const coverageVerdict = (facts: Facts, server: ConnectServer, connector: Connector, name: string): Verdict => {
	const forest = recognise(connector, facts.identities).forest ?? name;
	if (usersOf(facts.users, forest) === 0) {
		return outboundHalf(server, connector).stands === true
			? notApplicable(`${name} holds no enabled user in scope.`)
			: caution(
					'refresh-before-they-come',
					`${name} holds no enabled user in scope and has no rule for the key: nobody of that forest can enrol later.`,
				);
	}

	const left = connector.domains.filter(({selected}) => !selected).map(({namingContext}) => namingContext);
	if (left.length > 0) {
		return caution('select-the-domain', `${name}: Connect leaves out ${listed(left)}. Users in scope who live there are not synchronised.`);
	}

	const unread = connector.domains.filter(({containers}) => containers === null);
	if (connector.domains.length === 0 || unread.length > 0) {
		return declined('inconclusive', 'bring-connect-evidence', `${name}: which domains and containers Connect reads was not said.`);
	}

	const narrowed = connector.domains.filter(domain => !isWhole(domain));
	return narrowed.length > 0
		? caution(
				'mind-the-containers',
				`${name}: ${narrowed.map(narrowedInWords).join(' ')} Users in scope who live elsewhere are not synchronised.`,
			)
		: met(`${name}: every domain is read as a whole.`);
};

/** What Connect leaves out is no fault of the chain, and its people cannot enrol (W18, W44); the other gate counts those who are in scope. */
export const connectorCoverage = defineCheckOverExporting({
	id: 'connector-coverage',
	question: 'Does Connect read every domain and container, with the rule for the key in every forest?',
	needs,
	partsOf: (servers, facts) => connectorParts(servers, (server, connector, name) => coverageVerdict(facts, server, connector, name)),
});
