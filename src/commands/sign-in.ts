import type {TokenSource} from '../graph/token.ts';
import {type Silence, silence} from '../guide/answer.ts';
import type {Environment} from '../session/event.ts';

/**
 * The token that Graph is asked with. Without a screen only two ways exist: the one from the environment, and none.
 * `--sign-in` defaults to `token` where WHFB_GRAPH_TOKEN is set.
 */
export const signInFor = async (environment: Environment, env: NodeJS.ProcessEnv): Promise<TokenSource | Silence> => {
	const way = environment.signIn ?? (env['WHFB_GRAPH_TOKEN'] ? 'token' : 'none');
	if (way === 'token') {
		const {tokenFromEnvironment} = await import('../graph/token.ts');
		return tokenFromEnvironment(env);
	}

	return silence(
		'not-signed-in',
		'Nobody is signed in to Entra ID. Put a token in WHFB_GRAPH_TOKEN, or bring a saved answer of Graph with whfb import.',
	);
};
