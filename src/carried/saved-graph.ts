import {z} from 'zod';
import type {Collector} from '../guide/check.ts';
import {type Brought, type Described, type Importer, ofNobody, type Refusal, type SavedFile, type Spoken} from '../guide/importer.ts';
import {safeValue} from './safe-value.ts';

const saved = z.looseObject({'@odata.context': z.string()});
type Saved = z.infer<typeof saved>;

const markOf = (text: string): boolean => /"@odata\.context"\s*:/.test(text.slice(0, 4_000));

/** `…/v1.0/$metadata#domains(id,isVerified)` is an answer of `/v1.0/domains`. */
const resourceOf = (context: string): {readonly version: string; readonly resource: string} | null => {
	const parts = /\/(v1\.0|beta)\/\$metadata#([^()]+?)(?:\([^)]*\))?(?:\/\$entity)?$/.exec(context);
	return parts?.[1] === undefined || parts[2] === undefined ? null : {version: parts[1], resource: parts[2].toLowerCase()};
};

/** The collectors whose whole answer a saved file can be. A filter leaves no trace in an answer, so a query with one is never matched. */
const collectorsFor = (context: string, collectors: readonly Collector[]): readonly Collector[] => {
	const found = resourceOf(context);
	return found === null
		? []
		: collectors.filter(({query}) => {
				const [, version, path, options = ''] = query.via === 'graph' ? (/^\/(v1\.0|beta)\/([^?]+)\??(.*)$/.exec(query.path) ?? []) : [];
				const own = path?.toLowerCase();
				return (
					version === found.version &&
					(own === found.resource || own?.split('/').at(-1) === found.resource) &&
					!/\$(filter|search|count|top|skip)/i.test(options)
				);
			});
};

const records = (facts: unknown): readonly Record<string, unknown>[] =>
	z.object({value: z.array(z.looseObject({}))}).safeParse(facts).data?.value ?? [];

/** The tenant that an answer of `organization` or `domains` belongs to. */
const spokenOf = (context: string, facts: unknown): Spoken => {
	const resource = resourceOf(context)?.resource;
	const texts = (values: readonly unknown[]) => values.filter(value => typeof value === 'string').map(value => value.toLowerCase());
	if (resource === 'organization') {
		const [first] = records(facts);
		const names = z.array(z.looseObject({name: z.string()})).safeParse(first?.['verifiedDomains']).data ?? [];
		return {...ofNobody, tenantId: texts([first?.['id']])[0] ?? null, tenantNames: texts(names.map(({name}) => name))};
	}

	return resource === 'domains'
		? {...ofNobody, tenantNames: texts(records(facts).flatMap(({id, isVerified}) => (isVerified === true ? [id] : [])))}
		: ofNobody;
};

const read = ([file]: readonly SavedFile[], collectors: readonly Collector[]): readonly Brought[] | Refusal => {
	let answer: Saved;
	try {
		answer = saved.parse(JSON.parse(file?.text() ?? ''));
	} catch {
		return {refused: 'This Graph answer breaks off, or was changed so that it is no JSON any more. Save the whole answer.'};
	}

	const {'@odata.context': context, '@odata.nextLink': next, ...rest} = answer;
	if (next !== undefined) {
		return {refused: 'This Graph answer is one page of several: it names a next one. Ask for all of it, or let whfb ask Graph itself.'};
	}

	const facts = safeValue(
		'value' in rest
			? {value: rest['value'], count: null}
			: Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('@'))),
	);
	const fitting = collectorsFor(context, collectors).filter(collector => {
		try {
			return collector.facts.safeParse(collector.read(facts)).success;
		} catch {
			return false;
		}
	});
	if (fitting.length === 0) {
		const asked = collectors.flatMap(({query}) =>
			query.via === 'graph' && !/\$(filter|search|count)/.test(query.path) ? [query.path] : [],
		);
		return {
			refused: `This Graph answer is of no question of the guide, or lacks what was asked for. The questions are: ${asked.map(path => `GET ${path}`).join(', ')}.`,
		};
	}

	const described: Described = {
		about: `graph/${resourceOf(context)?.resource ?? ''}`,
		holds:
			'value' in rest
				? `${records(facts).length} records of ${resourceOf(context)?.resource ?? 'Graph'}`
				: `${resourceOf(context)?.resource ?? 'an object'} of Graph`,
		identity: spokenOf(context, facts),
	};
	return fitting.map(({id}) => ({collector: id, facts, source: 'exported', takenAt: null, from: 'a saved Graph answer', ...described}));
};

/** Takes a saved answer of Microsoft Graph for the collector that asks that question. Graph puts no time into its answers. */
export const savedGraph = (collectors: readonly Collector[]): Importer => ({
	id: 'saved-graph',
	what: 'a saved Graph answer',
	recognises: files => files.length === 1 && markOf(files[0]?.text() ?? ''),
	read: files => read(files, collectors),
});
