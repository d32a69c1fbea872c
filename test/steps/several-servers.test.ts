import {describe, expect, it} from 'vitest';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {type ConnectorVerdict, together} from '../../steps/04-directory-synchronization/key-write-back/several-servers.ts';
import {server, staleServer} from '../../steps/case-builders/connect-servers.ts';

const [one, two] = [server({server: 'SYNC01'}), server({server: 'SYNC02'})];
const old = staleServer({server: 'OLD01'});
const whole = met('whole');
const broken = unmet('clone-the-rule', 'broken');
const unseen = declined('inconclusive', 'bring-fresh-evidence', 'unseen');
const says = (on: ConnectorVerdict['server'], verdict: ConnectorVerdict['verdict'], key = 'corp.test'): ConnectorVerdict => ({
	name: key,
	key,
	server: on,
	verdict,
});
const outcomes = (parts: readonly ConnectorVerdict[], rivals: readonly ConnectorVerdict[] = []) =>
	together(parts, rivals).map(({name, verdict}) => `${name} ${verdict.outcome === 'declined' ? verdict.reason : verdict.outcome}`);

describe('several servers about one forest', () => {
	it('W26 contradict each other where one seen fresh is whole and another seen fresh is not, in any order', () => {
		for (const parts of [
			[says(one, whole), says(two, broken)],
			[says(two, broken), says(one, whole)],
		]) {
			expect(outcomes(parts)).toEqual(['corp.test contradicted']);
		}
	});

	it('W60 are unmet where an old one was seen broken, and the remedy is to retire it', () => {
		const [part] = together([says(old, broken), says(one, whole)], []);
		expect(part?.verdict).toMatchObject({outcome: 'unmet', remedy: 'retire-the-old-server'});
		expect(part?.verdict.because).toContain(`OLD01, which exported then (${old.takenAt}); on SYNC01`);
		expect(together([says({...old, takenAt: null}, broken), says(one, whole)], [])[0]?.verdict.because).toContain('exported then; on');
	});

	it('are what those seen fresh say, where an old one condemns nothing', () => {
		expect(outcomes([says(old, unseen), says(one, whole)])).toEqual(['corp.test met']);
		expect(outcomes([says(old, whole), says(one, whole)])).toEqual(['corp.test met']);
		expect(outcomes([says(old, whole), says(one, broken)])).toEqual(['corp.test unmet']);
		expect(outcomes([says(old, broken), says(one, unseen)])).toEqual(['corp.test unmet', 'corp.test inconclusive']);
	});

	it('are what the old ones say where nobody was seen fresh, each once', () => {
		expect(outcomes([says(old, broken)])).toEqual(['corp.test unmet']);
		expect(outcomes([says(old, unseen)])).toEqual(['corp.test inconclusive']);
	});

	it('W59 count by the worst of the connectors that one server has of the forest', () => {
		expect(outcomes([says(one, whole), says(one, broken)])).toEqual(['corp.test unmet']);
	});

	it('are judged for each forest apart', () => {
		expect(outcomes([says(one, whole), says(two, broken, 'other.test')])).toEqual(['corp.test met', 'other.test unmet']);
	});

	it('cannot be weighed where a server of another tenant writes to the same forest, and only then', () => {
		expect(outcomes([says(one, whole)], [says(two, whole)])).toEqual(['corp.test inconclusive']);
		expect(outcomes([says(one, whole)], [says(two, whole, 'other.test')])).toEqual(['corp.test met']);
		expect(outcomes([says(one, broken)], [says(two, whole)])).toEqual(['corp.test unmet']);
	});
});
