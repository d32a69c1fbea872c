import {createSocket} from 'node:dgram';
import {once} from 'node:events';

/** What a name has: addresses, or the servers of its service records. A name that is not listed does not exist. */
export type Zone = Readonly<Record<string, {readonly address?: string; readonly servers?: readonly string[]}>>;

const kinds = {address: 1, service: 33} as const;

const labels = (name: string): Buffer =>
	Buffer.concat([...name.split('.').map(label => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])]);

/** One record under the name that was asked (a pointer to byte 12, RFC 1035 4.1.4), for a minute. */
const record = (kind: number, data: Buffer): Buffer => {
	const head = Buffer.alloc(12);
	head.writeUInt16BE(0xc00c, 0);
	head.writeUInt16BE(kind, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt32BE(60, 6);
	head.writeUInt16BE(data.length, 10);
	return Buffer.concat([head, data]);
};

const answerTo = (question: Buffer, zone: Zone): Buffer => {
	const asked: string[] = [];
	let at = 12;
	for (let size = question[at] ?? 0; size > 0; size = question[at] ?? 0) {
		asked.push(question.toString('latin1', at + 1, at + 1 + size));
		at += size + 1;
	}

	const kind = question.readUInt16BE(at + 1);
	const found = zone[asked.join('.').toLowerCase()];
	const records =
		kind === kinds.service
			? (found?.servers ?? []).map(host => record(kind, Buffer.concat([Buffer.from([0, 0, 0, 100, 1, 133]), labels(host)])))
			: kind === kinds.address && found?.address !== undefined
				? [record(kind, Buffer.from(found.address.split('.').map(Number)))]
				: [];
	const head = Buffer.from(question.subarray(0, 12));
	// An answer with authority; 3 says that there is no such name (RFC 1035 4.1.1).
	head.writeUInt16BE(0x8580 | (found === undefined ? 3 : 0), 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt16BE(records.length, 6);
	head.writeUInt32BE(0, 8);
	return Buffer.concat([head, question.subarray(12, at + 5), ...records]);
};

/** A DNS server on a loopback port, for one zone; null is one that never answers. */
export const startDns = async (zone: Zone | null) => {
	const socket = createSocket('udp4');
	socket.on('message', (question, {port, address}) => {
		if (zone !== null) {
			socket.send(answerTo(question, zone), port, address);
		}
	});
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	return {server: `127.0.0.1:${socket.address().port}`, stop: () => socket.close()};
};
