import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {openBrowser} from '../chromium.ts';

/** What the readme shows of reports, by the built program: `node test/report/screenshots/take.ts`, with Chromium as the tests find it. */
const program = join(import.meta.dirname, '../../../dist/whfb.js');
const browser = await openBrowser();
try {
	for (const [practice, value] of [
		['second-forest', 'light'],
		['half-seen', 'dark'],
	] as const) {
		const page = await browser.newPage();
		await page.setViewport({width: 960, height: 800});
		await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
		await page.setContent(
			execFileSync(process.execPath, [program, 'report', '--practice', practice, '--format', 'html'], {encoding: 'utf8'}),
		);
		await page.screenshot({path: join(import.meta.dirname, `${practice}.png`)});
	}
} finally {
	await browser.close();
}
