import {describe, expect, it} from 'vitest';
import type {Check, FactsOf, Needs} from '../../src/guide/check.ts';
import ntauth from '../../steps/06-hello-settings/certificates/ca-in-ntauth.cases.ts';
import template from '../../steps/06-hello-settings/certificates/dc-certificate-template.cases.ts';

/** The verdict on facts, and on what a session keeps of them. */
const both = <N extends Needs>(check: Check<N>, given: FactsOf<N>) => [check.judge(given), check.judge(check.keep?.(given) as FactsOf<N>)];

describe('what a session keeps of the certificate templates', () => {
	it.each(Object.entries(template.cases))('is judged as the whole: %s', (_, {given}) => {
		const [whole, kept] = both(template.check, given);
		expect(kept).toEqual(whole);
	});

	it.each(Object.entries(ntauth.cases))('is judged as the whole: %s', (_, {given}) => {
		const [whole, kept] = both(ntauth.check, given);
		expect(kept).toEqual(whole);
	});

	it('leaves out templates that nobody issues and that are for nobody but others', () => {
		const given = template.cases['only the oldest template']?.given;
		const kept = given === undefined ? null : (template.check.keep?.(given) as typeof given);
		const [forest] = kept?.templates.forests ?? [];
		const names = forest?.silent === null ? forest.templates.map(({name}) => name) : [];
		expect(names).toEqual(['ContosoKdc', 'DomainController', 'DomainControllerAuthentication', 'KerberosAuthentication']);
	});
});
