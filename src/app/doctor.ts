import {arch, homedir, release} from 'node:os';
import {scriptsFor} from '../evidence/collector-script.ts';
import type {Diagnosis} from '../graph/connectivity.ts';
import {offeredSignInMethods} from '../graph/sign-in-methods.ts';
import type {Unobserved} from '../guide/answer.ts';
import {type Collector, collectorsOf} from '../guide/check.ts';
import {here as hereId} from '../guide/outline.ts';
import {collectorsIn, type Guide, numberedChecks} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {inPackage} from '../package-root.ts';
import {isMarked, unblockFirst} from '../powershell/download-mark.ts';
import {findShell, findWindowsShell, type Shell} from '../powershell/shell.ts';
import type {Environment} from '../session/event.ts';
import {toolVersion} from '../tool.ts';
import {reachOut} from './graph-sign-in.ts';

/** Whether a collector's question can be put from here, as far as that can be told without asking it. */
const canAsk = ({query}: Collector, shell: boolean, graph: boolean): boolean => {
	switch (query.via) {
		case 'directory':
			return shell;
		case 'graph':
			return graph;
		case 'survey':
			return shell && graph;
		case 'person':
		case 'files':
			return true;
		case 'sysvol':
			return shell && process.platform === 'win32';
		case 'powershell':
			return query.on === hereId && shell;
	}
};

const reached = (what: string, {host, fault, issuer}: Diagnosis, proxy: string | null): string => {
	if (fault !== null) {
		const words = proxy === null ? fault.words : fault.words.replaceAll(`the proxy ${proxy}`, 'the proxy');
		const shown = issuer === null || issuer.isPublic ? '' : ` The certificate that came is issued by ${issuer.name}.`;
		return `${what}: ${host} is not reached: ${words}.${shown}`;
	}

	if (issuer === null) {
		return `${what}: ${host} is reached; who issued its certificate was not seen.`;
	}

	return issuer.isPublic
		? `${what}: ${host} is reached; its certificate is issued by ${issuer.name}.`
		: `${what}: ${host} is reached. Its certificate is issued by ${issuer.name}, which this computer trusts and Node's own list does not hold: a device that inspects TLS may stand between.`;
};

/**
 * How sign-in and Graph are reached from here. No token is sent. Names the two hosts, which are the same for everybody, and who issued
 * their certificates, because nobody can tell an inspecting device without it; not the proxy, whose name is internal and known to whoever set it.
 */
export const networkLines = async (
	{cloud, proxy, signIn}: Pick<Environment, 'cloud' | 'proxy' | 'signIn'>,
	env: NodeJS.ProcessEnv,
	milliseconds?: number,
): Promise<readonly string[]> => {
	if (signIn === 'none') {
		return ['Network: not tried, because --sign-in none was chosen.'];
	}

	const {addresses, diagnose} = await import('../graph/connectivity.ts');
	const network = await reachOut({proxy}, env);
	const at = addresses(cloud, env);
	const [authority, graph] = await Promise.all([at.signIn, at.graph].map(address => diagnose(address, undefined, milliseconds)));
	const butFor = env['NO_PROXY'] || env['no_proxy'] ? ', but for what NO_PROXY names' : '';
	return [
		network.from === null ? 'Network: directly, without a proxy.' : `Network: through the proxy of ${network.from}${butFor}.`,
		...(authority === undefined ? [] : [reached('Sign-in', authority, network.proxy)]),
		...(graph === undefined ? [] : [reached('Graph', graph, network.proxy)]),
	];
};

/** The folder of a user bears the user's name, as a rule. */
const withoutHome = (text: string): string => safeText(homedir().length > 1 ? text.replaceAll(homedir(), '~') : text);

/** What this computer can and cannot look at, a sentence a line. Names no account, no host and no secret, and contacts nobody. */
export const doctorLines = async (
	guide: Guide,
	environment: Environment,
	env: NodeJS.ProcessEnv,
	platform: NodeJS.Platform = process.platform,
): Promise<readonly string[]> => {
	const own = await findWindowsShell(platform);
	const found: Shell | Unobserved = await findShell(environment.powershell ?? undefined);
	const shell = !('kind' in found);
	const ways = environment.signIn === 'none' ? [] : offeredSignInMethods(env, process.platform).filter(way => way !== 'none');
	const checks = numberedChecks(guide).map(({check}) => collectorsOf(check));
	const countOf = (graph: boolean) => checks.filter(needs => needs.every(collector => canAsk(collector, shell, graph))).length;
	const [here, signedOut] = [countOf(ways.length > 0), countOf(false)];
	const collectors = collectorsIn(guide);
	const brought = guide.outline.places.filter(({id}) => scriptsFor(id, collectors).length > 0).map(({words}) => words);
	const elsewhere = checks.filter(needs => needs.some(({query}) => query.via === 'powershell' && query.on !== hereId)).length;
	return [
		`whfb ${toolVersion()}, Node ${process.version}, ${process.platform} ${arch()} ${release()}.`,
		withoutHome('kind' in found ? `No PowerShell: ${found.detail}` : `A PowerShell is here: ${found.path}.`),
		...(own === null
			? []
			: 'kind' in own
				? ['Windows PowerShell 5.1 is not here: what only it can load is brought as a file instead.']
				: ['What only Windows PowerShell 5.1 can load is asked in it, whatever --powershell names.']),
		...(isMarked(inPackage('src', 'powershell', 'host.ps1'))
			? [`The scripts of whfb bear the mark of a download, and PowerShell refuses such scripts as a rule. ${unblockFirst}`]
			: []),
		environment.directories.length === 0
			? "Directory: this computer's own domain."
			: `Directory: ${environment.directories.length} named with --directory.`,
		ways.length === 0
			? 'Graph: --sign-in none was chosen, so the tenant is not asked.'
			: `Graph: whoever signs in can do so from here with ${ways.join(', ')}.`,
		`${here} of ${checks.length} checks can be looked at from here${here === signedOut ? '' : `, ${here - signedOut} of them once somebody is signed in`}; ${elsewhere} gain from a file of ${brought.join(' or ')}.`,
	];
};
