import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {z} from 'zod';
import {practiceIds} from '../src/engine/practice.ts';
import {inPackage} from '../src/package-root.ts';
import {checkDocumentSchema} from '../src/report/check-schema.ts';
import {oneUserSchema} from '../src/report/one-user.ts';
import {guide} from '../steps/guide.ts';
import {outline} from '../steps/outline.ts';
import {built, newHome, type Ran, run} from './journeys/built.ts';

/** What each practice environment promises: exit code, then the finding of the gate to enter step 4 and of the two to leave it. */
const promises = {
	ready: {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'alternate-upn': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'local-forest': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'resource-forest': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'new-forest': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'unmet'},
	'schema-behind': {exit: 4, enter: 'unmet', writeBack: 'unmet', upn: 'met'},
	'connect-before-schema': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'second-forest': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'rule-disabled': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'device-writeback-only': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'connect-too-old': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'unverified-domain': {exit: 4, enter: 'met', writeBack: 'met', upn: 'unmet'},
	'unroutable-domain': {exit: 4, enter: 'met', writeBack: 'met', upn: 'unmet'},
	'alternate-upn-unsynced': {exit: 4, enter: 'met', writeBack: 'met', upn: 'unmet'},
	'child-domain-not-added': {exit: 4, enter: 'met', writeBack: 'met', upn: 'unmet'},
	'staging-server': {exit: 3, enter: 'met', writeBack: 'unobserved', upn: 'met'},
	federated: {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'key-waits': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'cloned-rule': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'refreshed-not-synced': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'administrators-in-scope': {exit: 0, enter: 'met', writeBack: 'met', upn: 'met'},
	'no-right-to-write': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'rodc-branch': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'two-active-servers': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'old-dc-certificate': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'dc-refuses-keys': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'certificate-trust-left-on': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'scp-wrong-tenant': {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	fleet: {exit: 1, enter: 'met', writeBack: 'met', upn: 'met'},
	'stale-dc': {exit: 4, enter: 'unmet', writeBack: 'met', upn: 'met'},
	'inbound-rule-missing': {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	overruled: {exit: 4, enter: 'met', writeBack: 'unmet', upn: 'met'},
	'filtered-ou': {exit: 4, enter: 'met', writeBack: 'met', upn: 'unmet'},
	unreachable: {exit: 3, enter: 'unobserved', writeBack: 'unobserved', upn: 'unobserved'},
	'half-seen': {exit: 3, enter: 'met', writeBack: 'unobserved', upn: 'unobserved'},
} as const;

type Id = keyof typeof promises;
type Document = z.infer<typeof checkDocumentSchema>;

const ids = Object.keys(promises) as readonly Id[];
const home = newHome();
const ran = new Map<string, Ran>();

const checked = async (...args: readonly string[]): Promise<Ran> => {
	const key = args.join(' ');
	const known = ran.get(key) ?? (await run(['check', ...args], {home}));
	ran.set(key, known);
	return known;
};

const documentOf = ({stdout}: Ran): Document => checkDocumentSchema.parse(JSON.parse(stdout));
const jsonOf = async (id: Id, ...more: readonly string[]) => documentOf(await checked('--practice', id, '--format', 'json', ...more));

beforeAll(built);
afterAll(() => home.remove());

it('has these practice environments and no others', () => {
	expect(practiceIds(outline.practice).toSorted()).toEqual(ids.toSorted());
});

describe.each(ids)('practice %s', id => {
	const {exit, enter, writeBack, upn} = promises[id];

	it(`ends with exit ${exit}`, async () => {
		const {exit: code, stderr} = await checked('--practice', id, '--format', 'json');
		expect(stderr).toBe('');
		expect(code).toBe(exit);
		expect((await jsonOf(id)).exit).toBe(exit);
	});

	it(`finds the gates ${enter}, ${writeBack} and ${upn}, and opens those that are met`, async () => {
		const {gates} = await jsonOf(id);
		expect(gates.map(({id: gate, guards, finding, open}) => [gate, guards, finding, open])).toEqual([
			['schema-before-connect', 'enter', enter, enter === 'met'],
			['schema-before-connect', 'leave', writeBack, writeBack === 'met'],
			['verified-upn-domain', 'leave', upn, upn === 'met'],
		]);
	});

	it('names a remedy for every shut gate, everything that is not met and everything that was not seen', async () => {
		const {gates, steps} = await jsonOf(id);
		expect(gates.filter(({open, remedy}) => open === (remedy !== null))).toEqual([]);
		const bare = steps
			.flatMap(({findings}) => findings)
			.filter(
				finding => !finding.remedy && (finding.kind === 'unobserved' || finding.outcome === 'unmet' || finding.outcome === 'caution'),
			);
		expect(bare.map(({check}) => check)).toEqual([]);
	});

	it('answers every check of the seven steps, and counts them', async () => {
		const {steps, summary, environment} = await jsonOf(id);
		expect(environment).toEqual({kind: 'practice', name: id});
		expect(steps.map(step => ({id: step.id, checks: step.findings.map(({check}) => check)}))).toEqual(
			guide.steps.map(step => ({id: step.id, checks: step.checks.map(check => check.id)})),
		);
		const {met, caution, unmet, notApplicable, unobserved} = summary;
		expect(met + caution + unmet + notApplicable + unobserved).toBe(guide.steps.flatMap(({checks}) => checks).length);
	});

	it('says that it is practice, of each finding', async () => {
		const {steps} = await jsonOf(id);
		const judged = steps.flatMap(({findings}) => findings).filter(({kind}) => kind === 'judged');
		expect(judged.filter(finding => finding.source !== 'practice')).toEqual([]);
	});

	it('prints text of at most 80 columns, and says the exit code in the last line', async () => {
		const {stdout, exit: code, stderr} = await checked('--practice', id);
		expect(stderr).toBe('');
		expect(code).toBe(exit);
		const lines = stdout.trimEnd().split('\n');
		expect(lines.at(-1)).toMatch(new RegExp(`^exit ${exit}: `));
		expect(lines[0]).toContain(`PRACTICE ${id}`);
		// A word that is longer than its column cannot be broken, and stands alone.
		expect(lines.filter(line => line.length > 80 && !/^\s*(?:\S+ )?\S{50,}$/.test(line))).toEqual([]);
	});

	it('prints JUnit that a build server reads, with a failure for each thing not met', async () => {
		const {stdout, exit: code} = await checked('--practice', id, '--format', 'junit');
		const {summary, gates} = await jsonOf(id);
		expect(code).toBe(exit);
		expect(XMLValidator.validate(stdout)).toBe(true);
		const {testsuites} = new XMLParser({ignoreAttributes: false, attributeNamePrefix: ''}).parse(stdout);
		const suites = [testsuites.testsuite].flat() as readonly {name: string; tests: string; failures: string; errors: string}[];
		const sum = (of: 'tests' | 'failures' | 'errors') => suites.reduce((total, suite) => total + Number(suite[of]), 0);
		expect(sum('failures')).toBe(summary.unmet + gates.filter(({finding}) => finding === 'unmet').length);
		expect(sum('errors')).toBe(summary.unobserved + gates.filter(({finding}) => finding === 'unobserved').length);
		expect(sum('tests')).toBe(guide.steps.flatMap(({checks}) => checks).length + gates.length);
	});
});

it('finds nothing met and nothing not met where nothing answers', async () => {
	const {summary} = await jsonOf('unreachable');
	expect(summary).toMatchObject({met: 0, caution: 0, unmet: 0, notApplicable: 0});
});

it('says not supported, in those words, of a domain that can never be verified, and names the way out', async () => {
	const {gates} = await jsonOf('unroutable-domain');
	const gate = gates.find(({id}) => id === 'verified-upn-domain');
	expect(gate?.because).toMatch(/not supported/i);
	expect(gate?.remedy).toMatch(/suffix/i);
	for (const id of ids.filter(each => each !== 'unroutable-domain')) {
		expect(JSON.stringify((await jsonOf(id)).gates), id).not.toMatch(/not supported/i);
	}
});

it('shows a caution in every world that is passed, so that a passing world shows what one looks like', async () => {
	for (const id of ids.filter(each => promises[each].exit === 0)) {
		expect((await jsonOf(id)).summary.caution, id).toBeGreaterThan(0);
	}
});

it('takes a caution for something not met in a strict run only', async () => {
	expect((await checked('--practice', 'ready', '--strict')).exit).toBe(1);
	expect((await checked('--practice', 'ready', '--strict')).stdout).toMatch(/\nexit 1: \d+ cautions?, and this run is strict\n$/);
	expect((await checked('--practice', 'connect-before-schema', '--strict')).exit).toBe(4);
	expect((await checked('--practice', 'unreachable', '--strict')).exit).toBe(3);
});

describe('one step', () => {
	const step = '04-directory-synchronization';

	it('is the same by its number and by its id, with all three gates', async () => {
		const [byId, byNumber] = await Promise.all([
			jsonOf('connect-before-schema', '--step', step),
			jsonOf('connect-before-schema', '--step', '4'),
		]);
		const timeless = (document: Document) => JSON.parse(JSON.stringify(document).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'));
		expect(timeless(byNumber)).toEqual(timeless(byId));
		expect(byId.steps.map(each => each.id)).toEqual([step]);
		expect(byId.gates.map(({open, finding}) => [open, finding])).toEqual([
			[true, 'met'],
			[false, 'unmet'],
			[true, 'met'],
		]);
		expect(byId.exit).toBe(4);
	});

	it('leaves the gates of other steps shut because nobody looked, and they do not count towards the exit', async () => {
		const document = await jsonOf('connect-before-schema', '--step', '5');
		expect(document.steps.map(each => each.id)).toEqual(['05-device-registration']);
		expect(document.gates.map(({open, finding, because}) => [open, finding, because])).toEqual(
			document.gates.map(() => [false, 'unobserved', 'Not looked at.']),
		);
		expect(document.gates.filter(({remedy}) => !remedy?.includes('whfb check --step'))).toEqual([]);
		expect(document.summary.unmet + document.summary.unobserved).toBe(0);
		expect(document.exit).toBe(0);
	});

	it('can be several, in the order of the guide', async () => {
		const document = await jsonOf('unreachable', '--step', '3', '--step', '1');
		expect(document.steps.map(each => each.id)).toEqual(['01-overview', '03-new-installation-baseline']);
		expect(document.exit).toBe(3);
	});
});

it('keeps nothing without a session, and all of it with one', async () => {
	expect((await run(['sessions', '--format', 'json'], {home})).stdout).toContain('"sessions": []');
	const {exit} = await run(['check', '--practice', 'rule-disabled', '--session', 'kept', '--format', 'json'], {home});
	expect(exit).toBe(4);
	const {sessions} = JSON.parse((await run(['sessions', '--format', 'json'], {home})).stdout);
	expect(sessions).toMatchObject([
		{name: 'kept', practice: 'rule-disabled', gates: {'schema-before-connect': 'not met', 'verified-upn-domain': 'met'}},
	]);
	// What describes the environment is kept: the second time nobody has to say it.
	const again = documentOf(await run(['check', '--session', 'kept', '--format', 'json'], {home}));
	expect(again.environment).toEqual({kind: 'practice', name: 'rule-disabled'});
});

it('writes the same document to a file, and nothing else on the screen', async () => {
	const out = join(home.path, 'found.json');
	const {exit, stdout} = await run(['check', '--practice', 'second-forest', '--format', 'json', '--out', out], {home});
	expect({exit, stdout}).toEqual({exit: 4, stdout: ''});
	expect(checkDocumentSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).exit).toBe(4);
});

it('ships a JSON Schema that names the members of the document', async () => {
	const schema = JSON.parse(readFileSync(inPackage('dist', 'check.schema.json'), 'utf8'));
	expect(schema.required.toSorted()).toEqual(Object.keys(await jsonOf('ready')).toSorted());
});

describe('whfb check --user', () => {
	it('prints what is seen of one user, as text and in the shape of its schema', async () => {
		const {stdout, exit, stderr} = await checked('--practice', 'ready', '--user', 'hana.novak@contoso.com', '--format', 'json');
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		expect(oneUserSchema.parse(JSON.parse(stdout))).toMatchObject({user: 'hana.novak@contoso.com', exit: 0});
		const words = await checked('--practice', 'key-waits', '--user', 'hana.novak@contoso.com', '--strict');
		expect(words.exit).toBe(1);
		expect(words.stdout).toMatch(/What is seen of hana\.novak@contoso\.com, and of nobody else[\s\S]*pilot-keys[\s\S]*exit 1: /);
		expect(JSON.parse(readFileSync(inPackage('dist', 'user.schema.json'), 'utf8'))).toMatchObject({type: 'object'});
	});

	it.each([
		[['--user', 'hana'], /--user "hana" is no user name/],
		[['--user', 'hana@contoso.com', '--step', '7'], /--step has no place beside it/],
		[['--user', 'hana@contoso.com', '--format', 'junit'], /not as junit/],
		[['--user', 'hana@contoso.com', '--session', 'nobody-made-it'], /no session/],
	])('starts nothing with %j', async (args, why) => {
		const {exit, stderr, stdout} = await checked('--practice', 'ready', ...args);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		expect(stderr).toMatch(why);
	});
});
