import {hostname} from 'node:os';
import type {Network} from '../graph/network.ts';
import type {NotSignedIn} from '../graph/sign-in-errors.ts';
import type {TenantName} from '../graph/tenant-name.ts';
import type {TokenSource} from '../graph/token.ts';
import type {SignedIn} from '../graph/token-acquisition.ts';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import {timeOf} from '../guide/words.ts';
import type {Environment, Identity} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import type {SignInWay} from '../session/workspace.ts';

type Known = Pick<Session, 'environment' | 'identity'>;

let network: {readonly key: string; readonly set: Network} | null = null;

/** Sets the proxy and the certificates for sign-in and Graph, once, before the first of either. Throws CannotStart for a proxy that is no address. */
export const reachOut = async ({proxy}: Pick<Environment, 'proxy'>, env: NodeJS.ProcessEnv): Promise<Network> => {
	const key = proxy ?? '';
	const {useNetwork: setNetwork} = await import('../graph/network.ts');
	if (network?.key !== key) {
		network?.set.undo();
		network = null;
		network = {key, set: setNetwork({env, ...(proxy === null ? {} : {proxy})})};
	}

	return network.set;
};

/** The way that options or variables name; null where they name none. */
export const namedWay = ({signIn}: Pick<Environment, 'signIn'>, env: NodeJS.ProcessEnv): SignInWay | null =>
	(signIn as SignInWay | null) ?? (env['WHFB_GRAPH_TOKEN'] ? 'token' : null);

const isId = (text: string | null | undefined): text is string => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text ?? '');

/** The tenant that counts, what the session has seen before what an option names; by id and in lower case; null where only a domain or nothing is known of it. */
export const tenantThatCounts = ({
	environment,
	identity,
}: {
	readonly environment: Environment;
	readonly identity: Identity;
}): string | null => [identity.tenant?.id, environment.tenant].find(isId)?.toLowerCase() ?? null;

/** A token source that gives only tokens of one tenant: a login of somebody's own may change hands while whfb runs. */
const heldTo =
	(token: TokenSource, tenantId: string | null, whose: (token: string) => string | null): TokenSource =>
	async wish => {
		const given = await token(wish);
		const tenant = typeof given === 'string' ? whose(given) : null;
		return tenant !== null && tenantId !== null && tenant !== tenantId
			? unobserved('foreign', `The sign-in now serves another tenant, ${tenant}, and this is about ${tenantId}. Nothing was read with it.`)
			: given;
	};

/** A sign-in, with the name of its tenant where Graph gave it. */
export type Arrived = {
	readonly signedIn: SignedIn;
	readonly token: TokenSource;
	readonly tenantId: string | null;
	readonly name: TenantName | null;
};

export type Arriving = {
	readonly way: SignInWay;
	readonly known: Known;
	readonly env: NodeJS.ProcessEnv;
	readonly permissions: readonly string[];
	/** Asks Graph for the name of the tenant, where that may be read. */
	readonly isNamed: boolean;
	readonly signal?: AbortSignal;
	readonly onCode?: (code: {readonly url: string; readonly code: string; readonly expiresAt: string}) => void;
};

/** Signs in and makes sure that it is to the tenant that counts. Throws CannotStart for options that cannot go together. */
export const arrive = async ({way, known, env, permissions, isNamed, signal, onCode}: Arriving): Promise<Arrived | NotSignedIn> => {
	const {environment, identity} = known;
	const [{signIn}, {claimsOf}, {nameTenant}, {covers}, {graphRunner}, {graphOrigin}] = await Promise.all([
		import('../graph/token-acquisition.ts'),
		import('../graph/token-claims.ts'),
		import('../graph/tenant-name.ts'),
		import('../graph/permissions.ts'),
		import('../graph/graph.ts'),
		import('../graph/clouds.ts'),
	]);
	await reachOut(environment, env);
	const counts = tenantThatCounts(known);
	const tenant = counts ?? environment.tenant ?? identity.tenant?.domains[0];
	const signedIn = await signIn({
		way,
		cloud: environment.cloud,
		env,
		permissions,
		...(tenant === undefined ? {} : {tenant}),
		...(environment.clientId === null ? {} : {clientId: environment.clientId}),
		...(signal === undefined ? {} : {signal}),
		...(onCode === undefined ? {} : {onDeviceCode: onCode}),
	});
	if (signedIn.kind !== 'signed-in') {
		return signedIn;
	}

	const {who} = signedIn;
	const mayName = who === null || covers(who.granted, 'Organization.Read.All');
	// Entra ID itself holds the other ways to the tenant that is named; these two bring what they are given.
	const named = counts === null && (way === 'token' || way === 'managed-identity') ? (environment.tenant?.toLowerCase() ?? null) : null;
	// A token that does not say whose it is must be asked for it where that matters.
	const asks = mayName && (isNamed || named !== null || (who === null && counts !== null));
	const runner = graphRunner({
		origin: graphOrigin(environment.cloud, env),
		token: signedIn.token,
		...(signal === undefined ? {} : {signal}),
	});
	const name = asks ? await nameTenant(runner) : null;
	const tenantId = who?.tenantId ?? name?.tenantId ?? null;
	if ((counts !== null && tenantId === null) || (named !== null && name === null)) {
		return {
			...unobserved(
				'inconclusive',
				`The sign-in does not say which tenant it serves, and this is about ${counts ?? named}. It is not used; with Organization.Read.All it can be asked.`,
			),
			code: null,
			next: ['browser', 'device-code', 'none'],
		};
	}

	const isOther = counts !== null && [who?.tenantId, name?.tenantId].some(each => each !== undefined && each !== counts);
	if (isOther || (named !== null && name?.domains.includes(named) === false)) {
		return {
			...unobserved(
				'foreign',
				`The sign-in serves the tenant ${name?.tenantId ?? tenantId}, and this is about ${counts ?? named}. It is not used.`,
			),
			code: null,
			next: ['browser', 'device-code', 'none'],
		};
	}

	const whose = (text: string) => claimsOf(text)?.tenantId ?? null;
	return {signedIn, token: heldTo(signedIn.token, tenantId, whose), tenantId, name};
};

export type Headless = {
	readonly known: Known;
	readonly env: NodeJS.ProcessEnv;
	/** Everything that is about to be read. */
	readonly permissions: readonly string[];
	readonly signal?: AbortSignal;
	/** Where a person is told what to do: standard error, because the document goes to standard output. */
	readonly say: (text: string) => void;
};

const nobody =
	'Nobody is signed in to Entra ID. Name a way with --sign-in, put a token in WHFB_GRAPH_TOKEN, or bring a saved answer of Graph in.';

/** The token that Graph is asked with where there is no screen. A sign-in that fails is unobserved, with its reason. */
export const signInFor = async ({known, env, permissions, signal, say}: Headless): Promise<TokenSource | Unobserved> => {
	const asked = namedWay(known.environment, env) ?? 'none';
	if (asked === 'none') {
		return unobserved('not-signed-in', nobody);
	}

	const {isForAPerson, offeredSignInMethods} = await import('../graph/sign-in-methods.ts');
	const hasNoBrowser = asked === 'browser' && !offeredSignInMethods(env, process.platform).includes('browser');
	const way = hasNoBrowser ? 'device-code' : asked;
	if (hasNoBrowser) {
		say('No browser can be opened from here, so a code is used instead.\n');
	}

	const attempt = (wanted: readonly string[]) => {
		if (way === 'browser') {
			say('A browser opens on this computer: sign in there. Ctrl+C stops.\n');
		}

		return arrive({
			way,
			known,
			env,
			permissions: wanted,
			isNamed: false,
			...(signal === undefined ? {} : {signal}),
			onCode: ({url, code, expiresAt}) =>
				say(
					[
						`To sign in to Entra ID, open ${url} on any computer or phone, and type ${code}`,
						`Started at ${timeOf(new Date().toISOString())} on ${hostname()}, and good until ${timeOf(expiresAt)}. Never type a code that somebody else sent you.`,
						wanted.length === 0 ? 'Asked for: nothing new, what is granted already.' : `Asked for, all read-only: ${wanted.join(', ')}`,
						'Waiting. Ctrl+C stops.',
						'',
					].join('\n'),
				),
		});
	};

	const first = await attempt(permissions);
	const isPartly = !('signedIn' in first) && first.reason === 'access-denied' && isForAPerson(way) && permissions.length > 0;
	if (isPartly) {
		say(`${first.detail}\nSign in once more: nothing new is asked for, and what is granted already is read. What is missing is named.\n`);
	}

	const arrived = isPartly ? await attempt([]) : first;
	return 'signedIn' in arrived ? arrived.token : unobserved(arrived.reason, arrived.detail);
};
