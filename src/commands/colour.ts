/** Whether something is drawn in colours, and what says so. */
export type Colour = {readonly on: boolean; readonly because: 'FORCE_COLOR' | 'NO_COLOR' | 'TERM' | 'CI' | 'terminal'};

/**
 * FORCE_COLOR stands first, as in Node itself (tty.WriteStream.getColorDepth), because whoever sets it asks for this program's colours; 0 and false say
 * no. Then NO_COLOR, which counts when it is not empty (no-color.org), then a dumb terminal, then CI, whose logs are read as text.
 */
export const colourOf = (env: NodeJS.ProcessEnv, isTerminal: boolean): Colour => {
	const {FORCE_COLOR: forced, NO_COLOR: none, TERM: term, CI: ci} = env;
	switch (true) {
		case forced !== undefined:
			return {on: forced !== '0' && forced !== 'false', because: 'FORCE_COLOR'};
		case none !== undefined && none !== '':
			return {on: false, because: 'NO_COLOR'};
		case term === 'dumb':
			return {on: false, because: 'TERM'};
		case ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false':
			return {on: false, because: 'CI'};
		default:
			return {on: isTerminal, because: 'terminal'};
	}
};
