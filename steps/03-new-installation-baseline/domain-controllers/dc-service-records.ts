import type {z} from 'zod';
import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type Controller, domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {schemaHead} from '../../02-prerequisites/forests/forest-schema.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestNamed, heard, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {listed} from '../../directory.ts';
import {isSameDnsName} from '../../identity.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {type ServiceRecords, serviceRecords} from './service-records.facts.ts';

type Domain = Extract<ServiceRecords['forests'][number], {silent: null}>['domains'][number];
type Heads = Extract<z.infer<typeof schemaHead.facts>['forests'][number], {silent: null}>['controllers'];

const has = (servers: readonly string[], name: string) => servers.some(server => isSameDnsName(server, name));

/** A read-only controller offers itself to its own site alone. One that does not answer either is not missing from DNS: it is gone. */
const judgeController = ({name, readOnly}: Controller, {records}: Domain, heads: Heads): Verdict => {
	if (readOnly) {
		return notApplicable(`${name} is read-only, and offers itself to its own site alone.`);
	}

	if (!name.includes('.')) {
		return declined('inconclusive', 'let-it-answer', `${name} tells no DNS name of its own, so its records were not looked for.`);
	}

	const without = records.filter(({dns, servers}) => dns !== 'unknown' && !has(servers, name)).map(record => record.name);
	if (without.length > 0) {
		const head = heads.find(({server}) => isSameDnsName(server, name));
		return head !== undefined && head.silent !== null
			? notApplicable(`${name} does not answer, and has no record under ${listed(without)}.`)
			: caution('let-it-register', `${name} has no record under ${listed(without)}, so clients do not find it there.`);
	}

	return records.some(({dns}) => dns === 'unknown')
		? declined('inconclusive', 'ask-the-right-dns', `DNS did not say from here whether ${name} has its service records.`)
		: met(`${name} has its service records.`);
};

/** Records that lead to a server which is no domain controller of the domain. */
const strayParts = ({domain, records}: Domain, controllers: readonly Controller[]): readonly Part[] => {
	const strays = [...new Set(records.flatMap(({servers}) => servers))].filter(
		server => !controllers.some(({name}) => isSameDnsName(name, server)),
	);
	return strays.map(name => ({
		name,
		verdict: caution('remove-the-record', `DNS leads clients of ${domain} to ${name}, which is no domain controller of it.`),
	}));
};

const partsOfDomain = (domain: Domain, controllers: readonly Controller[], heads: Heads): readonly Part[] => {
	const empty = domain.records.filter(({dns, servers}) => dns !== 'unknown' && servers.length === 0).map(({name}) => name);
	return empty.length > 0
		? [
				{
					name: domain.domain,
					verdict: unmet('let-it-register', `DNS holds no record under ${listed(empty)}: no client finds ${domain.domain}.`),
				},
			]
		: [
				...controllers.map(controller => ({name: controller.name, verdict: judgeController(controller, domain, heads)})),
				...strayParts(domain, controllers),
			];
};

export const dcServiceRecords = defineCheckOver({
	id: 'dc-service-records',
	question: 'Does DNS lead clients to every domain controller?',
	needs: {records: serviceRecords, controllers: domainControllers, head: optional(schemaHead), scope: optional(usersInScope)},
	partsOf: ({records, controllers, head, scope}) =>
		partsByForest(
			records.forests,
			({forest, domains}) => {
				const own = forestNamed(controllers.forests, forest);
				if (own === undefined) {
					return [unheard(forest, silenceOf(controllers.forests, forest, 'Its domain controllers were not listed.'))];
				}

				const heads = head.seen && !head.stale ? (forestNamed(head.facts.forests, forest)?.controllers ?? []) : [];
				return domains.flatMap(domain => {
					const silence = own.domains.find(one => isSameDnsName(one.domain, domain.domain));
					const listedThere = heard(own.domains).find(one => isSameDnsName(one.domain, domain.domain));
					return listedThere === undefined
						? [unheard(domain.domain, silence?.silent ?? {reason: 'inconclusive', detail: 'Its domain controllers were not listed.'})]
						: partsOfDomain(domain, listedThere.controllers, heads);
				});
			},
			scope,
		),
	judge: parts => worstFirst(parts, {met: 'DNS leads clients to every domain controller that is not read-only.'}),
});
