import {describe, expect, it} from 'vitest';
import {
	type Answer,
	brought,
	broughtFrom,
	devices,
	domains,
	factsIn,
	fixture,
	type Outcome,
	organization,
	samples,
	savedAs,
	userPages,
	users,
} from './graph-samples.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const ids = Object.keys(samples);
const sampleOf = (id: string): Answer => samples[id] as Answer;

describe('the inputs that were judged wrongly', () => {
	it.each<[string, RegExp]>([
		['g06-swimlane-wrapped.json', /^Taken: .*3 records of domains\. The answer stood in a list and a wrapper \("json_body"\)\./],
		['g10-domains-beta.json', /of Graph's beta, which gives other properties.*GET \/v1\.0\/domains/],
		['g11-domains-in-array.json', /^Taken: .*3 records of domains\. The answer stood in a list\./],
		['g12-az-rest-query-value.json', /records alone.*which question they answer, and whether there are more.*without --query/],
		['g13-get-mgdomain-convertto-json.json', /made by a command of PowerShell for Graph.*other names \(Id, IsVerified\).*-OutputType Json/],
		['g14-invoke-mggraph-convertto-json-depth2.json', /cut to its name by ConvertTo-Json.*"value\[0\]\.verifiedDomains"/],
		[
			'g17-error-answer.json',
			/"Authorization_RequestDenied": Insufficient privileges to complete the operation\..*whfb plan names the permission/,
		],
		['g26-users-ps-merged-pages.json', /^Taken: .*3 records of users\. The answer stood in a list\./],
	])('%s is taken whole, or refused by its name', (name, says) => {
		expect(brought(fixture(name)).says).toMatch(says);
	});

	it('are judged as the answer that is inside of them', () => {
		const [wrapped] = JSON.parse(fixture('g06-swimlane-wrapped.json'));
		const [bare] = JSON.parse(fixture('g11-domains-in-array.json'));
		expect(factsIn(brought(fixture('g06-swimlane-wrapped.json')))).toEqual(factsIn(brought(json(wrapped.json_body))));
		expect(factsIn(brought(fixture('g11-domains-in-array.json')))).toEqual(factsIn(brought(json(bare))));
		expect(factsIn(brought(fixture('g26-users-ps-merged-pages.json')))).toHaveProperty('persons.value.length', 3);
	});
});

/** What wraps an answer without taking anything from it, and what the sentence says of it. */
const wrappers: readonly (readonly [string, (answer: Answer) => string | Uint8Array, RegExp])[] = [
	['a list', answer => json([answer]), /stood in a list\./],
	[
		'a batch',
		answer => json({responses: [{id: '1', status: 200, headers: {}, body: answer}]}),
		/a wrapper \("responses"\), a list and a wrapper \("body"\)/,
	],
	['a recorder of requests', answer => json({statusCode: 200, body: answer}), /a wrapper \("body"\)/],
	[
		'the log of a browser',
		answer => json({log: {entries: [{response: {status: 200, content: {text: JSON.stringify(answer)}}}]}}),
		/a wrapper \("log"\)/,
	],
	['a web request of PowerShell', answer => json({StatusCode: 200, Content: JSON.stringify(answer)}), /a wrapper \("Content"\)/],
	['a Markdown fence', answer => `Here it is:\n\n\`\`\`json\n${json(answer)}\n\`\`\`\n`, /left out: a Markdown fence and other lines\./],
	['a fence that is not closed', answer => `\`\`\`\n${json(answer)}`, /left out: a Markdown fence\./],
	['a prompt before and after it', answer => `PS C:\\> az rest --url "x\n${json(answer)}\nPS C:\\> `, /left out: a prompt\./],
	['the quote marks of a mail', answer => `Hello,\n\n${json(answer).replace(/^/gm, '> ')}\n`, /quote marks of a mail/],
	['the spaces of a word processor', answer => json(answer).replaceAll('  ', '\u00a0 '), /left out: spaces of another kind\./],
	['letters of no width between its parts', answer => json(answer).replaceAll('{\n', '{\u200b\n'), /left out: spaces of another kind\./],
	[
		"a terminal's colours",
		answer => json(answer).replace(/^( *)"(\w+)":/gm, '$1\u001b[34;1m"$2"\u001b[39;49;00m:'),
		/a terminal's colours/,
	],
	['UTF-16 without a mark', answer => Buffer.from(json(answer), 'utf16le'), /^Taken/],
	['UTF-16 of the other end', answer => Buffer.from(json(answer), 'utf16le').swap16(), /^Taken/],
	['a mark of UTF-8 twice', answer => `\ufeff\ufeff${json(answer)}`, /^Taken/],
	['zeros at its end', answer => `${json(answer)}\0\0\0`, /^Taken/],
	['line ends of Windows', answer => json(answer).replaceAll('\n', '\r\n'), /^Taken/],
];

describe('an answer that stands in something', () => {
	it.each(wrappers)('as %s is taken as it is without it, and the sentence names it', (_, wrap, says) => {
		for (const id of ids) {
			const bare = brought(json(sampleOf(id)));
			const wrapped = brought(wrap(sampleOf(id)));
			expect(bare.refused, bare.says).toBe(false);
			expect(wrapped.says).toMatch(says);
			expect(factsIn(wrapped)).toEqual(factsIn(bare));
		}
	});

	it('is taken as two pages in one list, in one file one after another, and in one folder alike', () => {
		const bare = factsIn(brought(json(users)));
		expect(bare).toHaveProperty('persons.value.length', 4);
		expect(factsIn(brought(json(userPages)))).toEqual(bare);
		expect(factsIn(brought(userPages.map(json).join('\n')))).toEqual(bare);
		expect(factsIn(brought(...userPages.map(json)))).toEqual(bare);
	});

	it.each<[string, unknown, RegExp]>([
		['says that its request failed', {status: 403, body: domains}, /a wrapper that says that the request failed, with status 403/],
		[
			'names a next page beside the answer',
			{NextLink: 'https://graph.microsoft.com/v1.0/domains?x', Data: domains},
			/names a next page \("NextLink"\)/,
		],
		['holds answers in several places', {before: domains, after: domains}, /in several places of it \("before", "after"\)/],
		['holds an error beside the answer', {body: domains, error: {code: 'Timeout'}}, /the error that came instead of one, "Timeout"/],
		['holds more wrappers than anybody follows', [[[[[[[[[[domains]]]]]]]]]], /more wrappers than anybody can follow/],
	])('is refused where the wrapper %s', (_, wrapper, says) => {
		expect(brought(json(wrapper)).says).toMatch(says);
	});
});

/** As ConvertTo-Json leaves a value that lies too deep. */
const cutAt = (value: unknown, depth: number): unknown =>
	typeof value !== 'object' || value === null
		? value
		: depth < 0
			? Array.isArray(value)
				? value.map(each => (typeof each === 'object' ? 'System.Collections.Hashtable' : String(each))).join(' ')
				: `@{${Object.entries(value)
						.map(([name, member]) => `${name}=${member}`)
						.join('; ')}}`
			: Array.isArray(value)
				? value.map(each => cutAt(each, depth - 1))
				: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cutAt(member, depth - 1)]));

const capital = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
const ofCmdlet = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(ofCmdlet)
		: typeof value === 'object' && value !== null
			? Object.fromEntries([
					...Object.entries(value).map(([name, member]) => [capital(name), ofCmdlet(member)]),
					['AdditionalProperties', {}],
				])
			: value;

/** What takes something from an answer, or changes it, and the words by which it is refused. */
const losses: readonly (readonly [string, (answer: Answer) => string, RegExp])[] = [
	['`value` alone', ({value}) => json(value), /records alone/],
	['one record alone', ({value}) => json(value[0]), /records alone/],
	['`value` without its context', ({value}) => json({value}), /records alone/],
	['a list in the wrapping of Windows PowerShell', ({value}) => json({value, Count: value.length}), /records alone/],
	['an empty list', () => json([]), /nothing that whfb can use/],
	['a list as a command of PowerShell gives it', ({value}) => json(ofCmdlet(value)), /made by a command of PowerShell for Graph/],
	['one object as a command of PowerShell gives it', ({value}) => json(ofCmdlet(value[0])), /made by a command of PowerShell for Graph/],
	[
		'such a list in the place of the records',
		answer => json({...answer, value: ofCmdlet(answer.value)}),
		/made by a command of PowerShell for Graph/,
	],
	['cut one level deep', answer => json(cutAt(answer, 1)), /was cut to its name by ConvertTo-Json/],
	['cut at once', answer => json(cutAt(answer, 0)), /was cut to its name by ConvertTo-Json.*stands at "value"/],
	[
		'cut, with the warning beside it',
		answer => `WARNING: Resulting JSON is truncated as serialization has exceeded the set depth of 2.\n${json(answer)}`,
		/was cut by ConvertTo-Json, which says so itself/,
	],
	[
		'a name twice in one object',
		answer => json(answer).replace(/"id":/, '"id": "x", "id":'),
		/names "id" twice in one object, in line \d+/,
	],
	['of beta', answer => json({...answer, '@odata.context': answer['@odata.context'].replace('v1.0', 'beta')}), /is of Graph's beta/],
	[
		'of another server',
		answer => json({...answer, '@odata.context': answer['@odata.context'].replace('graph.', 'dod-graph.')}),
		/is of dod-graph\.microsoft\.com/,
	],
	['typographic quotation marks', answer => json(answer).replaceAll('"', '\u201d'), /has typographic quotation marks/],
	['German quotation marks', answer => json(answer).replace(/"([^"\n]*)"/g, '\u201e$1\u201c'), /has typographic quotation marks/],
	['marks of a web page', answer => json(answer).replaceAll('"', '&quot;'), /copied out of a web page, with its marks/],
	['single quotation marks', answer => json(answer).replaceAll('"', "'"), /has single quotation marks/],
	['broken off', answer => json(answer).slice(0, -40), /breaks off/],
	['without its beginning', answer => json(answer).slice(60), /lacks its beginning|breaks off|is no JSON/],
	['lines broken by a console', answer => json(answer).replace('microsoft', 'micro\nsoft'), /has a line break inside a text, in line 2/],
	[
		'names that were made links',
		answer => json(answer).replace(/"id": "([^"]*)"/, '"id": "[$1](https://$1)"'),
		/names in it were made links/,
	],
	['an error beside the records', answer => json({...answer, error: {code: 'generalException', message: 'x'}}), /"generalException": x\./],
	[
		'a next page',
		answer =>
			json({
				...answer,
				'@odata.nextLink': `https://graph.microsoft.com/v1.0/${answer['@odata.context'].match(/#(\w+)/)?.[1]}?$skiptoken=x`,
			}),
		/one page of several/,
	],
	[
		'a next page under its newer name',
		answer =>
			json({...answer, '@nextLink': `https://graph.microsoft.com/v1.0/${answer['@odata.context'].match(/#(\w+)/)?.[1]}?$skiptoken=x`}),
		/one page of several/,
	],
	[
		'a next page of another list',
		answer => json({...answer, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/groups?$skiptoken=x'}),
		/a next page that is no page of/,
	],
	[
		'a next page on another server',
		answer => json({...answer, '@odata.nextLink': 'https://graph.example/v1.0/users?$skiptoken=x'}),
		/a next page that is no page of/,
	],
	[
		'a link of a delta query',
		answer => json({...answer, '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x'}),
		/of a delta query/,
	],
	[
		'a record that was removed',
		answer => json({...answer, value: [...answer.value, {id: 'x', '@removed': {reason: 'deleted'}}]}),
		/of a delta query/,
	],
	[
		'a list inside a record that goes on',
		answer => json({...answer, value: answer.value.map(one => ({...one, 'members@odata.nextLink': 'https://graph.microsoft.com/x'}))}),
		/holds a list that goes on elsewhere/,
	],
	[
		'one object of the list',
		({value, ...answer}) => json({...value[0], '@odata.context': `${answer['@odata.context'].replace(/\(.*/, '')}/$entity`}),
		/is one object of "\w+", and the guide asks for all of them/,
	],
	[
		'a record twice',
		answer =>
			json({
				...answer,
				...(answer['@odata.count'] === undefined ? {} : {'@odata.count': answer.value.length + 1}),
				value: [...answer.value, answer.value[0]],
			}),
		/twice, which no answer of Graph does/,
	],
	[
		'nested too deep',
		answer => json({...answer, more: JSON.parse(`${'['.repeat(120)}${']'.repeat(120)}`)}),
		/nested deeper than any answer/,
	],
];

describe('an answer that lost something on its way', () => {
	it.each(losses)('is refused by its name: %s', (_, lose, says) => {
		for (const id of ids) {
			const {says: said, refused} = brought(lose(sampleOf(id)));
			expect(refused, said).toBe(true);
			expect(said).toMatch(says);
		}
	});

	it.each(ids)('is refused where any property that is asked for is missing, by its name: %s', id => {
		const {value} = sampleOf(id);
		const asked = Object.keys(value[0] ?? {}).filter(name => !['availabilityStatus', 'isAdminManaged', 'supportedServices'].includes(name));
		expect(asked.length).toBeGreaterThan(2);
		for (const name of asked) {
			const without = value.map((record, index) =>
				index === 0 ? Object.fromEntries(Object.entries(record).filter(([each]) => each !== name)) : record,
			);
			expect(brought(json({...sampleOf(id), value: without})).says, name).toMatch(
				new RegExp(`lacks what was asked for: ${name}\\. Ask with GET`),
			);
		}
	});

	it.each(ids)('is refused where true or false became a text, or a list an empty one: %s', id => {
		for (const [name, member] of Object.entries(sampleOf(id).value[0] ?? {})) {
			const spoil = (value: unknown) =>
				brought(json({...sampleOf(id), value: sampleOf(id).value.map(record => ({...record, [name]: value}))}));
			if (typeof member === 'boolean' && name !== 'isAdminManaged') {
				expect(spoil(member ? 'True' : 'false').says, name).toMatch(new RegExp(`"${name}" of its record 1 is the text "(True|false)"`));
			}

			if (Array.isArray(member) && name !== 'supportedServices') {
				expect(spoil('').says, name).toMatch(new RegExp(`"${name}" of its record 1 is an empty text.*a list or an object was cut there`));
			}
		}
	});

	it('names the time that Windows PowerShell wrote anew', () => {
		const [first] = organization.value;
		const late = {...organization, value: [{...first, onPremisesLastSyncDateTime: '/Date(1764151200000)/'}]};
		expect(brought(json(late)).says).toMatch(
			/its times were written anew by ConvertTo-Json of Windows PowerShell.*"value\[0\]\.onPremisesLastSyncDateTime"/,
		);
	});
});

describe('an error in the place of an answer', () => {
	const error = (code: string, message = 'Said so.') => ({error: {code, message, innerError: {date: '2026-11-26T10:00:00'}}});
	it.each<[string, string, RegExp]>([
		['of a right', json(error('Authorization_RequestDenied')), /"Authorization_RequestDenied": Said so\. Whoever asked may not read this/],
		['of a token', json(error('InvalidAuthenticationToken')), /"InvalidAuthenticationToken".*The sign-in had run out/],
		['of haste', json(error('TooManyRequests', '')), /"TooManyRequests"\. Wait a few minutes/],
		['of a question', json(error('Request_UnsupportedQuery')), /Ask with the address that whfb plan prints, with the header/],
		[
			'of the older Graph',
			json({'odata.error': {code: 'Request_BadRequest', message: {lang: 'en', value: 'Bad.'}}}),
			/"Request_BadRequest": Bad\./,
		],
		[
			'of the sign-in',
			json({error: 'invalid_grant', error_description: 'AADSTS50173'}),
			/"invalid_grant": AADSTS50173\. The sign-in had run out/,
		],
		['in a list', json([error('Authorization_RequestDenied')]), /"Authorization_RequestDenied"/],
		[
			'in a batch',
			json({responses: [{id: '1', status: 403, body: error('Authorization_RequestDenied')}]}),
			/"Authorization_RequestDenied"/,
		],
		[
			'as the Azure CLI prints it',
			`ERROR: Forbidden(${JSON.stringify(error('Authorization_RequestDenied'))})`,
			/"Authorization_RequestDenied"/,
		],
		[
			'as PowerShell prints it',
			`Invoke-MgGraphRequest: GET https://graph.microsoft.com/v1.0/domains\nHTTP/1.1 403 Forbidden\n\n${JSON.stringify(error('Authorization_RequestDenied'))}`,
			/"Authorization_RequestDenied"/,
		],
		['with what would draw on a screen in it', json(error('a\u001b[2J', 'b\u202e')), /"a\^\[\[2J": b<U\+202E>\./],
	])('is said with its own code: %s', (_, text, says) => {
		const {says: said, refused} = brought(text);
		expect(refused).toBe(true);
		expect(said).toMatch(says);
	});
});

describe('the pages of a list', () => {
	const [first, second] = userPages;
	const refusal = (...pages: readonly object[]): Outcome => broughtFrom(savedAs(...pages.map(json)));

	it.each<[string, readonly object[], RegExp]>([
		['the page that the link names is not there', [first], /one page of several/],
		[
			'the last page is not there',
			[first, {...second, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=z'}],
			/the last one is missing/,
		],
		['a page in the middle is not there', [first, {...second, value: second.value.slice(1)}], /there are 4 records, and 3 were brought/],
		['a page came twice', [first, first], /a page is there twice/],
		[
			'a page leads to another list',
			[{...first, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/groups?$skiptoken=x'}, second],
			/a next page that is no page of "users"/,
		],
		[
			'a page leads to another version',
			[{...first, '@odata.nextLink': 'https://graph.microsoft.com/beta/users?$skiptoken=x'}, second],
			/a next page that is no page of "users"/,
		],
		[
			'a page leads to part of the list',
			[{...first, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users/x/memberOf?$skiptoken=x'}, second],
			/a next page that is no page of "users"/,
		],
		[
			'a page leads there with a name before the server',
			[{...first, '@odata.nextLink': 'https://graph.microsoft.com@evil.example/v1.0/users'}, second],
			/a next page that is no page of "users"/,
		],
		['a link is no text', [{...first, '@odata.nextLink': {href: 'x'}}, second], /a next page that is no page of "users"/],
		[
			'a page is no list',
			[first, {...organization, '@odata.context': first['@odata.context'], value: undefined}],
			/not the pages of one list/,
		],
		['a page is an error', [first, {error: {code: 'TooManyRequests', message: 'x'}}], /"TooManyRequests"/],
		[
			'something else lies beside them',
			[first, second, {hello: 'there'}],
			/Beside answers of Graph it holds "answer-2\.json", which is none/,
		],
	])('are refused where %s', (_, pages, says) => {
		expect(refusal(...pages).says).toMatch(says);
	});

	it('are taken in whatever order their files stand', () => {
		expect(factsIn(refusal(second, first))).toHaveProperty('persons.value.length', 4);
	});
});

describe('a text that is no answer', () => {
	it.each<[string, string]>([
		['JSON of any kind', '{"hello": ["there"]}'],
		[
			'a document of whfb itself',
			json({format: 'whfb-check', steps: [{findings: [{evidence: {domains: [{id: 'contoso.com', isVerified: true}]}}]}]}),
		],
		['a page of the web', '<html><body>Sign in</body></html>'],
	])('is not taken for one: %s', (_, text) => {
		expect(brought(text).says).toMatch(/nothing that whfb can use/);
	});

	it('is read in a time that grows with its length and no faster, whatever stands in it', () => {
		const of = (piece: string) => `{"@odata.context": ${piece.repeat(300_000 / piece.length)}`;
		for (const piece of [
			' ',
			'\n',
			'"',
			'"\n',
			'\\"',
			'{',
			'[',
			'{"a":',
			'> ',
			'`',
			'```\n',
			'\u200b',
			'\u001b[',
			'PS C:\\\n',
			'a@a',
			'"error":{',
			'" ',
		]) {
			const before = performance.now();
			expect(brought(of(piece)).refused).toBe(true);
			expect(performance.now() - before, JSON.stringify(piece)).toBeLessThan(10_000);
		}
	}, 60_000);

	it('is said to hold no answer where none is in it, and not to hold records', () => {
		expect(brought(json({'@odata.type': '#microsoft.graph.x', name: 'y'})).says).toMatch(/It holds no answer as Graph sends one\./);
	});

	it('is called a page of the web where Graph was asked through a proxy that answered', () => {
		expect(
			brought(`<!DOCTYPE html><script>fetch("https://graph.microsoft.com/v1.0/$metadata").then(r => r["@odata.context"])</script>`).says,
		).toMatch(/is a web page/);
	});

	it('is refused where it was saved in an older code page, whose letters cannot be told apart', () => {
		const [first] = organization.value;
		const named = {...organization, value: [{...first, displayName: 'M\u00fcller'}]};
		expect(brought(Buffer.from(json(named), 'latin1')).says).toMatch(
			/was saved in an older code page, so some letters of it cannot be read/,
		);
		expect(brought(json(named)).refused).toBe(false);
	});

	it('is never shown with what would draw on a screen', () => {
		const {says} = brought(json({...devices, '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#gr\u202eoups\u001b[2J'}));
		expect(says).toMatch(/but of "gr<U\+202E>oups\^\[\[2j"/);
	});
});
