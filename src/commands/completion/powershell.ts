import type {Offered} from './words.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;

const row = ({command, options, words}: Offered): string => {
	const values = options.flatMap(({name, value}) => {
		switch (value) {
			case 'none':
				return [];
			case 'file':
				return [`			${quoted(`--${name}`)} = $null`];
			case 'any':
				return [`			${quoted(`--${name}`)} = @()`];
			default:
				return [`			${quoted(`--${name}`)} = ${list(value)}`];
		}
	});
	return `		${quoted(command ?? '')} = @{
			'' = ${words === 'file' ? '$null' : list(words)}
			'-' = ${list(options.map(({name}) => `--${name}`))}
${values.join('\n')}
		}`;
};

const abouts = (offers: readonly Offered[]): readonly string[] => {
	const all = new Map(
		offers.flatMap(({command, about, options}) => [
			...(command === null ? [] : [[command, about] as const]),
			...options.map(option => [`--${option.name}`, option.about] as const),
		]),
	);
	return [...all].map(([word, about]) => `		${quoted(word)} = ${quoted(about)}`);
};

/** Completion for Windows PowerShell 5.1 and PowerShell 7, with what each word is for. Names of files are left to PowerShell. */
export const powershellCompletion = (
	offers: readonly Offered[],
): string => `# Completes what is typed after whfb: whfb completion powershell > whfb-completion.ps1, and then . .\\whfb-completion.ps1
Register-ArgumentCompleter -Native -CommandName 'whfb', 'whfb.cmd' -ScriptBlock {
	param($current, $line, $at)
	$about = @{
${abouts(offers).join('\n')}
	}
	$offers = @{
${offers.map(row).join('\n')}
	}
	$typed = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $at } | ForEach-Object { $_.ToString() })
	$command = ''
	if ($typed.Count -gt 1 -and -not $typed[1].StartsWith('-')) { $command = $typed[1] }
	$offered = $offers[$command]
	if ($null -eq $offered) { return }
	$key = ''
	if ($typed.Count -gt 1 -and $typed[-1].StartsWith('--') -and $offered.ContainsKey($typed[-1])) { $key = $typed[-1] }
	elseif ($current.StartsWith('-')) { $key = '-' }
	foreach ($word in $offered[$key]) {
		if ($word.StartsWith($current, [System.StringComparison]::OrdinalIgnoreCase)) {
			$text = $about[$word]
			if (-not $text) { $text = $word }
			[System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $text)
		}
	}
}
`;
