import {describe, expect, it} from 'vitest';
import {parsePage, parseRemedies, textOf} from '../../src/content/page.ts';

const front = `---
step: 04-directory-synchronization
title: Configure Directory Synchronization
short: Synchronization
minutes: 45
rights: Hybrid Identity Administrator
who: whoever runs the Connect server
source: https://learn.microsoft.com/entra/
reviewed: 2026-11-22
---
`;

const page = (body: string) => parsePage(`${front}\n${body}`);

describe('a page', () => {
	it('is read into its front matter, minutes as a number', () => {
		expect(page('Words.')).toMatchObject({step: '04-directory-synchronization', minutes: 45, reviewed: '2026-11-22', links: []});
	});

	it('keeps words, strong words, code and links apart, and numbers each address once', () => {
		const {blocks, links} = page(
			'Take **care** of `msDS-X`, *Finish*, [here][a], [there][b] and [here][a].\n\n[a]: https://aka.ms/a\n[b]: https://aka.ms/b',
		);
		expect(blocks).toEqual([
			{
				kind: 'paragraph',
				runs: [
					{kind: 'plain', text: 'Take '},
					{kind: 'strong', text: 'care'},
					{kind: 'plain', text: ' of '},
					{kind: 'code', text: 'msDS-X'},
					{kind: 'plain', text: ', Finish, '},
					{kind: 'link', text: 'here', href: 'https://aka.ms/a', note: 1},
					{kind: 'plain', text: ', '},
					{kind: 'link', text: 'there', href: 'https://aka.ms/b', note: 2},
					{kind: 'plain', text: ' and '},
					{kind: 'link', text: 'here', href: 'https://aka.ms/a', note: 1},
					{kind: 'plain', text: '.'},
				],
			},
		]);
		expect(links.map(({note, href}) => `${note} ${href}`)).toEqual(['1 https://aka.ms/a', '2 https://aka.ms/b']);
	});

	it('finds the marker under its sentence', () => {
		expect(page('A sentence.\n<!-- check: key-write-back -->\n\n<!-- see: scheduler -->').blocks.slice(1)).toEqual([
			{kind: 'check', id: 'key-write-back'},
			{kind: 'see', id: 'scheduler'},
		]);
	});

	it('reads a callout with its word, and what stands in it', () => {
		expect(page('> [!NOT SUPPORTED]\n> Never, **ever**.\n>\n> 1. one\n> 2. two').blocks).toMatchObject([
			{
				kind: 'callout',
				word: 'NOT SUPPORTED',
				body: [
					{kind: 'paragraph', runs: [{text: 'Never, '}, {kind: 'strong'}, {}]},
					{kind: 'list', ordered: true},
				],
			},
		]);
	});

	it('says of a command who uses it, and keeps the lines as they are', () => {
		expect(page('```powershell\n# Who: Domain Admin,\n# with RSAT\nGet-X `\n  -Y z\n```').blocks).toEqual([
			{kind: 'command', who: 'Domain Admin, with RSAT', lines: ['Get-X `', '  -Y z']},
		]);
		expect(page('```powershell\nGet-X\n```').blocks).toEqual([{kind: 'command', who: null, lines: ['Get-X']}]);
	});

	it('reads tables, rules and lists in lists', () => {
		expect(page('| a | b |\n|---|---|\n| 1 | `2` |\n\n---\n\n3. x\n   - y').blocks).toMatchObject([
			{kind: 'table', head: [[{text: 'a'}], [{text: 'b'}]], rows: [[[{text: '1'}], [{kind: 'code', text: '2'}]]]},
			{kind: 'rule'},
			{kind: 'list', ordered: true, start: 3, items: [[{kind: 'paragraph'}, {kind: 'list', ordered: false}]]},
		]);
	});

	it('reads the same with the line ends of Windows', () => {
		const unix = `${front}\nOne\ntwo.\n\n> [!NOTE]\n> three\n\n\`\`\`powershell\n# Who: me\nGet-X\n\`\`\`\n`;
		expect(parsePage(unix.replaceAll('\n', '\r\n'))).toEqual(parsePage(unix));
	});

	it.each([
		['a picture', '![x](https://aka.ms/x)', 'image'],
		['HTML in a line', 'a <b>c</b>', 'html'],
		['a comment that is no marker', '<!-- todo -->', 'not a marker'],
		['a marker inside a list', '- x\n\n  <!-- check: a -->', 'at the left'],
		['a quotation without a word', '> said', 'a callout begins'],
		['an unheard-of callout', '> [!TIP]\n> x', 'a callout begins'],
		['a heading with one hash', '# x', 'two or three hashes'],
		['a link that leads nowhere', 'see [here][nowhere]', 'cannot be drawn'],
		['a block in another language', '```bash\nls\n```', 'powershell'],
		['code inside strong words', '**a `b`**', 'something other than words'],
	])('refuses %s, with the line', (_what, body, says) => {
		expect(() => page(`First.\n\n${body}`)).toThrow(/^line 14: /);
		expect(() => page(`First.\n\n${body}`)).toThrow(says);
	});

	it.each([
		['without front matter', 'Words.'],
		['with a key that nobody knows', `${front.replace('who:', 'whom:')}\nWords.`],
		[
			'with a short title that is too long',
			`${front.replace('short: Synchronization', 'short: Configure Directory Synchronization')}\nWords.`,
		],
		['with a day that does not exist', `${front.replace('2026-11-22', '2026-13-22')}\nWords.`],
		['with minutes that are no number', `${front.replace('45', 'an hour')}\nWords.`],
	])('refuses a page %s', (_what, markdown) => {
		expect(() => parsePage(markdown)).toThrow(/^line 1: /);
	});
});

const remedies = `A key that is not written back opens nothing.

## refresh-the-schema

**What to do** On the server run the wizard:

1. Choose *Refresh directory schema*.
2. Tick \`fabrikam.com\`.

**Who** a local administrator.
**How long** about 10 minutes.

**Why**: the rules were made from the old schema. See [the page](https://aka.ms/wizard).

\`\`\`powershell
Start-ADSyncSyncCycle -PolicyType Initial
\`\`\`

## upgrade-first

**What to do** Upgrade.

**Who** a local administrator.

**How long** an hour.

**Why** the wizard cannot sign in.
`;

describe('a page of remedies', () => {
	it('is read into why it matters, and each way out with its four labels and commands', () => {
		const {intro, remedies: found, links} = parseRemedies(remedies);
		expect(intro).toHaveLength(1);
		expect(found.map(({id}) => id)).toEqual(['refresh-the-schema', 'upgrade-first']);
		expect(found[0]).toMatchObject({
			whatToDo: [{kind: 'paragraph', runs: [{text: 'On the server run the wizard:'}]}, {kind: 'list'}],
			commands: [{kind: 'command', lines: ['Start-ADSyncSyncCycle -PolicyType Initial']}],
		});
		expect(textOf(found[0]?.who ?? [])).toBe('a local administrator.');
		expect(textOf(found[0]?.howLong ?? [])).toBe('about 10 minutes.');
		expect(textOf(found[0]?.why ?? [])).toBe('the rules were made from the old schema. See the page.');
		expect(links).toHaveLength(1);
	});

	it.each([
		['without who', remedies.replace('**Who** a local administrator.\n**How', '**How'), 'nothing under who'],
		['with a label that says nothing', remedies.replace('**How long** an hour.', '**How long**'), 'nothing under howLong'],
		['with words before the first label', remedies.replace('**What to do** Upgrade.', 'Upgrade.'), 'after no label'],
		['with the same heading twice', remedies.replace('upgrade-first', 'refresh-the-schema'), 'stands once'],
		['with a heading that is no id', remedies.replace('upgrade-first', 'Upgrade first'), 'an id in small letters'],
	])('refuses a remedy %s', (_what, markdown, says) => {
		expect(() => parseRemedies(markdown)).toThrow(says);
	});
});
