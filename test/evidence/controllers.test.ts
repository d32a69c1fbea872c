import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';
import {inPackage} from '../../src/package-root.ts';
import {domainController} from '../../steps/06-hello-settings/domain-controller/domain-controller.facts.ts';
import {outline} from '../../steps/outline.ts';
import {importEvidence} from './import-evidence.ts';
import {folder} from './pilot.ts';
import {printed} from './printed.ts';

const place = 'domain-controller';
const script = 'steps/06-hello-settings/domain-controller/domain-controller.ps1';
const recorded = JSON.parse(
	readFileSync(inPackage('steps/06-hello-settings/domain-controller/domain-controller.recorded.json'), 'utf8'),
).answer;

const brought = (facts: unknown) => {
	const file = join(folder(), 'dc.json');
	writeFileSync(file, printed({place, answers: [{collector: 'domain-controller', script, facts, sha256: hashOf(script)}]}));
	const found = importEvidence(file, {
		importers: [],
		collectors: [domainController],
		places: outline.places,
		identity: {forests: [], tenant: null},
		evidence: [],
		taken: null,
		now: '2026-11-22T09:00:00Z',
	});
	return found.kind === 'taken' ? found.evidence : [];
};

describe('the file of a domain controller', () => {
	it('is known by the whole name of the computer, so that a namesake in another domain replaces nothing', () => {
		const abouts = ['DC01.corp.example.test', 'DC01.emea.example.test'].flatMap(computer =>
			brought({...recorded, computer}).map(({about}) => about),
		);
		expect(abouts).toEqual(['domain-controller/dc01.corp.example.test', 'domain-controller/dc01.emea.example.test']);
	});

	it('of a computer that is none is taken, and is said to be none', () => {
		expect(brought({isController: false, computer: 'FILE01.corp.example.test'})).toHaveLength(1);
	});

	it('is refused where it is not whole', () => {
		const {certificates, ...without} = recorded;
		expect(certificates).toHaveLength(1);
		expect(() => brought(without)).toThrow(/domain-controller/);
		expect(() => brought({...recorded, isController: 'yes'})).toThrow(/domain-controller/);
	});

	it('is refused where nobody can say whose it is', () => {
		expect(() => brought({...recorded, computer: null})).toThrow(/domain-controller/);
	});
});
