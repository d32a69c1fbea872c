import {afterAll, beforeAll, expect, it} from 'vitest';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {type CheckDocument, check, findingOf, gateOf, whfb} from './program.ts';

/** Checks that rest on the directory alone. */
const ofDirectory = ['schema-version', 'functional-levels', 'schema-replicated', 'enterprise-ca', 'schema-on-every-dc'];
const silentIn = (document: CheckDocument) =>
	ofDirectory.map(id => findingOf(document, id)).map(({kind, ...rest}) => [kind, 'reason' in rest && rest.reason]);

describeWith(['samba', 'powershell'], 'the way into step 4, on real forests', () => {
	let old: Forest;
	let middle: Forest;
	let current: Forest;
	beforeAll(async () => {
		[old, middle, current] = await Promise.all([
			startForest({realm: 'OLD.WAYIN.TEST', schema: '2012_R2'}),
			startForest({realm: 'MIDDLE.WAYIN.TEST', schema: '2016'}),
			startForest({realm: 'NEW.WAYIN.TEST', schema: '2019'}),
		]);
	});
	afterAll(async () => {
		await Promise.all([old?.remove(), middle?.remove(), current?.remove()]);
	});

	it('is shut by a forest with the schema of 2012 R2, judged unmet by the schema itself', async () => {
		const document = await check(['--directory', old.dns], {tickets: old.env});
		expect(gateOf(document, 'schema-before-connect', 'enter')).toMatchObject({check: 'schema-on-every-dc', finding: 'unmet', open: false});
		expect(findingOf(document, 'schema-on-every-dc')).toMatchObject({kind: 'judged', outcome: 'unmet', source: 'live', from: old.host});
		expect(gateOf(document, 'schema-before-connect', 'enter').because).toMatch(/69/);
		expect(document.exit).toBe(4);
	});

	it('is open in a forest with the schema of 2016, and with that of 2019', async () => {
		const tickets = await credentials([middle, current], 'reader');
		for (const forest of [middle, current]) {
			const document = await check(['--step', '4', '--directory', forest.host], {tickets});
			expect(gateOf(document, 'schema-before-connect', 'enter')).toMatchObject({finding: 'met', open: true, remedy: null});
		}
	});

	it('is shut by one forest of two, which it names', async () => {
		const document = await check(['--step', '4', '--directory', old.dns, '--directory', current.dns], {
			tickets: await credentials([old, current], 'reader'),
		});
		const gate = gateOf(document, 'schema-before-connect', 'enter');
		expect(gate).toMatchObject({finding: 'unmet', open: false});
		expect(gate.because).toContain(old.dns);
	});

	it('leaves every byte of the directory as it was after a look at everything', async () => {
		const before = await current.dump();
		await check(['--directory', current.dns, '--scope-group', 'Pilot'], {tickets: current.env});
		expect(await current.dump()).toBe(before);
	});

	it('is not seen, and nothing of the directory is met or unmet, where the directory stopped', async () => {
		await middle.stop();
		try {
			const document = await check(['--directory', middle.dns], {tickets: middle.env});
			expect(silentIn(document)).toEqual(ofDirectory.map(() => ['unobserved', 'unreachable']));
			expect(document.summary).toMatchObject({met: 0, caution: 0, unmet: 0, notApplicable: 0});
			expect(document.gates.map(({finding, open}) => [finding, open])).toEqual(document.gates.map(() => ['unobserved', false]));
			expect(document.exit).toBe(3);
		} finally {
			await middle.start();
		}
	});

	it('is not seen where the name of the directory is found nowhere', async () => {
		const document = await check(['--directory', 'nowhere.wayin.test'], {tickets: current.env});
		expect(silentIn(document)).toEqual(ofDirectory.map(() => ['unobserved', 'unreachable']));
		expect(document.summary).toMatchObject({met: 0, caution: 0, unmet: 0, notApplicable: 0});
		expect(document.exit).toBe(3);
	});

	it('is not seen by somebody without a ticket', async () => {
		const document = await check(['--step', '4', '--directory', current.dns], {tickets: await credentials([current], null)});
		expect(findingOf(document, 'schema-on-every-dc')).toMatchObject({kind: 'unobserved', reason: 'access-denied'});
		expect(gateOf(document, 'schema-before-connect', 'enter')).toMatchObject({finding: 'unobserved', open: false});
	});

	it('does not hide the forest that answers behind the one that is silent', async () => {
		const document = await check(['--step', '4', '--directory', old.dns, '--directory', 'nowhere.wayin.test'], {tickets: old.env});
		expect(findingOf(document, 'schema-on-every-dc')).toMatchObject({kind: 'judged', outcome: 'unmet'});
	});

	it('says in the same words in text that the way is shut', async () => {
		const {exit, stdout} = await whfb(['check', '--step', '4', '--directory', old.dns], {tickets: old.env});
		expect(exit).toBe(4);
		expect(stdout).toMatch(/schema/i);
		expect(stdout).toContain('69');
	});
});
