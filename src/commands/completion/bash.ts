import type {Offered} from './words.ts';

const reply = (words: Offered['words'] | 'any' | 'none'): string => {
	switch (words) {
		case 'file':
			// One name a line: a name may hold blanks.
			return `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))`;
		case 'any':
		case 'none':
			return ':';
		default:
			return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))`;
	}
};

const values = ({command, options}: Offered): readonly string[] =>
	options.filter(({value}) => value !== 'none').map(({name, value}) => `		${command ?? ''}:--${name}) ${reply(value)}; return ;;`);

const rest = ({command, options, words}: Offered): string => {
	const names = options.map(({name}) => `--${name}`).join(' ');
	const others = reply(words === 'file' ? 'file' : words);
	return `		'${command ?? ''}') if [[ $current == -* ]]; then ${reply([names])}; else ${others}; fi ;;`;
};

/** Completion for bash: a function that knows what may follow each command and each option. */
export const bashCompletion = (
	offers: readonly Offered[],
): string => `# Completes what is typed after whfb in bash: source <(whfb completion bash)
_whfb() {
	local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=
	COMPREPLY=()
	if ((COMP_CWORD > 1)) && [[ \${COMP_WORDS[1]} != -* ]]; then command=\${COMP_WORDS[1]}; fi
	case $command:$before in
${offers.flatMap(values).join('\n')}
	esac
	case $command in
${offers.map(rest).join('\n')}
	esac
}
complete -F _whfb whfb
`;
