import {CannotStart} from '../cannot-start.ts';

/** A Microsoft cloud. Tokens of one mean nothing in another. */
export type CloudName = 'global' | 'usgov' | 'usgovdod' | 'china';

/** Everything that depends on the cloud, together, so that the parts of two clouds cannot be mixed. Origins have no slash at the end. */
export type Cloud = {
	readonly name: CloudName;
	readonly authority: string;
	readonly graph: string;
	/** Put before a permission's name to make it a scope. */
	readonly scopePrefix: string;
	/** Entra admin centre. */
	readonly portal: string;
};

const cloud = (name: CloudName, authority: string, graph: string, portal: string): Cloud => ({
	name,
	authority,
	graph,
	scopePrefix: `${graph}/`,
	portal,
});

/** The four clouds: https://learn.microsoft.com/graph/deployments */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
	global: cloud('global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com', 'https://entra.microsoft.com'),
	usgov: cloud('usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us', 'https://entra.microsoft.us'),
	usgovdod: cloud('usgovdod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us', 'https://entra.microsoft.us'),
	china: cloud('china', 'https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn', 'https://entra.microsoftonline.cn'),
};

/** Variables of an environment, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Whether a host is this computer itself, whatever its spelling; names are not resolved, and `localhost` is the only one believed. */
const isLoopback = (url: URL): boolean =>
	url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(url.hostname);

const loopbackOnly = (variable: string, text: string): string => {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isOrigin =
		url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
	if (url === null || !isOrigin || !/^https?:$/.test(url.protocol) || !isLoopback(url)) {
		throw new CannotStart(
			`${variable} is set to something that is not an address of this computer. It is for trials and takes only one, such as http://127.0.0.1:8080. Remove it to use Microsoft Graph itself.`,
		);
	}

	return url.origin;
};

/** Where Graph is: the cloud's own origin, or `WHFB_GRAPH_ORIGIN` if that is a loopback address. Throws CannotStart for any other. */
export const graphOrigin = (name: CloudName, env: Variables): string =>
	env.WHFB_GRAPH_ORIGIN ? loopbackOnly('WHFB_GRAPH_ORIGIN', env.WHFB_GRAPH_ORIGIN) : clouds[name].graph;

/** Where people sign in: the cloud's own authority, or `WHFB_AUTHORITY_ORIGIN` if that is a loopback address. Throws CannotStart for any other. */
export const authorityOrigin = (name: CloudName, env: Variables): string =>
	env.WHFB_AUTHORITY_ORIGIN ? loopbackOnly('WHFB_AUTHORITY_ORIGIN', env.WHFB_AUTHORITY_ORIGIN) : clouds[name].authority;
