import {arch, release} from 'node:os';
import {hybridKeyTrust} from '../../steps/guide.ts';
import type {Silence} from '../guide/answer.ts';
import {type Collector, collectorOf, type Needs} from '../guide/check.ts';
import {numberedChecks} from '../guide/step.ts';
import {findShell, type Shell} from '../powershell/shell.ts';
import {emptySession} from '../session/session.ts';
import {toolVersion} from '../tool.ts';
import {wrapped} from './check-text.ts';
import {environmentIn, noMoreWords, typed} from './options.ts';

type Environment = typeof emptySession.environment;

/** Whether a collector's question can be put from here, as far as that can be told without asking it. */
const canAsk = ({query}: Collector, shell: boolean, token: boolean): boolean => {
	switch (query.via) {
		case 'directory':
			return shell;
		case 'graph':
			return token;
		case 'survey':
			return shell && token;
		case 'person':
			return true;
		case 'powershell':
			return query.on === 'here' && shell;
	}
};

/** What this computer can and cannot look at, a sentence a line. Names no account, no host and no secret. */
export const doctorLines = async (environment: Environment, env: NodeJS.ProcessEnv): Promise<readonly string[]> => {
	const found: Shell | Silence = await findShell(environment.powershell ?? undefined);
	const shell = !('kind' in found);
	const token = Boolean(env['WHFB_GRAPH_TOKEN']) && environment.signIn !== 'none';
	const checks = numberedChecks(hybridKeyTrust).map(({check}) => Object.values(check.needs as Needs).map(collectorOf));
	const here = checks.filter(needs => needs.every(collector => canAsk(collector, shell, token))).length;
	const elsewhere = checks.filter(needs => needs.some(({query}) => query.via === 'powershell' && query.on !== 'here')).length;
	return [
		`whfb ${toolVersion()}, Node ${process.version}, ${process.platform} ${arch()} ${release()}.`,
		'kind' in found ? `No PowerShell: ${found.detail}` : 'A PowerShell is here.',
		environment.directories.length === 0
			? "Directory: this computer's own domain."
			: `Directory: ${environment.directories.length} named with --directory.`,
		token ? 'Graph: a token is in WHFB_GRAPH_TOKEN.' : 'Graph: nobody is signed in; WHFB_GRAPH_TOKEN is not set.',
		`${here} of ${checks.length} checks can be looked at from here as it stands; ${elsewhere} gain from a file of the Connect server or a client.`,
	];
};

/** `whfb doctor`. */
export const doctor = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args);
	noMoreWords('doctor', asked.words, 0);
	const lines = await doctorLines({...emptySession.environment, ...environmentIn(asked, process.env)}, process.env);
	process.stdout.write(`${lines.flatMap(line => wrapped(line, '', 0)).join('\n')}\n`);
	return 0;
};
