import {marked} from 'marked';
import {describe, expect, it} from 'vitest';
import {escaped} from '../../src/report/markdown.ts';

/** What a reader sees of a text, as a browser gives it to whoever copies it. */
const rendered = (text: string) =>
	(marked.parse(`Before ${escaped(text)}`) as string)
		.replace(/^<p>Before /, '')
		.replace(/<\/p>\s*$/, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&');

describe('a text in Markdown', () => {
	it.each([
		'CONTOSO\\admin',
		'MSOL_7c1f09d2a4be',
		'DC_01_a',
		"o'neil",
		'CONTOSO\\_svc',
		'CONTOSO\\\\admin',
		'ends in \\',
		'_em_',
		'a_b_ c',
		'snake__case__x',
		'\\*x*',
		'\\`x`',
		'\\@x',
		'a\\@b',
		'\\\\server\\share$\\[x]',
		'naïve_été_x',
	])('reads %s as it is written, with nothing live in it', text => {
		expect(rendered(text)).toBe(text);
	});
});
