import {once} from 'node:events';
import {Agent, createServer, request as forward} from 'node:http';
import {type AddressInfo, connect, type Socket} from 'node:net';

/** A forward proxy that writes down where it was asked to go. */
export type LocalProxy = {
	readonly url: string;
	/** Host and port of every tunnel and every plain request, in order. */
	readonly went: readonly string[];
	/** The ports it went on from. */
	readonly ports: ReadonlySet<number>;
	readonly stop: () => Promise<void>;
};

/** Starts a proxy on a loopback address. With `password`, it lets nobody through who does not send it; with `refuses`, nobody at all. */
export const startProxy = async (options: {readonly password?: string; readonly refuses?: boolean} = {}): Promise<LocalProxy> => {
	const went: string[] = [];
	const ports = new Set<number>();
	const note = (socket: Socket) => socket.once('connect', () => ports.add(socket.localPort ?? 0));
	const sockets = new Set<Socket>();
	const mayPass = (authorization: string | undefined) =>
		options.password === undefined || authorization === `Basic ${Buffer.from(`hana:${options.password}`).toString('base64')}`;
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/');
		went.push(url.host);
		if (!mayPass(request.headers['proxy-authorization'])) {
			response.writeHead(407).end();
			return;
		}

		// With an agent of its own: the product's proxy is set for the whole program, and this would come back to itself.
		const onward = forward(url, {agent: new Agent(), method: request.method, headers: request.headers}, answer => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		onward.on('socket', note);
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	});
	server.on('connect', (request, socket) => {
		went.push(request.url ?? '');
		if (!mayPass(request.headers['proxy-authorization'])) {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
			return;
		}

		if (options.refuses) {
			socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
			return;
		}

		const {hostname, port} = new URL(`http://${request.url}`);
		const there = connect(Number(port), hostname, () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(there).pipe(socket);
		});
		note(there);
		there.on('error', () => socket.destroy());
		socket.on('error', () => there.destroy());
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const credentials = options.password === undefined ? '' : `hana:${options.password}@`;
	return {
		url: `http://${credentials}127.0.0.1:${(server.address() as AddressInfo).port}`,
		went,
		ports,
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
