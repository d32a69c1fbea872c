import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** Certificates for a trial, in PEM: an authority of its own, a server's for `localhost`, and a client's. `caFile` and `clientFile` are in a folder that `remove` deletes. */
export type Certificates = {
	readonly ca: string;
	readonly caFile: string;
	readonly server: {readonly key: string; readonly cert: string};
	/** Certificate and private key in one file, as a certificate sign-in takes it. */
	readonly clientFile: string;
	readonly folder: string;
	readonly remove: () => Promise<void>;
};

/** Makes certificates with openssl, which has to be on PATH. */
export const makeCertificates = async (): Promise<Certificates> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'whfb-authority-'));
	const openssl = (...words: readonly string[]) => run('openssl', words, {cwd: folder});
	const read = (name: string) => readFile(path.join(folder, name), 'utf8');
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
	await openssl(
		'req',
		'-x509',
		...newKey,
		'-keyout',
		'ca.key',
		'-out',
		'ca.pem',
		'-days',
		'2',
		'-subj',
		'/O=Contoso Trials/CN=Contoso Trials CA',
	);
	await openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
	await writeFile(path.join(folder, 'server.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
	await openssl(
		'x509',
		'-req',
		'-in',
		'server.csr',
		'-CA',
		'ca.pem',
		'-CAkey',
		'ca.key',
		'-CAcreateserial',
		'-out',
		'server.pem',
		'-days',
		'2',
		'-extfile',
		'server.ext',
	);
	// Entra takes RSA only for signing assertions.
	await openssl(
		'req',
		'-x509',
		'-newkey',
		'rsa:2048',
		'-nodes',
		'-keyout',
		'client.key',
		'-out',
		'client.pem',
		'-days',
		'2',
		'-subj',
		'/CN=whfb trial',
	);
	const clientFile = path.join(folder, 'client-with-key.pem');
	await writeFile(clientFile, `${await read('client.pem')}${await read('client.key')}`, {mode: 0o600});
	return {
		ca: await read('ca.pem'),
		caFile: path.join(folder, 'ca.pem'),
		server: {key: await read('server.key'), cert: await read('server.pem')},
		clientFile,
		folder,
		remove: () => rm(folder, {recursive: true, force: true}),
	};
};
