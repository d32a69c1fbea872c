import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import type {Block, Command, Run} from '../../src/content/page.ts';
import {type Page, parsePage, textOf} from '../../src/content/page.ts';
import {guide} from '../../steps/guide.ts';

const folder = new URL('../../content/', import.meta.url);
const files = readdirSync(folder).filter(name => name !== 'README.md');
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const pages: readonly Page[] = files.map(file => parsePage(read(file)));

const checksOf = (step: string) => guide.steps.find(({id}) => id === step)?.checks.map(({id}) => id) ?? [];
const everyId = guide.steps.flatMap(({id}) => checksOf(id));

/** Every block of a page, those inside lists and callouts too. */
const deep = (blocks: readonly Block[]): readonly Block[] =>
	blocks.flatMap(block => [
		block,
		...(block.kind === 'list' ? block.items.flatMap(item => deep(item)) : []),
		...(block.kind === 'callout' ? deep(block.body) : []),
	]);

const runsOf = (block: Block): readonly (readonly Run[])[] => {
	switch (block.kind) {
		case 'heading':
		case 'paragraph':
			return [block.runs];
		case 'table':
			return [...block.head, ...block.rows.flat()];
		default:
			return [];
	}
};

const commandsOf = (page: Page): readonly Command[] => deep(page.blocks).filter((block): block is Command => block.kind === 'command');

/** What a person reads as prose: code is left out, because names in it are not ours. */
const proseOf = (page: Page): string =>
	deep(page.blocks)
		.flatMap(runsOf)
		.map(runs => textOf(runs.filter(({kind}) => kind !== 'code')))
		.join('\n');

/** The titles that the first page announces: "It has seven steps, in this order: Overview, … Sign-in and Provision." */
const announced = /It has (\w+) steps, in this order: ([^.]+)\./.exec(proseOf(pages[0] as Page).replace(/\s+/g, ' '));

it('has a page for each step, in the order of the guide, each named like its step', () => {
	expect(pages.map(({step}) => step)).toEqual(guide.steps.map(({id}) => id));
	expect(files).toEqual(guide.steps.map(({id}) => `${id}.md`));
});

it('announces the titles of its pages on the first one, all seven of them', () => {
	expect(announced?.[1]).toBe('seven');
	expect(announced?.[2]?.split(', ')).toEqual(pages.map(({title}) => title));
	expect(pages).toHaveLength(7);
});

describe.each(pages)('the page $step', page => {
	it('was reviewed on a day that has come', () => {
		expect(Date.parse(page.reviewed)).toBeLessThanOrEqual(Date.now());
	});

	it('points only at checks of other pages that exist', () => {
		for (const block of page.blocks) {
			if (block.kind === 'see') {
				expect(everyId).toContain(block.id);
				expect(checksOf(page.step)).not.toContain(block.id);
			}
		}
	});

	it('puts each check under a sentence, a list, a table or a callout, not under a heading', () => {
		page.blocks.forEach((block, at) => {
			if (block.kind === 'check') {
				expect(page.blocks[at - 1]?.kind, block.id).toMatch(/^(paragraph|list|table|callout)$/);
			}
		});
	});

	it('has no command wider than 76 columns, and says of each who uses it', () => {
		for (const {who, lines} of commandsOf(page)) {
			expect(lines.filter(line => line.length > 76)).toEqual([]);
			expect(who, lines[0]).not.toBeNull();
		}

		const fenced = [...read(`${page.step}.md`).matchAll(/^```powershell\n([\s\S]*?)^```$/gm)].flatMap(([, code]) =>
			(code ?? '').split('\n'),
		);
		expect(fenced.filter(line => line.length > 76)).toEqual([]);
	});

	it('links to Microsoft, or to the public list of roots, over https', () => {
		expect(page.links.length).toBeGreaterThan(0);
		for (const {href} of page.links) {
			expect(href).toMatch(/^https:\/\/(learn\.microsoft\.com|support\.microsoft\.com|aka\.ms|entra\.microsoft\.com|www\.iana\.org)(\/|$)/);
		}
	});

	it('uses each address that it defines', () => {
		const defined = [...read(`${page.step}.md`).matchAll(/^\[[a-z0-9]+\]: (\S+)$/gm)].map(([, href]) => href);
		expect(defined.filter(href => !page.links.some(link => link.href === href))).toEqual([]);
	});

	it('keeps the tone: no pleading, no shouting, no word that hides what is meant', () => {
		const prose = proseOf(page);
		for (const word of [
			/\bplease\b/i,
			/\bsimply\b/i,
			/\bjust\b/i,
			/\boops\b/i,
			/!/,
			/\bpassed\b/i,
			/\bfailed\b/i,
			/\bskipped\b/i,
			/\bN\/A\b/,
			/\bGate [AB]\b/,
			/\byou must\b/i,
			/\baccess denied\b/i,
			/\b(execute|validate|scan|abort|quit|proceed)\b/i,
			/\bcontact your administrator\b/i,
			/\bAADC?\b/,
			/\b(in|to|from) the cloud\b/i,
			/\brecently\b/i,
			/\ba moment ago\b/i,
			/\bunable to\b/i,
		]) {
			// Microsoft's own message is quoted whole, "please" included.
			expect(prose.replace('For now, please use', 'For now, use')).not.toMatch(word);
		}
	});

	it('says the old names once, beside the new ones', () => {
		const prose = proseOf(page);
		for (const old of ['once named Azure Active Directory', 'once named Azure AD Connect']) {
			expect(prose.split(old).length - 1, old).toBeLessThanOrEqual(1);
		}

		const elsewhere = prose.replace(/once named Azure AD Connect/, '').replace(/once named Azure Active Directory/, '');
		expect(elsewhere).not.toMatch(/Azure AD Connect|Azure Active Directory/);
	});

	it('says what people get wrong, how whfb sees it, and where the official pages are', () => {
		const headings = page.blocks.filter(block => block.kind === 'heading').map(({runs}) => textOf(runs));
		expect(headings.slice(-3)).toEqual(['What people get wrong', 'How whfb sees that it is done', 'Official pages']);
	});
});

describe('the words that decide', () => {
	const prose = (step: string): string => proseOf(pages.find(page => page.step === step) as Page);

	it('says at the start that Microsoft recommends cloud Kerberos trust', () => {
		expect(prose('01-overview')).toMatch(/Microsoft now recommends cloud Kerberos trust instead of key trust/);
	});

	it('says not supported, in those words, with two ways out', () => {
		const page = pages.find(({step}) => step === '04-directory-synchronization') as Page;
		const callout = page.blocks.find(block => block.kind === 'callout' && block.word === 'NOT SUPPORTED');
		expect(callout).toMatchObject({body: [{kind: 'paragraph'}, {kind: 'list', ordered: true, items: {length: 2}}]});
		expect(prose(page.step)).toMatch(/Key trust is not supported for users whose on-premises domain cannot be added/);
	});

	it('names both floors of Connect, and that an old one is upgraded before the refresh', () => {
		expect(prose('04-directory-synchronization')).toMatch(/2\.5\.79\.0/);
		expect(prose('04-directory-synchronization')).toMatch(/Below 2\.4\.18\.0 \(2\.4\.21\.0 outside the commercial cloud\) upgrade first/);
	});
});
