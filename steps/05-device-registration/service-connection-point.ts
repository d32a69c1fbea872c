import type {z} from 'zod';
import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {tenant} from '../03-new-installation-baseline/tenant.facts.ts';
import {type TenantDomains, tenantDomains} from '../03-new-installation-baseline/tenant-domains.facts.ts';
import {partsByForest} from '../by-forest.ts';
import {listed} from '../directory.ts';
import {isSameName} from '../identity.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {serviceConnectionPoints} from './service-connection-point.facts.ts';

const needs = {points: serviceConnectionPoints, tenant, domains: tenantDomains, scope: optional(usersInScope)};

type Point = Extract<z.infer<typeof serviceConnectionPoints.facts>['forests'][number], {silent: null}>['points'][number];

const judgePoint = (forest: string, {tenantId, tenantName}: Point, tenantIs: string, domains: TenantDomains): Verdict => {
	if (tenantId === null && tenantName === null) {
		return unmet('set-up-hybrid-join', `${forest} has a service connection point, and it is empty.`);
	}

	if (tenantId === null || tenantId.toLowerCase() !== tenantIs.toLowerCase()) {
		return unmet('point-at-this-tenant', `${forest} points at ${tenantId ?? 'no tenant id'}, not at this tenant, ${tenantIs}.`);
	}

	const known = domains.domains.filter(({id}) => isSameName(id, tenantName));
	return known.length > 0 && known.every(({isVerified}) => isVerified)
		? met(`${forest} points at this tenant, under ${tenantName}.`)
		: unmet(
				'name-a-verified-domain',
				`${forest} points at this tenant, but names ${tenantName ?? 'no domain'}, which is not verified there.`,
			);
};

const partsOf = ({points, tenant: {id}, domains, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		points.forests,
		({forest, points: own}) =>
			own.length === 0
				? [{name: forest, verdict: unmet('set-up-hybrid-join', `${forest} has no service connection point.`)}]
				: own.map(point => ({name: forest, verdict: judgePoint(forest, point, id, domains)})),
		scope,
	);

export const serviceConnectionPoint = defineCheck({
	id: 'service-connection-point',
	question: 'Does every forest point devices at this tenant?',
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(
			parts,
			parts.length > 1 ? {met: `${listed(parts.map(({name}) => name))} point at this tenant, under verified domains.`} : {},
		);
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
