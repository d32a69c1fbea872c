import {describe, expect, it} from 'vitest';
import {learnt} from '../../src/app/session-writer.ts';
import type {Identity} from '../../src/session/event.ts';

const at = '2026-11-22T09:00:00.000Z';
const contoso = {name: 'corp.contoso.com', ids: ['1', '2', '3']};
const fabrikam = {name: 'fabrikam.example', ids: ['4', '5', '6']};
const tenant = {id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413', domains: ['contoso.com']};
const known: Identity = {forests: [contoso, fabrikam], tenant};
const identityAfter = (found: Partial<Identity>) => learnt(known, found, at).map(event => 'identity' in event && event.identity);

describe('what a look learns of forests and tenant', () => {
	it('replaces an older answer of the same name, and leaves every other', () => {
		const rebuilt = {name: contoso.name, ids: ['7', '8', '9']};
		expect(identityAfter({forests: [rebuilt]})).toEqual([{forests: [fabrikam, rebuilt], tenant}]);
	});

	it('adds a forest that was not known', () => {
		const third = {name: 'tailspin.example', ids: ['7']};
		expect(identityAfter({forests: [third]})).toEqual([{forests: [contoso, fabrikam, third], tenant}]);
	});

	it('replaces the tenant alone where only that was seen', () => {
		const renamed = {...tenant, domains: ['contoso.com', 'fabrikam.example']};
		expect(identityAfter({tenant: renamed})).toEqual([{forests: [contoso, fabrikam], tenant: renamed}]);
	});

	it('keeps the tenant where a look saw none', () => {
		expect(identityAfter({forests: [], tenant: null})).toEqual([]);
	});

	it('is not written down where the session knows it already', () => {
		expect(identityAfter({forests: [contoso, fabrikam], tenant})).toEqual([]);
	});
});
