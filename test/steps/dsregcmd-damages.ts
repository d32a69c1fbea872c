/** What mail programs, logs, editors, terminals and converters do to a text, each as a function of the whole. */
export type Damage = {readonly name: string; readonly damage: (text: string) => string};

/** The line end that a text has, after whatever was done to it before. */
const endOf = (text: string): string => /\r+\n|\n|\r|\u000b/.exec(text)?.[0] ?? '\r\n';
const linesOf = (text: string): readonly string[] => text.split(endOf(text));
const eachLine = (change: (line: string, index: number) => string) => (text: string) => linesOf(text).map(change).join(endOf(text));
const told = (change: (line: string) => string) => eachLine(line => (line.trim() === '' ? line : change(line)));
const answers = (change: (name: string, value: string) => string) =>
	eachLine(line => line.replace(/^( *[A-Za-z][A-Za-z0-9 ()/.-]*? :) (.*)$/, (_, name: string, value: string) => change(name, value)));
const spaces = (kind: string) => (text: string) => text.replaceAll(' ', kind);
const two = (value: number) => String(value).padStart(2, '0');
const stamp = (index: number) => `2026-11-26 10:${two(Math.floor(index / 60) % 60)}:${two(index % 60)}`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const named = (name: string, damage: Damage['damage']): Damage => ({name, damage});

export const damages: readonly Damage[] = [
	named('no-break spaces', spaces('\u00a0')),
	named('figure spaces', spaces('\u2007')),
	named('narrow no-break spaces', spaces('\u202f')),
	named('ideographic spaces', spaces('\u3000')),
	named(
		'tabs in front of the lines',
		told(line => `\t${line.trimStart()}`),
	),
	named(
		'tabs around the colons',
		eachLine(line => line.replace(' : ', '\t:\t')),
	),
	named(
		'spaces and tabs at the line ends',
		eachLine(line => `${line} \t `),
	),
	named(
		'no indentation',
		eachLine(line => line.trim()),
	),
	named(
		'quoting of a mail',
		eachLine(line => `> ${line}`),
	),
	named(
		'quoting without a space',
		eachLine(line => `>${line}`),
	),
	named(
		'quoting of quoting',
		eachLine(line => `> > ${line}`),
	),
	named(
		'quoting of a mail, with what was written above',
		text => `Hello,\r\n\r\nhere it is.\r\n\r\n${eachLine(line => `> ${line}`)(text)}`,
	),
	named(
		'a hash',
		told(line => `# ${line}`),
	),
	named(
		'two slashes',
		told(line => `// ${line}`),
	),
	named(
		'a bar',
		eachLine(line => `| ${line}`),
	),
	named(
		'a bar on either side',
		eachLine(line => `| ${line.padEnd(120)} |`),
	),
	named(
		'a bullet',
		told(line => `* ${line}`),
	),
	named(
		'a plus of a difference',
		eachLine(line => `+${line}`),
	),
	named(
		'quotation marks of a table',
		eachLine(line => `"${line.replaceAll('"', '""')}"`),
	),
	named(
		'quotation marks and commas of a list',
		eachLine(line => `  "${line.replaceAll('"', '""')}",`),
	),
	named(
		'typographic quotation marks',
		told(line => `\u201c${line}\u201d`),
	),
	named(
		'bold lines',
		told(line => `**${line.trim()}**`),
	),
	named(
		'bold names',
		answers((name, value) => `**${name.trim().replace(/ :$/, '')}** : ${value}`),
	),
	named(
		'bold values',
		answers((name, value) => (value === '' ? `${name} ` : `${name} **${value}**`)),
	),
	named(
		'one bold line',
		eachLine(line => (/AzureAdPrt :/.test(line) && line.length < 200 ? `**${line.trim()}**` : line)),
	),
	named(
		'code marks around the lines',
		told(line => `\`${line.trim()}\``),
	),
	named('a code fence', text => ['```text', text, '```', ''].join(endOf(text))),
	named('a code macro', text => ['{code}', text, '{code}', ''].join(endOf(text))),
	named(
		'a break at each line end',
		eachLine(line => `${line}<br>`),
	),
	named('breaks for line ends', text => linesOf(text).join('<br/>')),
	named('preformatted HTML', text => `<html><body><pre>\r\n${escaped(text)}\r\n</pre></body></html>`),
	named('HTML paragraphs', text =>
		linesOf(text)
			.map(line => `<p>${escaped(line).replaceAll(' ', '&nbsp;')}</p>`)
			.join('\r\n'),
	),
	named('HTML blocks in one line', text =>
		linesOf(text)
			.map(line => `<div>${escaped(line).replaceAll(' ', '&#160;')}</div>`)
			.join(''),
	),
	named('no-break spaces of HTML', spaces('&nbsp;')),
	named('entities of HTML', escaped),
	named(
		'coloured values',
		answers((name, value) => `${name} \u001b[1;32m${value}\u001b[0m`),
	),
	named(
		'coloured lines',
		told(line => `\u001b[33m${line}\u001b[39m\u001b[K`),
	),
	named('a colour around it all', text => `\u001b[32m\r\n${text}\u001b[0m`),
	named(
		'colours whose escape is lost',
		answers((name, value) => `${name} [32m${value}[0m`),
	),
	named(
		'time stamps',
		eachLine((line, index) => `${stamp(index)} ${line}`),
	),
	named(
		'time stamps with a level',
		eachLine((line, index) => `${stamp(index)}.123 INFO ${line}`),
	),
	named(
		'time stamps in brackets',
		eachLine((line, index) => `[${stamp(index).replace(' ', 'T')}Z] ${line}`),
	),
	named(
		'clock times',
		eachLine((line, index) => `${stamp(index).slice(11)},007 ${line}`),
	),
	named(
		'time stamps of another country',
		eachLine((line, index) => `26.11.2026 ${stamp(index).slice(11)} ${line}`),
	),
	named(
		'a system log',
		eachLine((line, index) => `Nov 26 ${stamp(index).slice(11)} pc07 dsregcmd[4711]: ${line}`),
	),
	named(
		'a word in front of each line',
		eachLine(line => `VERBOSE: ${line}`),
	),
	named(
		'numbers of lines',
		eachLine((line, index) => `${String(index + 1).padStart(6)}\t${line}`),
	),
	named(
		'numbers with a dot',
		eachLine((line, index) => `  ${index + 1}. ${line}`),
	),
	named(
		'numbers with a colon',
		eachLine((line, index) => `${index + 1}:${line}`),
	),
	named(
		'a file name and numbers',
		eachLine((line, index) => `C:\\Temp\\status.txt:${index + 1}:${line}`),
	),
	named('carriage returns alone', text => text.replaceAll('\r\n', '\r')),
	named('line feeds alone', text => text.replaceAll('\r\n', '\n')),
	named('doubled carriage returns', text => text.replaceAll('\r\n', '\r\r\n')),
	named('doubled line ends', text => text.replaceAll('\r\n', '\r\n\r\n')),
	named('line ends of a word processor', text => text.replaceAll('\r\n', '\u000b')),
	named('line ends written out', text => text.replaceAll('\r\n', '\\r\\n')),
	named(
		'an invisible letter in front of the values',
		answers((name, value) => (value === '' ? `${name} ` : `${name} \u200b${value}`)),
	),
	named(
		'an invisible letter in front of the lines',
		told(line => `\u200b${line}`),
	),
	named(
		'an invisible letter at the line ends',
		told(line => `${line}\u2060`),
	),
	named(
		'a mark of order in front of each line',
		told(line => `\u200e${line}`),
	),
	named('byte order marks', text => `\ufeff${text}`),
	named('zero bytes at the end', text => `${text}\0\0\0\0`),
	named('two bytes for each letter, the little end first', text => [...text].map(letter => `${letter}\0`).join('')),
	named('two bytes for each letter, the big end first', text => [...text].map(letter => `\0${letter}`).join('')),
	named(
		'a backslash at the line ends',
		eachLine(line => `${line}\\`),
	),
];
