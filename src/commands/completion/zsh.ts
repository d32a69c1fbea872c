import type {Offered} from './words.ts';

/** In single quotes, a colon that is no end of a name escaped. */
const described = (name: string, about: string): string =>
	`'${name}:${about.replaceAll('\\', '\\\\').replaceAll(':', '\\:').replaceAll("'", "'\\''")}'`;

const values = ({command, options}: Offered): readonly string[] =>
	options.flatMap(({name, value}) => {
		const key = `		${command ?? ''}:--${name})`;
		switch (value) {
			case 'none':
				return [];
			case 'file':
				return [`${key} _files; return ;;`];
			case 'any':
				return [`${key} return ;;`];
			default:
				return [`${key} compadd -- ${value.join(' ')}; return ;;`];
		}
	});

const rest = ({command, options, words}: Offered, all: readonly Offered[]): string => {
	const abouts = new Map(all.map(each => [each.command ?? '', each.about]));
	const others =
		words === 'file'
			? '_files'
			: words.length === 0
				? ':'
				: `found=(${words.map(word => described(word, command === null ? (abouts.get(word) ?? '') : '')).join(' ')}); _describe word found`;
	return `		'${command ?? ''}')
			if [[ $current == -* ]]; then
				found=(${options.map(({name, about}) => described(`--${name}`, about)).join(' ')})
				_describe option found
			else
				${others}
			fi ;;`;
};

/** Completion for zsh, with what each word is for. */
export const zshCompletion = (offers: readonly Offered[]): string => `#compdef whfb
# Completes what is typed after whfb in zsh: source <(whfb completion zsh)
_whfb() {
	local current=\${words[CURRENT]} before=\${words[CURRENT-1]} command=
	local -a found
	if ((CURRENT > 2)) && [[ \${words[2]} != -* ]]; then command=\${words[2]}; fi
	case $command:$before in
${offers.flatMap(values).join('\n')}
	esac
	case $command in
${offers.map(each => rest(each, offers)).join('\n')}
	esac
}
# Read by a function of this name where it lies in a folder of fpath.
if [[ \${funcstack[1]} == _whfb ]]; then _whfb "$@"; else compdef _whfb whfb; fi
`;
