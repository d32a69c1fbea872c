import {defineCheck, optional} from '../../../src/guide/check.ts';
import {caution, met} from '../../../src/guide/finding.ts';
import {serviceConnectionPoints} from '../../05-device-registration/service-connection-point.facts.ts';
import {heard} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {tenant} from './tenant.facts.ts';

export const tenantExists = defineCheck({
	id: 'tenant-exists',
	question: 'Does the tenant answer, and is it the right one?',
	// What the forests point at can raise a doubt; where it was not read, nobody doubts.
	needs: {tenant, points: optional(serviceConnectionPoints)},
	judge({tenant: {id, displayName, verifiedDomains}, points}) {
		const named = `${displayName ?? 'The tenant'} (${id}) answers`;
		const pointing = heard(points.seen ? points.facts.forests : []).flatMap(({forest, points: own}) =>
			own.flatMap(({tenantId}) => (tenantId === null ? [] : [{forest, tenantId}])),
		);
		const elsewhere = pointing.filter(({tenantId}) => tenantId.toLowerCase() !== id.toLowerCase());
		if (elsewhere.length > 0) {
			const others = elsewhere.map(({forest, tenantId}) => `${forest} points its devices at ${tenantId}`);
			return caution('make-sure-of-the-tenant', `${named}, but ${listed(others)}.`);
		}

		const known = verifiedDomains.length === 0 ? '' : ` Its verified domains: ${listed(verifiedDomains)}.`;
		return met(
			pointing.length > 0 ? `${named}, and ${listed([...new Set(pointing.map(({forest}) => forest))])} points at it.` : `${named}.${known}`,
		);
	},
});
