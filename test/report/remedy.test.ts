import {marked, type Token, type Tokens} from 'marked';
import {describe, expect, it} from 'vitest';
import {parseRemedies} from '../../src/content/page.ts';
import {filledRemedy} from '../../src/report/remedy.ts';
import {stepsMarkdown} from '../../src/report/remedy-markdown.ts';
import {stepLine, stepsOf} from '../../src/report/remedy-steps.ts';
import {requestOf, requestText} from '../../src/report/request.ts';

const fence = '```';
const [remedy] = parseRemedies(`Why.

## mend-it

**What to do** Mend \`one_thing\` first.

1. **The pilot user:** sign out.
2. **A Domain Admin:** run \`x\`, and read it.

   ${fence}powershell
   # Who: administrator
   Get-Thing |
     Select-Object Name
   ${fence}

3. Look again.

> [!NOTE]
> Nothing is lost.

**Who** everybody

**How long** an hour

**Why** because

${fence}powershell
# Who: anybody
Get-Other
${fence}
`).remedies;
if (remedy === undefined) {
	throw new Error('There is no remedy.');
}

const steps = stepsOf(remedy.whatToDo);

describe('the steps of a remedy', () => {
	it('keep their numbers, who does each, and the command that belongs to each', () => {
		expect(steps.map(({mark, who}) => [mark, who])).toEqual([
			[null, null],
			['1.', 'The pilot user'],
			['2.', 'A Domain Admin'],
			['3.', null],
			['NOTE', null],
		]);
		expect(steps.map(({commands}) => commands.length)).toEqual([0, 0, 1, 0, 0]);
		expect(steps[2]?.commands[0]).toEqual({who: 'administrator', lines: ['Get-Thing |', '  Select-Object Name']});
		expect(steps.map(stepLine)).toEqual([
			'Mend one_thing first.',
			'1. The pilot user: sign out.',
			'2. A Domain Admin: run x, and read it.',
			'3. Look again.',
			'NOTE Nothing is lost.',
		]);
	});

	it('are one numbered list in Markdown, each command inside its step, and code is code', () => {
		const tokens = marked.lexer(stepsMarkdown('What to do', steps).join('\n'));
		const list = tokens.find((token): token is Tokens.List => token.type === 'list');
		expect(list).toMatchObject({ordered: true, start: 1});
		expect(list?.items).toHaveLength(3);
		const codeIn = (all: readonly Token[]) => all.filter((token): token is Tokens.Code => token.type === 'code').map(({text}) => text);
		expect(list?.items.map(({tokens: own}) => codeIn(own))).toEqual([[], ['# Who: administrator\nGet-Thing |\n  Select-Object Name'], []]);
		expect(codeIn(tokens)).toEqual([]);
		expect(tokens[0]?.raw).toBe('**What to do** Mend `one_thing` first.');
	});

	it('stand in a request with their commands below them', () => {
		const text = requestText(requestOf(remedy, {asked: 'Is it so?', seen: [], proof: 'it is'}));
		expect(text).toContain(
			'2. A Domain Admin: run x, and read it.\n\n   As administrator:\n     Get-Thing |\n       Select-Object Name\n3. Look again.\n',
		);
		expect(text).toContain('\nAs anybody:\n  Get-Other\n');
	});

	it('are filled with the names of the environment, in code and commands', () => {
		const names = {
			'corp.example.test': null,
			'dc01.corp.example.test': null,
			'pc01.corp.example.test': null,
			'anna@example.test': 'hana@fabrikam.net',
		};
		const filled = filledRemedy('07-sign-in-and-provision', 'keys-arrive', 'look-as-an-administrator', {names, objects: []});
		expect(filled?.steps.map(({who}) => who)).toEqual([null, 'The pilot user', 'A Domain Admin', 'A Domain Admin']);
		expect(JSON.stringify(filled?.steps)).toContain("UserPrincipalName -eq 'hana@fabrikam.net'");
		expect(filled?.commands).toEqual([]);
	});
});
