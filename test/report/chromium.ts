import {execFileSync} from 'node:child_process';
import puppeteer, {type Browser, type Page} from 'puppeteer-core';
import {onPath} from '../lab/powershell.ts';

/** Chromium as this machine has it: WHFB_CHROMIUM names it, else it is on PATH; null where there is none. */
const chromium = (): string | null => process.env['WHFB_CHROMIUM'] ?? onPath('chromium');

/** A browser without a window, and without a sandbox, which root has not. It is closed by whoever opened it. */
export const openBrowser = (): Promise<Browser> =>
	puppeteer.launch({executablePath: chromium() ?? 'chromium', pipe: true, headless: true, args: ['--no-sandbox', '--disable-gpu']});

/** Shows a page of HTML that came from nowhere, and keeps what it asks a network for; nothing of it is let through. */
export const shown = async (page: Page, html: string): Promise<readonly string[]> => {
	const asked: string[] = [];
	await page.setRequestInterception(true);
	page.on('request', request => {
		if (request.url().startsWith('data:') || request.url() === 'about:blank') {
			void request.continue();
			return;
		}

		asked.push(request.url());
		void request.abort();
	});
	await page.setContent(html, {waitUntil: 'load'});
	return asked;
};

/** The text of a PDF, a page after the other, in the order in which it was painted. */
export const pdfText = (pdf: Uint8Array): readonly string[] =>
	execFileSync('pdftotext', ['-raw', '-', '-'], {input: pdf, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024}).split('\f');
