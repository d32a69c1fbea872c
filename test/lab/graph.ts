import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {Device, Domain, Organization, User} from '@microsoft/microsoft-graph-types';
import {type Fault, misbehave} from './graph/faults.ts';
import {noResources, type Resources, resourceOf, resourcePermissions} from './graph/resources.ts';

/** A tenant, in Graph's own types. What is not of them, such as text where true or false belongs, is given as somebody who casts it. */
export type Tenant = Resources & {
	readonly organization: readonly Organization[];
	readonly domains: readonly Domain[];
	readonly users: readonly User[];
	readonly devices: readonly Device[];
	readonly me: User;
	/** Permissions granted; what is missing is answered with 403. */
	readonly granted: readonly string[];
	/** The bearer token that is accepted. */
	readonly token: string;
	/** Accepts further tokens, such as those of the local authority. */
	readonly accepts: (token: string) => boolean;
	/** How its lists are served wrongly, by the name of the list; each left out is served well. */
	readonly pageSize?: ByList<number>;
	readonly dropNext?: ByList<boolean>;
	readonly dropPage?: ByList<number>;
	readonly repeat?: ByList<number>;
	readonly count?: ByList<unknown>;
	readonly missing?: ByList<readonly string[]>;
	readonly asText?: ByList<readonly string[]>;
};

/**
 * `pageSize`: at most so many records a page, whatever is asked. `dropNext`: no page names a next one. `dropPage`: the page of that number, from 0, never
 * comes; the one before leads past it. `repeat`: so many of the first records come again at the end. `count`: what Graph says that there are.
 * `missing`: members that no record has, not even as null. `asText`: members that come as text, whatever they are.
 */
type ByList<Value> = Readonly<Partial<Record<'users' | 'devices' | 'domains' | 'organization', Value>>>;
type ListName = keyof ByList<unknown>;

/** One request as it arrived. */
type Seen = {
	/** The port it came from, to tell who sent it. */ readonly port: number;
	readonly method: string;
	readonly host: string;
	readonly path: string;
	readonly authorization: string | null;
	readonly headers: IncomingMessage['headers'];
};

export type LocalGraph = {
	readonly origin: string;
	readonly token: string;
	readonly requests: readonly Seen[];
	/** Changes the tenant while the server runs. */
	readonly set: (change: Partial<Tenant>) => void;
	/** Makes every path that matches misbehave from now on; null mends it. The latest fault that matches counts. */
	readonly fault: (path: string | RegExp, fault: Fault | null) => void;
	readonly stop: () => Promise<void>;
};

export type {Fault} from './graph/faults.ts';

const everything = ['Organization.Read.All', 'Domain.Read.All', 'User.Read.All', 'Device.Read.All', 'User.Read', ...resourcePermissions];

type Collection = {
	readonly records: readonly object[];
	readonly permission: string;
	readonly pages: boolean;
	readonly fields: readonly string[] | null;
};

// What Graph gives of a user when nothing is selected; the on-premises members are not among it.
const ofUser = [
	'businessPhones',
	'displayName',
	'givenName',
	'jobTitle',
	'mail',
	'mobilePhone',
	'officeLocation',
	'preferredLanguage',
	'surname',
	'userPrincipalName',
	'id',
];

const collectionOf = (path: string, tenant: Tenant): Collection | undefined =>
	({
		'/organization': {records: tenant.organization, permission: 'Organization.Read.All', pages: false, fields: null},
		'/domains': {records: tenant.domains, permission: 'Domain.Read.All', pages: false, fields: null},
		'/users': {records: tenant.users, permission: 'User.Read.All', pages: true, fields: ofUser},
		'/devices': {records: tenant.devices, permission: 'Device.Read.All', pages: true, fields: null},
	})[path];

const picked = (record: object, fields: readonly string[] | null): object =>
	fields === null ? record : Object.fromEntries(fields.map(field => [field, (record as Record<string, unknown>)[field] ?? null]));

/** The filters the product uses: equalities joined by `and`. Undefined for anything else. */
const matching = (filter: string): ((record: object) => boolean) | undefined => {
	const terms = filter.split(' and ').map(term => /^(\w+) eq (?:(true|false)|'([^']*)')$/.exec(term));
	if (terms.some(term => term === null)) {
		return undefined;
	}

	return record =>
		terms.every(
			term => (record as Record<string, unknown>)[term?.[1] ?? ''] === (term?.[2] === undefined ? term?.[3] : term[2] === 'true'),
		);
};

const send = (response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
	response.writeHead(status, {'content-type': 'application/json;odata.metadata=minimal;charset=utf-8', ...headers});
	response.end(JSON.stringify(body));
};

const refuse = (response: ServerResponse, status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
	send(response, status, {error: {code, message: 'Said by the local Graph.', innerError: {}}}, headers);

/** How the records of a list are sent: members that are missing are left out, and those that are text are made so. */
const sender = (name: ListName, {missing, asText}: Tenant): ((record: object) => object) => {
	const [absent, texts] = [missing?.[name] ?? [], asText?.[name] ?? []];
	return absent.length + texts.length === 0
		? record => record
		: record =>
				Object.fromEntries(
					Object.entries(record).flatMap(([field, value]) =>
						absent.includes(field) ? [] : [[field, texts.includes(field) ? String(value) : value]],
					),
				);
};

const answerCollection = (
	response: ServerResponse,
	url: URL,
	version: string,
	name: ListName,
	collection: Collection,
	tenant: Tenant,
	eventual: boolean,
) => {
	const {records, pages, fields} = collection;
	const top = url.searchParams.get('$top');
	if (top !== null && !(/^\d+$/.test(top) && Number(top) >= 1 && Number(top) <= 999)) {
		return refuse(response, 400, 'Request_UnsupportedQuery');
	}

	const filter = url.searchParams.get('$filter');
	const matches = filter === null ? () => true : matching(filter);
	const counting = url.searchParams.get('$count') === 'true';
	if (matches === undefined || (counting && !eventual)) {
		return refuse(response, 400, 'Request_UnsupportedQuery');
	}

	const chosen = filter === null ? records : records.filter(matches);
	const again = tenant.repeat?.[name] ?? 0;
	const found = again === 0 ? chosen : [...chosen, ...chosen.slice(0, again)];
	const size = Math.min(pages ? Number(top ?? 100) : records.length || 1, tenant.pageSize?.[name] ?? Number.POSITIVE_INFINITY);
	const pageAfter = (from: number) => (from / size === tenant.dropPage?.[name] ? from + size : from);
	const from = pageAfter(Number(url.searchParams.get('$skiptoken') ?? 0));
	const after = pageAfter(from + size);
	const next = new URL(url);
	next.searchParams.set('$skiptoken', String(after));
	const select = url.searchParams.get('$select')?.split(',') ?? fields;
	const asSent = sender(name, tenant);
	send(response, 200, {
		'@odata.context': `${url.origin}/${version}/$metadata#${name}`,
		...(counting && !url.searchParams.has('$skiptoken')
			? {'@odata.count': tenant.count !== undefined && name in tenant.count ? tenant.count[name] : chosen.length}
			: {}),
		...(after < found.length && !tenant.dropNext?.[name] ? {'@odata.nextLink': next.href} : {}),
		value: found.slice(from, from + size).map(record => asSent(picked(record, select))),
	});
};

/** One user, by the user principal name or the id in the path. */
const answerUser = (response: ServerResponse, url: URL, version: string, name: string, {users, granted}: Tenant) => {
	const user = users.find(({id, userPrincipalName}) => id === name || userPrincipalName?.toLowerCase() === name.toLowerCase());
	if (!granted.includes('User.Read.All')) {
		return refuse(response, 403, 'Authorization_RequestDenied');
	}

	const context = `${url.origin}/${version}/$metadata#users/$entity`;
	return user === undefined
		? refuse(response, 404, 'Request_ResourceNotFound')
		: send(response, 200, {'@odata.context': context, ...picked(user, url.searchParams.get('$select')?.split(',') ?? ofUser)});
};

/** Starts a Graph of one tenant on a loopback address, over plain HTTP. */
export const startGraph = async (given: Partial<Tenant> = {}): Promise<LocalGraph> => {
	let tenant: Tenant = {
		...noResources,
		organization: [],
		domains: [],
		users: [],
		devices: [],
		me: {id: '00000000-0000-4000-8000-000000000001', userPrincipalName: 'hana@contoso.com'},
		granted: everything,
		token: 'local-graph-token',
		accepts: () => false,
		...given,
	};
	const requests: Seen[] = [];
	const faults: {readonly path: string | RegExp; fault: Fault; used: number}[] = [];
	const sockets = new Set<Socket>();

	const answer = (request: IncomingMessage, response: ServerResponse, url: URL) => {
		const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		if (bearer === undefined || !(bearer === tenant.token || tenant.accepts(bearer))) {
			return refuse(response, 401, 'InvalidAuthenticationToken', {'www-authenticate': 'Bearer realm=""'});
		}

		if (request.method !== 'GET') {
			return refuse(response, 405, 'Request_BadRequest');
		}

		const [, version = '', path = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(url.pathname) ?? [];
		if (path === '/me') {
			return send(response, 200, {'@odata.context': `${url.origin}/${version}/$metadata#users/$entity`, ...tenant.me});
		}

		const resource = resourceOf(path, tenant);
		if (resource !== null) {
			if (!tenant.granted.includes(resource.permission)) {
				return refuse(response, 403, 'Authorization_RequestDenied');
			}

			return 'refused' in resource
				? refuse(response, resource.status, resource.refused)
				: send(response, 200, {'@odata.context': `${url.origin}/${version}/$metadata#${resource.context}`, ...resource.body});
		}

		const [, name] = /^\/users\/([^/]+)$/.exec(path) ?? [];
		if (name !== undefined) {
			return answerUser(response, url, version, decodeURIComponent(name), tenant);
		}

		const collection = collectionOf(path, tenant);
		if (collection === undefined) {
			return refuse(response, 404, 'Request_ResourceNotFound');
		}

		return tenant.granted.includes(collection.permission)
			? answerCollection(
					response,
					url,
					version,
					path.slice(1) as ListName,
					collection,
					tenant,
					request.headers.consistencylevel === 'eventual',
				)
			: refuse(response, 403, 'Authorization_RequestDenied');
	};

	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		const {authorization = null, host = ''} = request.headers;
		requests.push({
			port: request.socket.remotePort ?? 0,
			method: request.method ?? '',
			host,
			path,
			authorization,
			headers: request.headers,
		});
		const url = new URL(path, origin);
		const found = faults.findLast(each => (typeof each.path === 'string' ? url.pathname.startsWith(each.path) : each.path.test(path)));
		if (found !== undefined && found.used < (found.fault.times ?? Number.POSITIVE_INFINITY)) {
			found.used += 1;
			return misbehave(found.fault, request, response, url, () => answer(request, response, url));
		}

		answer(request, response, url);
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin,
		requests,
		get token() {
			return tenant.token;
		},
		set: change => {
			tenant = {...tenant, ...change};
		},
		fault: (path, fault) => {
			const key = String(path);
			for (let index = faults.length - 1; index >= 0; index -= 1) {
				if (String(faults[index]?.path) === key) {
					faults.splice(index, 1);
				}
			}

			if (fault !== null) {
				faults.push({path, fault, used: 0});
			}
		},
		stop: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
	};
};
