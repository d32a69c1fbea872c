import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';

/** What a certificate is made of; all is as the guide asks unless said otherwise. */
export type Shape = {
	/** Key usages and extended ones, in the words of openssl; null leaves the extension out. */
	readonly keyUsage?: string | null;
	readonly usages?: string | null;
	/** Alternative names, in the words of openssl; null leaves the extension out. */
	readonly names?: string | null;
	readonly hash?: 'sha1' | 'sha256' | 'sha384';
	readonly key?: 'rsa2048' | 'rsa1024' | 'rsa3072' | 'ec';
	/** Days from now. */
	readonly from?: number;
	readonly until?: number;
	/** Where its revocation list lies: files of this server, or whole addresses. */
	readonly lists?: readonly string[];
	readonly responder?: string;
	readonly template?: 'old' | 'new' | null;
	/** Without its private key. */
	readonly keyless?: boolean;
	readonly revoked?: boolean;
	readonly by?: 'issuing' | 'unknown' | 'root' | 'old';
};

const day = 24 * 60 * 60 * 1000;
const openssl = (cwd: string, ...args: readonly string[]): Buffer =>
	execFileSync('openssl', args, {cwd, stdio: ['ignore', 'pipe', 'pipe']});
const stamp = (days: number): string => `${new Date(Date.now() + days * day).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

const config = (name: string): string => `
[ca]
default_ca = own
[own]
dir = .
database = ${name}.index
serial = ${name}.serial
new_certs_dir = .
certificate = ${name}.crt
private_key = ${name}.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;

/**
 * A root and an authority below it, made with openssl in `folder`; a second authority whose own certificate is kept from everybody (`unknown`), and a
 * third that has run out (`old`). A server on loopback gives out revocation lists: `good.crl`, `ended.crl`, and no other.
 */
export const startAuthority = async (folder: string) => {
	const server = createServer((request, response) => {
		const name = (request.url ?? '').slice(1);
		const known = /^(root|issuing|old|unknown)-(good|ended)\.crl$/.test(name);
		response.writeHead(known ? 200 : 404, {'content-type': 'application/pkix-crl'});
		response.end(known ? readFileSync(join(folder, name)) : '');
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	const keys = {rsa2048: ['rsa', '2048'], rsa1024: ['rsa', '1024'], rsa3072: ['rsa', '3072'], ec: null} as const;
	const made = new Set<string>();
	const keyOf = (kind: keyof typeof keys): string => {
		if (!made.has(kind)) {
			const bits = keys[kind]?.[1];
			openssl(
				folder,
				'genpkey',
				...(bits === undefined
					? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']
					: ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`]),
				'-out',
				`${kind}.key`,
			);
			openssl(folder, 'req', '-new', '-key', `${kind}.key`, '-subj', '/CN=DC01.corp.example.test', '-out', `${kind}.csr`);
			made.add(kind);
		}

		return kind;
	};

	const authority = (name: string, subject: string, by: string | null, from: number, until: number): void => {
		openssl(folder, 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${name}.key`);
		openssl(folder, 'req', '-new', '-key', `${name}.key`, '-subj', `/CN=${subject}`, '-out', `${name}.csr`);
		write(`${name}.index`, '');
		write(`${name}.serial`, '01\n');
		write(`${name}.cnf`, config(name));
		write(
			`${name}.ext`,
			`basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n${
				by === null ? '' : `crlDistributionPoints=URI:${origin}/${by}-good.crl\n`
			}`,
		);
		const self = by === null ? ['-selfsign', '-keyfile', `${name}.key`] : [];
		openssl(
			folder,
			...['ca', '-batch', '-notext', '-config', `${by ?? name}.cnf`, ...self, '-extfile', `${name}.ext`],
			...['-startdate', stamp(from), '-enddate', stamp(until), '-in', `${name}.csr`, '-out', `${name}.crt`],
		);
	};

	authority('root', 'Example Root', null, -1000, 3000);
	authority('issuing', 'Example Issuing CA', 'root', -800, 2000);
	authority('unknown', 'Example Lost CA', 'root', -800, 2000);
	authority('old', 'Example Old CA', 'root', -800, -2);

	const lists = (): void => {
		for (const name of ['root', 'issuing', 'unknown', 'old']) {
			for (const [kind, from, until] of [
				['good', -1, 7],
				['ended', -9, -2],
			] as const) {
				openssl(
					folder,
					...['ca', '-gencrl', '-config', `${name}.cnf`, '-out', `${name}.pem`],
					...['-crl_lastupdate', stamp(from), '-crl_nextupdate', stamp(until)],
				);
				openssl(folder, 'crl', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}-${kind}.crl`);
			}
		}
	};

	let count = 0;
	/** Makes a certificate; the file that holds it, with its private key unless it has none. */
	const issue = (shape: Shape): string => {
		const name = `dc-${++count}`;
		const {key = 'rsa2048', hash = 'sha256', from = -10, until = 300, by = 'issuing', template = 'new', keyless = false} = shape;
		const {keyUsage = 'critical,digitalSignature,keyEncipherment', names = 'DNS:DC01.corp.example.test,DNS:corp.example.test'} = shape;
		const {
			usages = 'clientAuth,serverAuth,1.3.6.1.5.2.3.5,1.3.6.1.4.1.311.20.2.2',
			lists: addresses = [`${by}-good.crl`],
			responder,
		} = shape;
		const whole = addresses.map(address => `URI:${address.includes(':') ? address : `${origin}/${address}`}`);
		write(
			`${name}.ext`,
			[
				...(keyUsage === null ? [] : [`keyUsage=${keyUsage}`]),
				...(usages === null ? [] : [`extendedKeyUsage=${usages}`]),
				...(names === null ? [] : ['subjectAltName=@names']),
				...(whole.length === 0 ? [] : [`crlDistributionPoints=${whole.join(',')}`]),
				...(responder === undefined ? [] : [`authorityInfoAccess=OCSP;URI:${responder}`]),
				...(template === 'old' ? ['1.3.6.1.4.1.311.20.2=ASN1:BMP:DomainController'] : []),
				...(template === 'new' ? ['1.3.6.1.4.1.311.21.7=ASN1:SEQUENCE:template'] : []),
				'[template]',
				'id=OID:1.3.6.1.4.1.311.21.8.1.2.3',
				'major=INTEGER:100',
				'minor=INTEGER:3',
				'[names]',
				// A section, because a comma inside a name would begin another one.
				...(names ?? '').split(/,(?=DNS:|otherName:)/).map((one, at) => one.replace(/^(\w+):/, `$1.${at}=`)),
			].join('\n'),
		);
		openssl(
			folder,
			...['ca', '-batch', '-notext', '-config', `${by}.cnf`, '-md', hash, '-extfile', `${name}.ext`],
			...['-startdate', stamp(from), '-enddate', stamp(until), '-in', `${keyOf(key)}.csr`, '-out', `${name}.crt`],
		);
		if (shape.revoked) {
			openssl(folder, 'ca', '-config', `${by}.cnf`, '-revoke', `${name}.crt`);
		}

		if (!keyless) {
			openssl(folder, 'pkcs12', '-export', '-inkey', `${key}.key`, '-in', `${name}.crt`, '-out', `${name}.pfx`, '-passout', 'pass:');
		}

		return join(folder, keyless ? `${name}.crt` : `${name}.pfx`);
	};

	const thumbprintOf = (name: string): string =>
		openssl(folder, 'x509', '-in', `${name}.crt`, '-noout', '-fingerprint', '-sha1')
			.toString()
			.replace(/^.*=/, '')
			.replaceAll(':', '')
			.trim()
			.toLowerCase();

	return {
		issue,
		/** Writes the revocation lists, with everything that is revoked by now. */
		publish: lists,
		/** Thumbprint of an authority. */
		thumbprintOf,
		certificate: (name: 'root' | 'issuing' | 'old'): string => join(folder, `${name}.crt`),
		stop: () => new Promise<void>(resolve => server.close(() => resolve())),
	};
};
