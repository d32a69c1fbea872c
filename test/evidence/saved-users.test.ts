import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {survey} from '../../src/engine/survey.ts';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import {savedList} from '../../src/evidence/saved-list.ts';
import {unobserved} from '../../src/guide/answer.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {user} from '../../steps/case-builders/persons.ts';
import {outline} from '../../steps/outline.ts';
import {importEvidence} from './import-evidence.ts';
import {folder} from './pilot.ts';

const context = 'https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName)';
const brought = (value: readonly object[], count = value.length) => {
	const file = join(folder(), 'users.json');
	writeFileSync(file, JSON.stringify({'@odata.context': context, '@odata.count': count, value}));
	const found = importEvidence(file, {
		importers: [savedGraph([persons], 'graph.microsoft.com')],
		collectors: [persons],
		places: outline.places,
		identity: {forests: [], tenant: null},
		evidence: [],
		taken: null,
		now: '2026-11-26T15:00:00.000Z',
	});
	return found.kind === 'taken' ? found.evidence[0]?.answer.facts : null;
};

/** The facts of `persons` where Graph's half is a list that was saved, and the directory holds one account of these bytes of a name. */
const judgedWith = async (facts: unknown, upn: string) => {
	const list = savedList(facts);
	const bytes = Buffer.alloc(28);
	bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
	for (const [at, part] of [21, 111, 222, 333, 1].entries()) {
		bytes.writeUInt32LE(part, 8 + 4 * at);
	}

	const live = {source: 'live', takenAt: null, from: 'dc1'} as const;
	const answer = await survey(persons, {
		directory: async (_query, onEntry) => {
			onEntry('contoso.com', {
				dn: 'CN=ana,DC=contoso,DC=com',
				attributes: {userPrincipalName: [upn], objectSid: [bytes.toString('base64')]},
			});
			return {kind: 'facts', facts: {forests: []}, ...live};
		},
		graph: async (_query, onRecords) => {
			await onRecords(list?.value ?? []);
			return {kind: 'facts', facts: {count: list?.count ?? null, endsFull: false}, ...live};
		},
		size: async () => unobserved('not-signed-in', 'Nobody is signed in.'),
	});
	return answer.kind === 'facts' ? (answer.facts as {readonly tally: {readonly groups: readonly object[]}}) : answer;
};

describe('a saved list of users', () => {
	it('B65 is held against the count that came with it, when it is brought and again when it is compared', async () => {
		const ana = user(1, 'ana@contoso.com', {id: 'a'});
		expect(() => brought([ana], 2)).toThrow(/2 records, and 1/);
		const facts = brought([ana]);
		expect(await judgedWith(facts, 'ana@contoso.com')).toMatchObject({
			cloudList: {read: 1, said: [1, 1], endsFull: false},
			tally: {groups: [{class: 'same'}]},
		});
		expect(await judgedWith({...(facts as object), count: 2}, 'ana@contoso.com')).toMatchObject({cloudList: {read: 1, said: [2, 2]}});
		// Whoever brought it in before lists were held against it said no count.
		expect(await judgedWith({...(facts as object), count: null}, 'ana@contoso.com')).toMatchObject({cloudList: {said: [null, null]}});
	});

	it('B65 is not taken where its last page is full, and the sentence says how to ask instead', () => {
		const many = Array.from({length: 999}, (_, at) => user(at + 1, `u${at}@contoso.com`, {id: `u${at}`}));
		expect(() => brought(many)).toThrow(/last page.*full.*\$top=998/);
		expect(savedList(brought(many.slice(1)))?.value).toHaveLength(998);
	});

	it('B66 shows a hidden character of a name and compares it with nothing, not even with what is shown', async () => {
		const facts = brought([user(1, 'ana\u200b@contoso.com', {id: 'a'})]);
		expect(JSON.stringify(facts)).not.toContain('\u200b');
		for (const upn of ['ana\u200b@contoso.com', 'ana<U+200B>@contoso.com', 'ana@contoso.com']) {
			expect(await judgedWith(facts, upn)).toMatchObject({
				cloudFaults: [{field: 'userPrincipalName', missing: 0, wrong: 1}],
				tally: {groups: [{class: 'unread', unread: 'userPrincipalName'}]},
			});
		}
	});
});
