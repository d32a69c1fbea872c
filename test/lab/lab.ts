import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

/** The password of every enabled account of the lab, the administrator's too. */
const password = 'Passw0rd.Lab1';

export type ForestWish = {
	/** Upper case, as Kerberos writes it. Two forests of one realm take turns. */
	readonly realm: string;
	readonly schema: '2012_R2' | '2016' | '2019';
	/** A loopback address; chosen by the realm where none is given. */
	readonly address?: string;
	/** How many enabled users to put in OU=Bulk besides the named ones. */
	readonly users?: number;
};

/** Variables for a child process, or for process.env: which tickets it holds and where they are good. */
export type Credentials = {readonly KRB5_CONFIG: string; readonly KRB5CCNAME: string; readonly LDAPCONF: string};

export type Forest = ForestWish & {
	/** Where its files are, until it is removed. */
	readonly folder: string;
	/** DNS name of the forest and of its only domain. */
	readonly dns: string;
	/** Its only domain controller. */
	readonly host: string;
	readonly address: string;
	readonly baseDn: string;
	readonly domainSid: string;
	/** objectGUIDs of the domain, the configuration and the schema. */
	readonly ids: readonly string[];
	/** A ticket of `reader`, an ordinary user. */
	readonly env: Credentials;
	/** A ticket of somebody else. */
	readonly ticket: (user: string) => Promise<Credentials>;
	/** Writes LDIF straight into the database; `@BASEDN@` and `@SID@` stand for this forest's. `relax` allows what only the system may write. */
	readonly ldif: (text: string, options?: {readonly relax?: boolean}) => Promise<void>;
	/** What ldapsearch prints as `reader`. */
	readonly search: (...args: readonly string[]) => Promise<string>;
	/** The whole database as text, without what a sign-in itself leaves behind. */
	readonly dump: () => Promise<string>;
	/** The directory stops answering; its name and address stay. */
	readonly stop: () => Promise<void>;
	readonly start: () => Promise<void>;
	/** Stops it for good and removes its files, its address and its name. Happens by itself when this process ends. */
	readonly remove: () => Promise<void>;
};

type Run = {readonly env?: Readonly<Record<string, string>>; readonly input?: string};

const run = async (command: string, args: readonly string[], {env = {}, input = ''}: Run = {}): Promise<string> => {
	const child = spawn(command, args, {env: {...process.env, ...env}, stdio: 'pipe'});
	const out: Buffer[] = [];
	const complaint: Buffer[] = [];
	child.stdout.on('data', chunk => out.push(chunk));
	child.stderr.on('data', chunk => complaint.push(chunk));
	child.stdin.on('error', () => undefined).end(input);
	const [code] = await once(child, 'close');
	if (code !== 0) {
		throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${Buffer.concat(complaint)}`);
	}

	return Buffer.concat(out).toString();
};

/** Tickets of one user in several forests at once, as somebody has who works in more than one. No user: names that resolve and no ticket. */
export const credentials = async (
	forests: readonly Pick<Forest, 'realm' | 'dns' | 'address' | 'folder'>[],
	user: string | null,
): Promise<Credentials> => {
	// In the forest's own folder, so that its keeper takes it away.
	const folder = await mkdtemp(join(forests[0]?.folder ?? tmpdir(), 'ticket-'));
	const env = {KRB5_CONFIG: join(folder, 'krb5.conf'), KRB5CCNAME: `DIR:${folder}`, LDAPCONF: join(folder, 'ldap.conf')};
	await writeFile(
		env.KRB5_CONFIG,
		[
			'[libdefaults]',
			`default_realm = ${forests[0]?.realm}`,
			// There is no DNS in the lab: names come from the hosts file and are taken as they are.
			...['dns_lookup_realm', 'dns_lookup_kdc', 'dns_canonicalize_hostname', 'rdns'].map(name => `${name} = false`),
			'[realms]',
			...forests.map(({realm, address}) => `${realm} = {\nkdc = ${address}\n}`),
			'[domain_realm]',
			...forests.flatMap(({realm, dns}) => [`.${dns} = ${realm}`, `${dns} = ${realm}`]),
			'',
		].join('\n'),
	);
	await writeFile(env.LDAPCONF, 'SASL_NOCANON on\n');
	for (const {realm} of user === null ? [] : forests) {
		await run('kinit', [`${user}@${realm}`], {env, input: `${password}\n`});
	}

	return env;
};

/** What signing in writes on the account and nothing else does: MS-ADA1, MS-ADA2. */
const signIn = /^(lastLogon|lastLogonTimestamp|logonCount|badPwdCount|badPasswordTime|lastLogoff): .*\n/gm;

const addressOf = (realm: string) => {
	const [a = 0, b = 0] = createHash('sha256').update(realm).digest();
	return `127.77.${a}.${(b % 253) + 2}`;
};

/** Starts a forest of its own for whoever asks, in about six seconds the first time and two from then on. */
export const startForest = async (wish: ForestWish): Promise<Forest> => {
	const {realm, schema, users = 0, address = addressOf(realm)} = wish;
	const dns = realm.toLowerCase();
	const host = `dc1.${dns}`;
	const folder = await mkdtemp(join(tmpdir(), 'whfb-lab-'));
	// In a session of its own, so that Ctrl+C does not end it before it has tidied up; it goes when our end of its input closes.
	const keeper = spawn(join(import.meta.dirname, 'keep.sh'), [folder, realm, schema, String(users), address], {
		stdio: ['pipe', 'pipe', 'inherit'],
		detached: true,
	});
	const gone = once(keeper, 'exit');
	const answers = createInterface({input: keeper.stdout})[Symbol.asyncIterator]();
	const answered = async () => {
		const {value} = await answers.next();
		if (value !== 'done') {
			throw new Error(`The forest ${realm} did not come up: ${value ?? 'its keeper ended'}`);
		}
	};
	const order = async (word: 'start' | 'stop') => {
		keeper.stdin.write(`${word}\n`);
		await answered();
	};
	await answered();
	await order('start');

	const made = JSON.parse(await readFile(join(folder, 'forest.json'), 'utf8')) as {baseDn: string; domainSid: string; ids: string[]};
	const self = {realm, dns, address, folder};
	const env = await credentials([self], 'reader');
	const database = ['--configfile', join(folder, 'etc/smb.conf'), '-H', join(folder, 'private/sam.ldb')];
	return {
		...wish,
		...made,
		...self,
		host,
		env,
		ticket: user => credentials([self], user),
		async ldif(text, {relax = false} = {}) {
			const input = text.replaceAll('@BASEDN@', made.baseDn).replaceAll('@SID@', made.domainSid);
			await run('ldbmodify', [...database, ...(relax ? ['--relax'] : [])], {input});
		},
		search: (...args) => run('ldapsearch', ['-Y', 'GSSAPI', '-Q', '-LLL', '-o', 'ldif-wrap=no', '-H', `ldap://${host}`, ...args], {env}),
		async dump() {
			const contexts = [made.baseDn, `CN=Configuration,${made.baseDn}`, `CN=Schema,CN=Configuration,${made.baseDn}`];
			const texts = await Promise.all(
				contexts.map(base => run('ldbsearch', [...database, '-b', base, '--show-deleted', '(objectClass=*)', '*'])),
			);
			return texts.join('\n').replace(signIn, '');
		},
		stop: () => order('stop'),
		start: () => order('start'),
		async remove() {
			keeper.stdin.end();
			await gone;
		},
	};
};
