import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {AxeResults} from 'axe-core';
import type {Browser, Page} from 'puppeteer-core';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {practiceIds} from '../../src/engine/practice.ts';
import {sessionsHtml} from '../../src/report/all-html.tsx';
import {sessionRows} from '../../src/report/all-sessions.ts';
import {reportHtml} from '../../src/report/report-html.tsx';
import {roleHtml} from '../../src/report/role-html.tsx';
import {roleRequest} from '../../src/report/role-request.ts';
import {guide} from '../../steps/guide.ts';
import {describeWith} from '../require.ts';
import {openBrowser, pdfText, shown} from './chromium.ts';
import {hostile, hostileReport} from './hostile.ts';
import {practised, reportOf} from './practised.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeWith('chromium', 'a report in Chromium', () => {
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		browser = await openBrowser();
		page = await browser.newPage();
		// Axe is a script, and the page's own policy forbids all of them.
		await page.setBypassCSP(true);
	});
	afterAll(() => browser?.close());

	const violations = async (html: string): Promise<readonly string[]> => {
		await page.setContent(html);
		await page.evaluate(axe);
		const {violations: found} = (await page.evaluate(
			"axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false})",
		)) as AxeResults;
		return found.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
	};

	it.each(practiceIds(guide.outline.practice))('of %s has nothing that axe objects to', async id => {
		expect(await violations(reportHtml(reportOf(await practised(id))))).toEqual([]);
	});

	it('of one role, and of all sessions, has nothing that axe objects to', async () => {
		const report = reportOf(await practised('half-seen'));
		const role = guide.outline.roles.find(({id}) => id === 'connect');
		expect(role === undefined ? ['no role'] : await violations(roleHtml(roleRequest(guide, report, role)))).toEqual([]);
		const rows = sessionRows(guide, [{kind: 'unreadable', name: 'broken', why: 'damaged'}], report.at);
		expect(await violations(sessionsHtml(guide, rows, {at: report.at, tool: '1.0.0'}))).toEqual([]);
	});

	it('finds fault with a page that has faults', async () => {
		expect(await violations('<html><body><img src="x"><p style="color:#eee">x</p></body></html>')).not.toEqual([]);
	});

	it('fits a phone, a window of twice the size, dark and light', async () => {
		const html = reportHtml(reportOf(await practised('second-forest')));
		for (const [width, scale] of [
			[390, 1],
			[640, 2],
		] as const) {
			for (const value of ['dark', 'light']) {
				await page.setViewport({width, height: 900, deviceScaleFactor: scale});
				await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
				expect(await violations(html)).toEqual([]);
				const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
				expect(beyond, `${width} ${value}`).toBe(0);
			}
		}

		await page.setViewport({width: 1280, height: 900});
	});

	it.each(['A4', 'Letter'] as const)('is printed on %s without a row that is cut in two', async format => {
		for (const id of ['half-seen', 'second-forest']) {
			await page.setContent(reportHtml(reportOf(await practised(id))));
			const rows = (await page.evaluate(
				"[...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))",
			)) as readonly (readonly string[])[];
			const bare = (text: string) => text.normalize('NFKC').replace(/[\s\u00AD]+/g, '');
			const pages = pdfText(await page.pdf({format, printBackground: true})).map(bare);
			expect(rows.length).toBeGreaterThan(100);
			expect(pages.length).toBeGreaterThan(5);
			const cut = rows.filter(cells => !pages.some(text => cells.every(cell => text.includes(bare(cell)))));
			expect(cut).toEqual([]);
		}
	});

	it.each(hostile)(
		'of an environment that calls everything %j asks no network for anything, and holds nothing that does something',
		async text => {
			const own = await browser.newPage();
			const asked = await shown(own, reportHtml(hostileReport(text)));
			const live = await own.evaluate(
				'document.querySelectorAll(\'script,img,iframe,object,embed,link,form,input,video,audio,base,a[href]:not([href^="#"]),[src],[onload],[onerror],[onclick],[style]\').length',
			);
			await own.close();
			expect({asked, live}).toEqual({asked: [], live: 0});
		},
	);
});
