import {describe, expect, it} from 'vitest';
import {jsonText, safeText} from '../../../src/guide/untrusted.ts';
import {hiding} from '../../../src/report/redaction/hiding.ts';
import {restored} from '../../../src/report/redaction/restored.ts';
import {tokensOf} from '../../../src/report/redaction/tokens.ts';
import {reportHtml} from '../../../src/report/report-html.tsx';
import {reportMarkdown} from '../../../src/report/report-markdown.ts';
import {sealed} from '../../../src/report/seal.ts';
import {guide} from '../../../steps/guide.ts';
import {hostile, hostileReport, hostileSession} from '../hostile.ts';

const names = [
	...hostile.map(safeText),
	...[
		'1. ask Petra',
		'12',
		'2) Petra',
		'# Petra #',
		'- Petra',
		'www',
		'http',
		'\u00c1@\u00c9',
		'a@b@c',
		'Petra  Nov\u00e1k ',
		'_Petra_',
		'*',
		'word-0123abcd',
		'person-0123abcdv2',
	],
	...[
		'Tokens stand in the place of names',
		'whfb-digest',
		'`a` person-89abcdef `b`',
		'| a\\|b |',
		'P\u0115tra\u0301',
		'\u674e\u660e',
		'{"a":1}',
		'a\nb',
	],
];

describe.each(names)('a name such as %j', name => {
	const before = hostileSession(`${name} before`);
	const tokens = tokensOf('ab'.repeat(32));
	const without = hostileReport(name, hiding(guide, [hostileSession(name), before], name, tokens));

	it.each([
		['md', reportMarkdown],
		['html', reportHtml],
		['json', jsonText],
	] as const)('comes back to the letter in %s', (_, form) => {
		const report = form(hostileReport(name));
		expect(restored(sealed(form(without)), tokens.all())).toEqual({text: sealed(report), unknown: []});
	});
});
