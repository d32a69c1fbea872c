import type {Offered} from './words.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const condition = (command: string | null): string => (command === null ? '__whfb_is' : `__whfb_is ${command}`);

const lines = ({command, options, words}: Offered, abouts: ReadonlyMap<string, string>): readonly string[] => {
	const begin = `complete -c whfb -n ${quoted(condition(command))}`;
	const others =
		words === 'file'
			? [`${begin} -F`]
			: words.map(word => `${begin} -a ${word}${command === null ? ` -d ${quoted(abouts.get(word) ?? '')}` : ''}`);
	return [
		...others,
		...options.map(({name, about, value}) => {
			const takes = value === 'none' ? '' : value === 'file' ? ' -r -F' : value === 'any' ? ' -x' : ` -x -a ${quoted(value.join(' '))}`;
			return `${begin} -l ${name}${takes} -d ${quoted(about)}`;
		}),
	];
};

/** Completion for fish, with what each word is for. */
export const fishCompletion = (offers: readonly Offered[]): string => {
	const abouts = new Map(offers.map(({command, about}) => [command ?? '', about]));
	return `# Completes what is typed after whfb in fish: whfb completion fish | source
function __whfb_is -d 'whether this is the command that was typed, or none was'
	set -l typed (commandline -opc)
	if test (count $typed) -gt 1; and not string match -q -- '-*' $typed[2]
		test "$typed[2]" = "$argv[1]"
	else
		test -z "$argv[1]"
	end
end
complete -c whfb -f
${offers.flatMap(each => lines(each, abouts)).join('\n')}
`;
};
