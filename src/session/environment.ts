import {safeText} from '../guide/untrusted.ts';
import type {Environment} from './event.ts';
import type {Session} from './session.ts';

/** A DNS name, or the name of one computer, as a directory or a domain is named. */
export const isHostName = (name: string): boolean =>
	/^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?$/.test(name);

const isId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** A tenant is named by its id or by one of its domains. */
export const isTenantName = (name: string): boolean => isId(name) || (isHostName(name) && name.includes('.'));

/** A client is named by its id. */
export const isClientId = (name: string): boolean => isId(name);

/** A group is named as the directory names it. No directory takes a control character into such a name, nor one of this length. */
export const isGroupName = (name: string): boolean => !/\p{Cc}/u.test(name) && name.trim() !== '' && name.length <= 256;

/** A user is named by the user principal name, as Entra ID knows it: one @, and a DNS name after it. */
export const isUserName = (name: string): boolean => {
	const [, domain = ''] = /^[^\p{Cc}\s@/\\]{1,64}@([^@]+)$/u.exec(name) ?? [];
	return isHostName(domain) && domain.includes('.');
};

/** The ways to sign in, as `--sign-in` and a session name them. */
export const signInWays = ['browser', 'device-code', 'cli', 'powershell', 'certificate', 'managed-identity', 'token', 'none'] as const;

type Named = Partial<Environment>;

/** What in an environment is not what it should be, in words: `a directory that is no host name ("evil host")`; empty where all is. */
export const objectionsTo = ({
	directories = [],
	scopeGroup = null,
	pilotUsers = [],
	pilotClient = null,
	pilotController = null,
	tenant = null,
	clientId = null,
	signIn = null,
}: Named): readonly string[] => {
	const shown = (text: string) => JSON.stringify(safeText(text.length > 80 ? `${text.slice(0, 80)}...` : text));
	return [
		...directories.filter(name => !isHostName(name)).map(name => `a directory that is no host name (${shown(name)})`),
		...(tenant === null || isTenantName(tenant) ? [] : [`a tenant that is neither an id nor a domain (${shown(tenant)})`]),
		...(clientId === null || isClientId(clientId) ? [] : [`a client that is no id (${shown(clientId)})`]),
		...(scopeGroup === null || isGroupName(scopeGroup) ? [] : [`a group whose name is none (${shown(scopeGroup)})`]),
		...pilotUsers.filter(name => !isUserName(name)).map(name => `a pilot user who has no user name (${shown(name)})`),
		...[pilotClient, pilotController]
			.filter(name => name !== null)
			.filter(name => !isHostName(name))
			.map(name => `a computer of the pilot that is no host name (${shown(name)})`),
		...(signIn === null || signInWays.some(way => way === signIn) ? [] : [`a way to sign in that there is none of (${shown(signIn)})`]),
	];
};

/** Something that a session names, as a person is shown it. */
type Shown = {readonly what: string; readonly value: string};

/** Whom a session asks, and as whom: everything that it brings to a first question. */
const namedBy = ({environment, identity}: Session): readonly Shown[] => {
	const {directories, scopeGroup, pilotUsers, pilotClient, pilotController, tenant, clientId, cloud, signIn} = environment;
	const all: readonly (readonly [string, string | null])[] = [
		['directories', directories.length === 0 ? null : directories.join(', ')],
		['scope group', scopeGroup],
		['pilot users', pilotUsers.length === 0 ? null : pilotUsers.join(', ')],
		['pilot client', pilotClient],
		['domain controller of the pilot', pilotController],
		['tenant', tenant ?? identity.tenant?.id ?? null],
		['domains of the tenant', identity.tenant === null || identity.tenant.domains.length === 0 ? null : identity.tenant.domains.join(', ')],
		['client', clientId],
		['cloud', cloud === 'global' ? null : cloud],
		['sign-in', signIn],
	];
	return all.flatMap(([what, value]) => (value === null ? [] : [{what, value: safeText(value)}]));
};

/** Why somebody has to confirm what a session names, and what that is; null where nobody has to. */
export const confirmingText = (session: Session): string | null => {
	const {unconfirmed} = session;
	if (unconfirmed === null) {
		return null;
	}

	const named = namedBy(session);
	const names =
		named.length === 0
			? "It names nobody, so this computer's own domain would be asked."
			: `It names ${named.map(({what, value}) => `${what}: ${value}`).join('; ')}.`;
	return unconfirmed.because === 'brought'
		? `This session came from elsewhere, and nobody here has said yet that whom it names is right. ${names}`
		: `A part of this session was damaged (${unconfirmed.entries} ${unconfirmed.entries === 1 ? 'entry' : 'entries'}), and with it what was known of whom it is about. ${names}`;
};
