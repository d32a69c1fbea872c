import {once} from 'node:events';
import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import type {Home} from './built.ts';

/** In place of PowerShell: a directory that has no end. It gives a page of users every few milliseconds, and whatever else it is asked fails at once. */
const endless = `#!${process.execPath}
const {createHash} = require('node:crypto');
const {appendFileSync} = require('node:fs');
const {join} = require('node:path');
appendFileSync(join(process.env.HOME, 'children'), process.pid + '\\n');
let input = '';
process.stdin.on('data', data => {
	input += data;
	const end = input.indexOf('\\n');
	if (end < 0) {
		return;
	}

	const {nonce, pages} = JSON.parse(input.slice(0, end));
	if (!pages || !process.argv.at(-1).endsWith('search-directory.ps1')) {
		process.exit(1);
	}

	let number = 0;
	const page = value => {
		const text = JSON.stringify(value);
		number += 1;
		process.stdout.write(['WHFB-BEGIN', nonce, 'page', number, text.length, createHash('sha256').update(text).digest('hex')].join(' ') + '\\n' + text + '\\nWHFB-END ' + nonce + ' ' + number + '\\n');
	};
	const namingContext = 'DC=corp,DC=example,DC=test';
	const server = 'dc01.corp.example.test';
	const ids = [1, 2, 3].map(at => '0000000' + at + '-0000-4000-8000-000000000000');
	page({kind: 'head', forest: {name: 'corp.example.test', ids, bound: server, domains: [{name: 'corp.example.test', namingContext, sid: null, server, code: null}], controllers: []}});
	let person = 0;
	setInterval(() => {
		const rows = Array.from({length: 500}, () => {
			person += 1;
			const sid = Buffer.alloc(28);
			sid.set([1, 5, 0, 0, 0, 0, 0, 5]);
			sid.writeUInt32LE(21, 8);
			sid.writeUInt32LE(person, 24);
			return ['CN=p' + person + ',' + namingContext, '1', 'p' + person + '@example.test', '1', 'p' + person, '1', sid.toString('base64'), '1', Buffer.alloc(16, person).toString('base64'), '0'];
		}).flat();
		page({kind: 'page', reading: 0, query: '0', server, namingContext, rows});
	}, 20);
});
`;

/** The stand-in, by its path. Every process of it leaves its number in the home. */
export const endlessDirectory = (home: Home): string => {
	const file = join(home.path, 'endless');
	writeFileSync(file, endless);
	chmodSync(file, 0o755);
	return file;
};

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		// One that is dead and only waits to be counted by its parent does nothing any more.
		return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
};

/** The processes of the stand-in: how many there ever were, and those that still run. */
export const childrenIn = (home: Home): {readonly ever: number; readonly alive: readonly number[]} => {
	const file = join(home.path, 'children');
	const all = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];
	return {ever: all.length, alive: all.filter(isAlive)};
};

export type SlowTenant = {
	readonly origin: string;
	readonly token: string;
	/** Requests that have come and are neither answered nor given up. */
	readonly open: () => number;
	readonly asked: () => number;
	readonly stop: () => Promise<void>;
};

const pages = 4;
const pageSize = 999;

/** A tenant that gives some pages of users, and lets whoever asks for the next one wait for ever. */
export const slowTenant = async (): Promise<SlowTenant> => {
	const token = 'local-graph-token';
	let open = 0;
	let asked = 0;
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
		const about = url.pathname.split('/').at(-1) ?? '';
		const answer = (value: readonly object[], next: string | null = null) =>
			response.writeHead(200, {'content-type': 'application/json'}).end(
				JSON.stringify({
					'@odata.context': `${url.origin}/v1.0/$metadata#${about}`,
					...(next === null ? {} : {'@odata.nextLink': next}),
					value,
				}),
			);
		asked += 1;
		open += 1;
		response.on('close', () => {
			open -= 1;
		});
		if (about !== 'users') {
			answer(
				about === 'domains'
					? [{id: 'example.test', isVerified: true, isDefault: true, isInitial: false, authenticationType: 'Managed'}]
					: [],
			);
			return;
		}

		const page = Number(url.searchParams.get('$skiptoken') ?? 0);
		if (page < pages) {
			url.searchParams.set('$skiptoken', String(page + 1));
			const people = Array.from({length: pageSize}, (_, at) => ({
				id: `${page}-${at}`,
				userPrincipalName: `p${page * pageSize + at}@example.test`,
				onPremisesSecurityIdentifier: `S-1-5-21-0-0-0-${page * pageSize + at}`,
			}));
			answer(people, url.href);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		token,
		open: () => open,
		asked: () => asked,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
};
