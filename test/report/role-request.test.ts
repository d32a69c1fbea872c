import {marked, type Tokens} from 'marked';
import {describe, expect, it} from 'vitest';
import {remediesOf} from '../../src/content/library.ts';
import {textOf} from '../../src/content/runs.ts';
import {practiceIds} from '../../src/engine/practice.ts';
import {checkNamed} from '../../src/guide/checks.ts';
import {provedBy} from '../../src/report/proved-by.ts';
import {hiding} from '../../src/report/redaction/hiding.ts';
import {tokensOf} from '../../src/report/redaction/tokens.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import {roleHtml} from '../../src/report/role-html.tsx';
import {roleMarkdown} from '../../src/report/role-markdown.ts';
import {type RoleRequest, roleRequest} from '../../src/report/role-request.ts';
import {guide} from '../../steps/guide.ts';
import {common, practised, reportOf} from './practised.ts';

const {roles, places} = guide.outline;
const role = (id: string) => {
	const found = roles.find(one => one.id === id);
	if (found === undefined) {
		throw new Error(`There is no role ${id}.`);
	}

	return found;
};
const pagesOf = async (practice: string) => {
	const report = reportOf(await practised(practice));
	const pages = new Map(roles.map(one => [one.id, roleRequest(guide, report, one)]));
	const page = (id: string): RoleRequest => pages.get(id) ?? roleRequest(guide, report, role(id));
	return {report, page, pages: [...pages.values()]};
};
const checksOf = ({asks}: RoleRequest) => asks.flatMap(({checks}) => checks.map(({check}) => check));
const commandsOf = ({asks}: RoleRequest) =>
	asks.flatMap(({steps, commands}) => [...steps.flatMap(step => step.commands), ...commands].map(({lines}) => lines.join('\n')));
const times = (text: string, part: string) => text.split(part).length - 1;

it('of some role, whoever a remedy names', () => {
	const nobodys = guide.steps.flatMap(step =>
		step.checks.flatMap(check =>
			remediesOf(step.id, check.id)
				.remedies.filter(({who}) => !roles.some(one => one.who.test(textOf(who))))
				.map(({id, who}) => `${check.id} ${id}: ${textOf(who)}`),
		),
	);
	expect(nobodys).toEqual([]);
});

it('of the role that a step of a remedy names, among those that the remedy names', () => {
	const strangers = guide.steps.flatMap(step =>
		step.checks.flatMap(check =>
			remediesOf(step.id, check.id).remedies.flatMap(({id, who, whatToDo}) => {
				const named = JSON.stringify(whatToDo).matchAll(/"strong","text":"([^"]+):"/g);
				return [...named].flatMap(([, by = '']) =>
					roles.some(one => one.who.test(by) && one.who.test(textOf(who))) ? [] : [`${check.id} ${id}: ${by}`],
				);
			}),
		),
	);
	expect(strangers).toEqual([]);
});

describe.each(practiceIds(guide.outline.practice))('the pages for the roles of %s', id => {
	it('hold everything that is open, and owe nobody a proof on an empty page', async () => {
		const {report, page, pages} = await pagesOf(id);
		const actions = report.next.flatMap(({actions: own}) => own);
		const open = actions.flatMap(({checks}) => checks.map(({check}) => check));
		expect([...new Set(pages.flatMap(checksOf))].toSorted()).toEqual(open.toSorted());
		for (const check of open) {
			const proof = provedBy(checkNamed(guide, check).check);
			const owner = roles.find(({place}) => proof.by === 'file' && place === proof.place);
			if (owner !== undefined) {
				expect(checksOf(page(owner.id)), `${owner.id} ${check}`).toContain(check);
			}
		}
	});

	it('ask for one run of a script, and for one sign-in, at most, and for the run last', async () => {
		const {pages} = await pagesOf(id);
		for (const request of pages) {
			const kinds = request.asks.map(({kind}) => kind);
			expect(kinds.filter(kind => kind === 'file').length, request.role).toBeLessThanOrEqual(1);
			expect(kinds.filter(kind => kind === 'sign-in').length, request.role).toBeLessThanOrEqual(1);
			expect(times(commandsOf(request).join('\n'), '.\\look.ps1 > answer.json'), request.role).toBeLessThanOrEqual(1);
			expect(kinds.includes('file') ? kinds.indexOf('file') : kinds.length - 1, request.role).toBe(kinds.length - 1);
		}
	});

	it('hold no command of another role alone', async () => {
		const {pages} = await pagesOf(id);
		const foreign = pages.flatMap(({role: of, asks}) =>
			asks
				.filter(({kind}) => kind === 'remedy')
				.flatMap(({steps}) =>
					steps.flatMap(({who, commands}) => (who !== null && commands.length > 0 && !role(of).who.test(who) ? [of] : [])),
				),
		);
		expect(foreign).toEqual([]);
	});
});

describe('what is asked of one role', () => {
	it('says what opens the gate, step by step, and that the file at the end shows it', async () => {
		const {page} = await pagesOf('connect-before-schema');
		const [mend, file] = page('connect').asks;
		expect(mend).toMatchObject({gate: 'schema before Connect', proof: 'The file that is asked for at the end of this page shows it.'});
		expect(file).toMatchObject({kind: 'file', title: 'One file from the Connect server (SYNC01)', checks: [{check: 'key-write-back'}]});
		const [list] = marked
			.lexer(roleMarkdown(page('connect')))
			.filter((token): token is Tokens.List => token.type === 'list' && token.ordered);
		expect(list?.items).toHaveLength(6);
		expect(JSON.stringify(list?.items[4])).toContain('Start-ADSyncSyncCycle -PolicyType Initial');
		expect(roleHtml(page('connect'))).toMatch(
			/<ol start="1">(?:(?!<\/ol>).)*<li>Run a full import[^<]*<code>Initial<\/code>[^<]*<pre><code># Who:/s,
		);
	});

	it('is nothing where nothing is open', async () => {
		const {page} = await pagesOf('connect-before-schema');
		for (const id of ['dns', 'entra', 'group-policy']) {
			expect(roleMarkdown(page(id))).toContain(`Nothing is asked of ${role(id).words} now.`);
		}
	});

	it('is what can be done now before what waits for somebody else, and says for whom', async () => {
		const {page} = await pagesOf('connect-before-schema');
		const {asks} = page('domain-admin');
		expect(asks.map(({checks}) => checks[0]?.number)).toEqual(['2.7', '2.9', '7.10', '7.6', '7.7']);
		expect(asks.map(({after}) => after.length)).toEqual([0, 0, 1, 1, 1]);
		expect(asks[2]?.after[0]).toMatch(
			/^The gate "schema before Connect", to leave step 4, opens first\. It waits for: A local administrator of the Connect server/,
		);
	});

	it('tells whom a gate waits for once, and of a gate with two thresholds which one is meant', async () => {
		const {page} = await pagesOf('schema-behind');
		const after = page('connect').asks.flatMap(ask => (ask.kind === 'remedy' ? ask.after : []));
		expect(after.length).toBeGreaterThan(1);
		expect(new Set(after.map(words => words.replace(/ It waits for: .*$/, '')))).toEqual(
			new Set(['The gate "schema before Connect", to enter step 4, opens first.']),
		);
		expect(after.filter(words => words.includes('It waits for: A member of Schema Admins'))).toHaveLength(1);
	});

	it('is of a remedy that says to carry the script nothing but the one file', async () => {
		const {page} = await pagesOf('half-seen');
		expect(page('connect').asks).toHaveLength(1);
		expect(checksOf(page('connect'))).toContain('right-to-write-keys');
	});

	it('is of two people what each of them does', async () => {
		const {page} = await pagesOf('connect-before-schema');
		const [admin, client] = [page('domain-admin'), page('clients')].map(request => commandsOf(request).join('\n'));
		expect(admin).toContain('Get-ADUser');
		expect(admin).not.toContain('klist');
		expect(client).toContain('klist');
		expect(client).not.toMatch(/Get-ADUser|wevtutil/);
	});

	it('is with the names of what does not hold', async () => {
		const {page} = await pagesOf('unverified-domain');
		expect(commandsOf(page('domain-admin')).join('\n')).toContain("$name = 'OLD-DC09'");
		expect(commandsOf(page('dns'))).toEqual(["$domain = 'contoso.de'\nResolve-DnsName $domain -Type TXT"]);
	});

	it('says what a step of the guide is where it speaks of one, and puts the pilot user whom answers were about into commands', async () => {
		const {page} = await pagesOf('connect-before-schema');
		const text = roleMarkdown(page('domain-admin'));
		expect(text).toContain("UserPrincipalName -eq 'hana.novak@contoso.com'");
		expect(text).toContain('Whoever runs whfb has its page, content/04-directory-synchronization.md');
		expect(roleMarkdown(page('connect'))).not.toMatch(/Whoever runs whfb has its page/);
	});
});

describe('where nobody has looked on machines or signed in', () => {
	it('each role is asked once for all that it can let be seen', async () => {
		const {page} = await pagesOf('half-seen');
		const kindsOf = (id: string) => page(id).asks.map(({kind}) => kind);
		expect(kindsOf('entra')).toEqual(['sign-in']);
		expect(page('entra').asks[0]).toMatchObject({gate: 'verified UPN domain'});
		expect(checksOf(page('entra'))).toEqual(expect.arrayContaining(['verified-upn', 'pilot-identity', 'federation']));
		expect(kindsOf('group-policy')).toEqual(['again']);
		expect(checksOf(page('group-policy'))).toEqual(expect.arrayContaining(['registration-policy', 'hello-group-policy']));
		expect(kindsOf('clients').at(-1)).toBe('file');
		expect(kindsOf('connect').at(-1)).toBe('file');
		expect(page('connect').asks.at(-1)).toMatchObject({gate: 'schema before Connect'});
		expect(places.map(({id}) => roles.filter(({place}) => place === id).length)).toEqual([1, 1, 1]);
	});
});

describe('a page without names', () => {
	it('holds no machine and no object that its commands and titles are filled with', async () => {
		const session = await practised('connect-before-schema');
		const report = reportDocument({...common, session, seal: null, hide: hiding(guide, [session], null, tokensOf('00'.repeat(32)))});
		const text = JSON.stringify(roles.map(one => roleRequest(guide, report, one).asks));
		expect(text).toContain('look.ps1');
		expect(text).toMatch(/\$name = '[A-Z0-9-]+'/i);
		expect(text).not.toMatch(/SYNC01|OLD-DC09|contoso/i);
	});
});

describe('what is to be done', () => {
	it('is in the order of doing: the schema before Connect', async () => {
		const {report} = await pagesOf('new-forest');
		const urgent = report.next.flatMap(({actions}) => actions.flatMap(({checks}) => checks));
		expect(urgent.length).toBeGreaterThan(0);
		const steps = report.steps.flatMap(({findings}) => findings).filter(({look}) => look === 'unmet');
		expect(report.next[0]?.actions[0]?.checks[0]?.check).toBe(steps[0]?.check);
	});
});
