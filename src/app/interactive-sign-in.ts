import {CannotStart} from '../cannot-start.ts';
import {clouds} from '../graph/clouds.ts';
import {covers} from '../graph/permissions.ts';
import type {NotSignedIn} from '../graph/sign-in-errors.ts';
import {isForAPerson, offeredSignInMethods} from '../graph/sign-in-methods.ts';
import type {TokenSource} from '../graph/token.ts';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import {graphOf} from '../guide/query.ts';
import {collectorsIn, type Guide} from '../guide/step.ts';
import {confirmingText} from '../session/environment.ts';
import type {Event} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import type {SignIn, SignInWay, Signing, Tenancy} from '../session/workspace.ts';
import {type Arrived, arrive, namedWay, tenantThatCounts} from './graph-sign-in.ts';

export type SigningParts = {
	readonly guide: Guide;
	readonly session: () => Session;
	readonly env: NodeJS.ProcessEnv;
	readonly now: () => string;
	readonly record: (...events: readonly Event[]) => void;
	readonly changed: () => void;
};

/** Why a permission is needed, in the words of the collectors that need it. */
export const reasonFor = (guide: Guide, permission: string): string => {
	const asking = collectorsIn(guide).filter(({query}) => graphOf(query)?.permissions.includes(permission));
	return [...new Set(asking.flatMap(({because}) => because ?? []))].join(' ');
};

const tenancyOf = (way: SignInWay, {signedIn, tenantId, name}: Arrived, asked: readonly string[]): Tenancy => ({
	way,
	account: signedIn.who?.account ?? null,
	tenantId,
	tenantName: name?.displayName ?? null,
	domain: name?.domain ?? null,
	permissions: asked.map(permission => ({
		name: permission,
		granted: signedIn.who === null ? null : covers(signedIn.who.granted, permission),
	})),
});

/** The one sign-in of a workspace, and the token that comes of it once somebody has said that the tenant is the right one. */
export const signingOf = (
	parts: SigningParts,
): {readonly signIn: SignIn; readonly token: (wanted: readonly string[]) => Promise<TokenSource | Unobserved>} => {
	const {guide, session, env, now, record, changed} = parts;
	let signing: Signing = {kind: 'out'};
	let arrived: Arrived | null = null;
	let asked: readonly string[] = [];
	let abort = new AbortController();
	let returning: Promise<void> | null = null;

	const become = (next: Signing): Signing => {
		signing = next;
		changed();
		return next;
	};

	const offered = () => {
		const {tenant, clientId} = session().environment;
		return offeredSignInMethods(env, process.platform).filter(way => way !== 'certificate' || (tenant !== null && clientId !== null));
	};

	const start: SignIn['start'] = async (way, permissions) => {
		const foreign = confirmingText(session());
		if (foreign !== null && way !== 'none') {
			throw new CannotStart(`${foreign} Say that it is right first; nobody was asked.`);
		}

		abort.abort();
		const mine = new AbortController();
		abort = mine;
		arrived = null;
		asked = permissions.length === 0 ? asked : permissions;
		if (way === 'none') {
			return become({kind: 'without'});
		}

		become({kind: 'under-way', way, since: now(), code: null});
		let came: Arrived | NotSignedIn;
		try {
			came = await arrive({
				way,
				known: session(),
				env,
				permissions,
				isNamed: true,
				signal: mine.signal,
				onCode: code => {
					if (abort === mine && signing.kind === 'under-way') {
						become({...signing, code});
					}
				},
			});
		} catch (error) {
			if (abort === mine) {
				become({kind: 'out'});
			}

			throw error;
		}

		// Somebody has chosen another way meanwhile, and this one belongs to nobody.
		if (abort !== mine || mine.signal.aborted) {
			return signing;
		}

		if ('signedIn' in came) {
			arrived = came;
			return become({kind: 'unconfirmed', tenancy: tenancyOf(way, came, asked)});
		}

		const {reason, detail, code, next} = came;
		return become({kind: 'refused', way, reason, detail, code, next: next.filter(each => offered().includes(each))});
	};

	const confirm: SignIn['confirm'] = isRight => {
		if (signing.kind !== 'unconfirmed' || arrived === null) {
			return;
		}

		if (!isRight) {
			arrived = null;
			become({kind: 'out'});
			return;
		}

		const {tenantId} = signing.tenancy;
		const domains = arrived.name?.domains ?? [];
		const {identity, environment} = session();
		if (tenantId !== null) {
			record(
				...(environment.tenant === tenantId ? [] : [{type: 'settled', at: now(), environment: {tenant: tenantId}} as const]),
				...(identity.tenant === null
					? [
							{
								type: 'identified',
								at: now(),
								identity: {...identity, tenant: {id: tenantId, domains}},
							} as const,
						]
					: []),
			);
		}

		become({kind: 'signed-in', tenancy: signing.tenancy});
	};

	/** The way that leads back to the tenant that the session knows without anybody at the keyboard; null where there is none. */
	const returns = (): SignInWay | null => {
		const way = namedWay(session().environment, env);
		return signing.kind === 'out' && way !== null && way !== 'none' && !isForAPerson(way) && session().identity.tenant !== null
			? way
			: null;
	};

	const comeBack = async (way: SignInWay, wanted: readonly string[]) => {
		const end = await start(way, wanted);
		if (end.kind === 'unconfirmed' && end.tenancy.tenantId === tenantThatCounts(session())) {
			confirm(true);
		}
	};

	return {
		signIn: {
			offered,
			named: () => namedWay(session().environment, env),
			now: () => signing,
			isDue: wanted => {
				if (wanted.length === 0 || signing.kind === 'without' || session().environment.signIn === 'none' || returns() !== null) {
					return false;
				}

				if (signing.kind !== 'signed-in') {
					return true;
				}

				const {way} = signing.tenancy;
				const held = arrived?.signedIn.who?.granted ?? null;
				// Only a person can be asked for more, and nobody is asked twice for the same.
				return isForAPerson(way) && held !== null && wanted.some(each => !covers(held, each) && !asked.includes(each));
			},
			start,
			stop: () => {
				if (signing.kind === 'under-way') {
					abort.abort();
					become({kind: 'out'});
				}
			},
			confirm,
			because: permission => reasonFor(guide, permission),
			graph: () => clouds[session().environment.cloud].graph,
		},
		token: async wanted => {
			const way = returns();
			if (way !== null) {
				returning ??= comeBack(way, wanted).finally(() => {
					returning = null;
				});
			}

			await returning;
			if (signing.kind === 'signed-in' && arrived !== null) {
				return arrived.token;
			}

			return signing.kind === 'refused'
				? unobserved(signing.reason, signing.detail)
				: unobserved('not-signed-in', 'Nobody is signed in to Entra ID.');
		},
	};
};
