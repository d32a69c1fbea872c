import {type FactsOf, optional, type Witness} from '../../src/guide/check.ts';
import {caution, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/scope/users-in-scope.facts.ts';
import {tenant} from '../03-new-installation-baseline/tenant/tenant.facts.ts';
import {type TenantDomains, tenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {partsByForest} from '../by-forest.ts';
import {defineCheckOver} from '../check-over.ts';
import {listed} from '../directory.ts';
import {isVerifiedName} from '../domain-standing.ts';
import {isHybridJoinedTo} from '../dsregcmd/dsregcmd.ts';
import {isSameDnsName, isSameGuid} from '../identity.ts';
import {type Part, worstFirst} from '../worst-first.ts';
import {type ClientRegistration, clientRegistration} from './client-registration.facts.ts';
import {dsregcmd} from './dsregcmd.facts.ts';
import {type ForestPoints, type Point, serviceConnectionPoints} from './service-connection-point.facts.ts';

const needs = {
	points: serviceConnectionPoints,
	tenant,
	domains: tenantDomains,
	// A client can excuse a forest that points nowhere, and condemn one whose clients are told something else.
	told: optional(clientRegistration),
	client: optional(dsregcmd),
	scope: optional(usersInScope),
};

type Facts = FactsOf<typeof needs>;

const isEmpty = ({tenantId, tenantName}: Point) => tenantId === null && tenantName === null;
const pointsNowhere = ({points}: ForestPoints) => points.every(isEmpty);

const judgePoint = (forest: string, {tenantId, tenantName}: Point, tenantIs: string, domains: TenantDomains): Verdict => {
	if (!isSameGuid(tenantId, tenantIs)) {
		return unmet('point-at-this-tenant', `${forest} points at ${tenantId ?? 'no tenant id'}, not at this tenant, ${tenantIs}.`);
	}

	return isVerifiedName(domains.domains, tenantName)
		? met(`${forest} points at this tenant, under ${tenantName}.`)
		: unmet(
				'name-a-verified-domain',
				`${forest} points at this tenant, but names ${tenantName ?? 'no domain'}, which is not verified there.`,
			);
};

/** What was read of a client of this forest, and nothing where it belongs to another. */
const clientOf = (
	told: Witness<ClientRegistration>,
	{domains}: ForestPoints,
): {readonly facts: ClientRegistration; readonly stale: boolean} | null =>
	told.seen && domains.some(name => isSameDnsName(name, told.facts.domain)) ? told : null;

/** A client that is told another tenant does not obey its forest; null where none is. Old evidence of it counts too. */
const misled = (own: ForestPoints, {told, tenant: {id}, domains}: Facts): Verdict | null => {
	const {computer, toldTenantId, toldTenantName} = clientOf(told, own)?.facts ?? {};
	if (typeof toldTenantId === 'string' && !isSameGuid(toldTenantId, id)) {
		return unmet(
			'correct-the-client',
			`${computer} of ${own.forest} is told by its registry to register at ${toldTenantId}, not at this tenant, ${id}.`,
		);
	}

	return typeof toldTenantName === 'string' && !isVerifiedName(domains.domains, toldTenantName)
		? unmet(
				'correct-the-client',
				`${computer} of ${own.forest} is told by its registry to register under ${toldTenantName}, which is not verified here.`,
			)
		: null;
};

/** Whether dsregcmd shows a computer that is hybrid joined to this tenant. It does not say of which forest. */
const someClientJoined = ({client, tenant: {id}}: Facts): boolean => client.seen && !client.stale && isHybridJoinedTo(client.facts, id);

/** A forest that points nowhere: not set up, or a targeted rollout, which a client of this forest shows. */
const judgeNowhere = (own: ForestPoints, facts: Facts): Verdict => {
	const {forest, points} = own;
	const {id} = facts.tenant;
	const said =
		points.length === 0 ? `${forest} has no service connection point` : `${forest} has a service connection point, and it is empty`;
	const found = clientOf(facts.told, own);
	const joined = found !== null && !found.stale && found.facts.joinedTenantIds.some(one => isSameGuid(one, id));
	const isTold = found !== null && !found.stale && isSameGuid(found.facts.toldTenantId, id) && found.facts.toldTenantName !== null;
	const computer = found?.facts.computer ?? '';
	if (isTold && joined) {
		return met(`${said}, as a targeted rollout leaves it: ${computer} is told this tenant by its registry, and is hybrid joined to it.`);
	}

	if (isTold) {
		return caution('see-a-client-join', `${said}; ${computer} is told this tenant by its registry, and has not joined it yet.`);
	}

	if (joined) {
		return caution(
			'tell-the-clients',
			`${said}, and ${computer} is hybrid joined to this tenant all the same. Nothing tells the next computer where to register.`,
		);
	}

	// Of several forests, the joined client may belong to one that points here.
	return found === null && facts.points.forests.length === 1 && someClientJoined(facts)
		? caution(
				'tell-the-clients',
				`${said}, and a client is hybrid joined to this tenant. Whether a targeted rollout tells it, was not seen.`,
			)
		: unmet('set-up-hybrid-join', `${said}.`);
};

const judgeForest = (own: ForestPoints, facts: Facts): readonly Part[] => {
	const {forest, points} = own;
	const fault = misled(own, facts);
	const verdicts = pointsNowhere(own)
		? [judgeNowhere(own, facts)]
		: points.map(point => judgePoint(forest, point, facts.tenant.id, facts.domains));
	return [...(fault === null ? [] : [fault]), ...verdicts].map(verdict => ({name: forest, verdict}));
};

const partsOf = (facts: Facts): readonly Part[] => partsByForest(facts.points.forests, own => judgeForest(own, facts), facts.scope);

export const serviceConnectionPoint = defineCheckOver({
	id: 'service-connection-point',
	question: 'Does every forest point devices at this tenant?',
	needs,
	partsOf,
	judge: (parts, facts) => {
		const told = facts.points.forests.some(one => one.silent === null && pointsNowhere(one));
		return worstFirst(
			parts,
			parts.length > 1 && !told ? {met: `${listed(parts.map(({name}) => name))} point at this tenant, under verified domains.`} : {},
		);
	},
});
