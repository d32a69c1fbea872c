import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {planFor} from '../src/app/plan.ts';
import {answersOf, practiceAsk, practiceIds, readPractice} from '../src/engine/practice.ts';
import {type Check, type Collector, collectorOf, isOptional, type Needs} from '../src/guide/check.ts';
import {here} from '../src/guide/outline.ts';
import type {Query} from '../src/guide/query.ts';
import {collectorsIn, gatesOf} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {emptySession} from '../src/session/session.ts';
import {guide} from '../steps/guide.ts';
import {outline} from '../steps/outline.ts';
import {hasAnswer, isNamed, knownCollectors} from './forgotten.ts';

const checks = guide.steps.flatMap(step => step.checks.map(check => ({step, check: check as Check})));
const needsOf = (check: Check): readonly Collector[] => Object.values(check.needs as Needs).map(collectorOf);
const gates = guide.steps.flatMap(gatesOf);
const collectors = [...new Map(checks.flatMap(({check}) => needsOf(check)).map(collector => [collector.id, collector])).values()];
const numbered = (folder: string, pattern: RegExp) =>
	readdirSync(inPackage(folder))
		.filter(name => pattern.test(name))
		.sort();
const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);
const now = () => '2026-11-22T09:00:00Z';

describe('the guide and the disk', () => {
	it('has the steps in the order of their folders, and no folder that is no step', () => {
		expect(guide.steps.map(({id}) => id)).toEqual(numbered('steps', /^\d\d-/));
	});

	it('has a page for each step, and no page that is no step', () => {
		expect(numbered('content', /^\d\d-.*\.md$/)).toEqual(guide.steps.map(({id}) => `${id}.md`));
	});

	it('says the same in the outline, which is shown before the guide is loaded', () => {
		expect(outline.steps).toBe(guide.steps.length);
		const leaving = gates.filter(({guards}) => guards === 'leave').map(({id, check}) => ({id, check: check.id}));
		expect(outline.gates.map(({id, check}) => ({id, check}))).toEqual(leaving);
		expect(guide.outline.gates.map(({id}) => id)).toEqual([...new Set(gates.map(({id}) => id))]);
	});
});

describe('the outline of the guide', () => {
	it('says how many steps there are', () => expect(guide.outline.steps).toBe(guide.steps.length));

	it('has every place that a question is put on, and calls each by its own id', () => {
		const asked = collectors.flatMap(({query}) => (query.via === 'powershell' && query.on !== here ? [query.on] : []));
		const places = guide.outline.places.map(({id}) => id);
		expect(asked.filter(on => !places.includes(on))).toEqual([]);
		expect(new Set(places).size).toBe(places.length);
		expect(places).not.toContain(here);
	});

	it('names in its list of what can be brought everything that an importer takes', () => {
		const whats = [...guide.importers.flatMap(({what}) => what ?? []), ...guide.savedTexts.map(({what}) => what)];
		expect(whats.filter(what => !guide.outline.brings.long.some(text => text.includes(what.replace(/^an? /, ''))))).toEqual([]);
	});
});

describe('whose tenant it is', () => {
	it('is said by one collector, which asks Graph', () => {
		const saying = collectorsIn(guide).filter(({tenant}) => tenant !== undefined);
		expect(saying.map(({query}) => query.via)).toEqual(['graph']);
		expect(saying[0]?.tenant?.({value: [{id: 'i', verifiedDomains: [{name: 'contoso.com'}]}]})).toEqual({
			id: 'i',
			domains: ['contoso.com'],
		});
		expect(saying[0]?.tenant?.({value: []})).toBeNull();
	});
});

describe('the words of the guide', () => {
	it('gives each check, each collector and each gate an id of its own', () => {
		expect(twice(checks.map(({check}) => check.id))).toEqual([]);
		expect(twice(gates.map(({id, guards}) => `${id}, to ${guards}`))).toEqual([]);
		// Two collectors of one name would answer each other's questions.
		const distinct = [...new Set(checks.flatMap(({check}) => needsOf(check)))];
		expect(twice(distinct.map(({id}) => id))).toEqual([]);
	});

	it('writes every id in small letters', () => {
		const ids = checks.map(({check}) => check.id);
		expect(ids.filter(id => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
	});

	it('asks each check as a question', () => {
		expect(checks.filter(({check}) => !/^[A-Z].*\?$/.test(check.question)).map(({check}) => check.id)).toEqual([]);
	});

	it('says of each read what it is and who may make it', () => {
		expect(collectors.filter(({what, rights}) => what.trim() === '' || rights.trim() === '').map(({id}) => id)).toEqual([]);
	});
});

describe('the gates', () => {
	it('stand at the two thresholds of step 4, and nowhere else', () => {
		expect(guide.steps.flatMap(step => gatesOf(step).map(gate => [step.id, gate.guards, gate.id]))).toEqual([
			['04-directory-synchronization', 'enter', 'schema-before-connect'],
			['04-directory-synchronization', 'leave', 'schema-before-connect'],
			['04-directory-synchronization', 'leave', 'verified-upn-domain'],
		]);
	});

	it('are checks of their own step, so that a page shows what shuts them', () => {
		const strays = guide.steps.flatMap(step =>
			gatesOf(step)
				.filter(gate => !step.checks.some(check => check.id === gate.check.id))
				.map(gate => gate.check.id),
		);
		expect(strays).toEqual([]);
	});

	it('are never decided by a person alone', () => {
		const decided = gates.filter(({check}) =>
			Object.values(check.needs as Needs).every(need => isOptional(need) || collectorOf(need).query.via === 'person'),
		);
		const withoutWitness = decided.filter(({check}) => needsOf(check).every(({query}) => query.via === 'person'));
		expect(withoutWitness.map(({check}) => check.id)).toEqual([]);
	});
});

const graphOf = (query: Query) => (query.via === 'graph' ? [query] : query.via === 'survey' ? [query.graph] : []);

describe('what may be read', () => {
	it('asks Graph for nothing but to read', () => {
		const all = collectors.flatMap(({query}) => graphOf(query)).flatMap(query => [...query.permissions, ...query.applicationPermissions]);
		expect(all.length).toBeGreaterThan(0);
		expect(all.filter(permission => !/\.Read(\.[A-Za-z]+)?$/.test(permission) || /Write/.test(permission))).toEqual([]);
	});

	it('needs no more than three Graph permissions for the two gates: domains, users, and the organisation', () => {
		const permissions = gates.flatMap(({check}) => needsOf(check).flatMap(({query}) => graphOf(query).flatMap(each => each.permissions)));
		const three = ['Domain.Read.All', 'Organization.Read.All', 'User.Read.All'];
		expect(permissions).toEqual(expect.arrayContaining(['Domain.Read.All', 'User.Read.All']));
		expect(permissions.filter(permission => !three.includes(permission))).toEqual([]);
	});

	it('names in README every Graph permission that any check needs', () => {
		const readme = readFileSync(inPackage('README.md'), 'utf8');
		const all = collectors.flatMap(({query}) => graphOf(query)).flatMap(query => query.permissions);
		expect([...new Set(all)].filter(permission => !readme.includes(`\`${permission}\``))).toEqual([]);
	});

	it('ships every script that it would run', () => {
		const scripts = collectors.flatMap(({query}) => (query.via === 'powershell' ? [query.script] : []));
		expect(scripts.filter(script => !existsSync(inPackage(script)))).toEqual([]);
	});

	it('names in the plan every host that a script names or asks through a chain, and the DNS servers', () => {
		const {hosts} = planFor(guide, '1.0.0', {...emptySession.environment, directories: ['corp.contoso.com']});
		expect(hosts).toContain('the domain controllers of corp.contoso.com');
		expect(hosts).toContain('the DNS servers of this computer');
		const scripts = collectors.flatMap(({contacts = [], query}) =>
			query.via === 'powershell'
				? [{contacts, text: readFileSync(inPackage(query.script), 'utf8').replace(/<#[\s\S]*?#>|#.*$/gm, '')}]
				: [],
		);
		const named = scripts.flatMap(({contacts, text}) =>
			// A name of a host in quotes; names of types stand in none.
			[...text.matchAll(/'((?:[a-z0-9-]+\.)+(?:net|com|org|us|cn|de|io))'/g)].map(([, host = '']) => ({host, contacts})),
		);
		expect(named.map(({host}) => host)).toHaveLength(4);
		expect(named.filter(({host, contacts}) => !hosts.includes(host) || !contacts.includes(host))).toEqual([]);
		const connecting = scripts.filter(({text}) => /TcpClient|X509Chain|WebRequest|RestMethod|HttpClient|Net\.Dns/.test(text));
		expect(connecting).toHaveLength(2);
		expect(connecting.filter(({contacts}) => contacts.length === 0)).toEqual([]);
	});

	it('lists every read once in the plan, with what it is, where, with which right and why', () => {
		const {queries} = planFor(guide, '1.0.0', emptySession.environment);
		expect(queries.map(({id}) => id).toSorted()).toEqual(collectors.map(({id}) => id).toSorted());
		for (const query of queries) {
			expect(query).toMatchObject({
				via: expect.stringMatching(/^(directory|sysvol|powershell|graph|person|files|survey)$/),
				what: expect.stringMatching(/\S/),
				where: expect.stringMatching(/\S/),
				rights: expect.stringMatching(/\S/),
				permissions: expect.any(Array),
				applicationPermissions: expect.any(Array),
				because: expect.stringMatching(/\?$/),
			});
			expect(query.commands.length > 0, `${query.id} is a script and names its commands`).toBe(query.via === 'powershell');
			expect(query.permissions.length > 0, `${query.id} reads Graph and names its permissions`).toBe(
				['graph', 'survey'].includes(query.via),
			);
		}
	});
});

describe('the practice environments', () => {
	it.each(practiceIds(outline.practice))('name in %s only collectors that there are, with answers that their schemas take', async id => {
		const world = readPractice(outline.practice, id);
		const strays = Object.keys(answersOf(outline.practice, world)).filter(
			name => !knownCollectors.some(collector => collector.id === name),
		);
		expect(isNamed ? strays : []).toEqual([]);
		const askHere = practiceAsk(outline.practice, world, now);
		// What the world where all is well does not answer, or not so that it fits, is told once, by `forgotten.test.ts`.
		for (const collector of collectors.filter(hasAnswer)) {
			const answer = await askHere(collector);
			const objection = answer.kind === 'facts' ? collector.facts.safeParse(answer.facts).error?.message : undefined;
			expect(objection, `${collector.id} in ${id}`).toBeUndefined();
			expect(answer.kind === 'unobserved' && answer.reason === 'malformed', `${collector.id} in ${id} has no answer`).toBe(false);
		}
	});

	it.each(practiceIds(outline.practice))('say of %s in one line what it is and what somebody meets there', id => {
		const {sentence, meets} = readPractice(outline.practice, id);
		expect(sentence.length).toBeGreaterThan(10);
		expect(`${id}  ${sentence}`.length).toBeLessThanOrEqual(100);
		expect(meets.length).toBeGreaterThan(10);
	});
});
