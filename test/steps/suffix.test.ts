import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {suffixVerdict} from '../../steps/04-directory-synchronization/upn/suffix.ts';
import {domain} from '../../steps/case-builders/tenants.ts';
import {foldAscii} from '../../steps/identity.ts';

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const name = fc
	.tuple(fc.array(label, {minLength: 1, maxLength: 3}), fc.constantFrom('com', 'site', 'local', 'example', 'ad'))
	.map(([labels, root]) => [...labels, root].join('.'));
const state = fc.option(
	fc.record({
		operation: fc.constantFrom('Verification', 'verification', 'ForceDelete', 'Transfer', '', null),
		status: fc.constantFrom('Scheduled', 'InProgress', 'inprogress', 'Completed', 'Failed', 'Paused', '', null),
	}),
);
const tenant = fc
	.array(fc.record({id: name, isVerified: fc.boolean(), state}), {minLength: 1, maxLength: 4})
	.map(all => all.map(({id, ...over}) => domain(id, over)));

/** A verified name with something done to it, as typing and copying do. */
const nearMiss = (id: string) =>
	fc.oneof(
		fc
			.constantFrom(' ', '.', '\t', '\n', '\u200b', '\u00ad', '\u3002', '\ufeff')
			.chain(extra => fc.nat(id.length).map(at => id.slice(0, at) + extra + id.slice(at))),
		fc.constantFrom('not', 'a.', 'x-').map(before => before + id),
		fc.constant(id.split('.').slice(1).join('.')),
		fc.constant(id.replace(/[aeo]/, letter => ({a: 'а', e: 'е', o: 'о'})[letter] ?? letter)),
		// Letters that Unicode makes small ones of ASCII, or maps to them.
		fc.constant(id.replace(/[kis]/, letter => ({k: '\u212a', i: '\u0130', s: '\u017f'})[letter] ?? letter)),
		fc.constant(id.replace(/[a-z]/, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 97 + 0xff41))),
	);

describe('a suffix', () => {
	it('is verified only if it is exactly the name of a verified domain, case aside', () => {
		fc.assert(
			fc.property(
				tenant,
				fc.oneof(name, fc.string(), fc.string({unit: 'grapheme'})),
				fc.constantFrom(null, true, false),
				(domains, written, word) => {
					const exact = domains.some(({id, isVerified}) => isVerified && id === foldAscii(written));
					expect(suffixVerdict(written, domains, word).verified && !exact).toBe(false);
				},
			),
		);
	});

	it('is not verified by a name that only resembles it', () => {
		fc.assert(
			fc.property(
				name.chain(id => fc.tuple(fc.constant(id), nearMiss(id))),
				([id, written]) => {
					fc.pre(foldAscii(written) !== id);
					expect(suffixVerdict(written, [domain(id)], true).verified).toBe(false);
				},
			),
		);
	});

	it('is met only by an entry of which every like one says the same: verified, and nothing that removes it or that nobody knows', () => {
		fc.assert(
			fc.property(fc.array(fc.record({isVerified: fc.boolean(), state}), {minLength: 1, maxLength: 4}), entries => {
				const domains = entries.map((over, at) => domain(at % 2 === 0 ? 'contoso.com' : 'CONTOSO.com', over));
				const holds = ({isVerified, state: change}: (typeof entries)[number]) =>
					isVerified &&
					(change === null ||
						/^verification$/i.test(change.operation ?? '') ||
						(change.operation === 'ForceDelete' && /^(completed|failed)$/i.test(change.status ?? '')));
				expect(suffixVerdict('contoso.com', domains, null).verified).toBe(entries.every(holds));
				expect(suffixVerdict('contoso.com', domains.toReversed(), null).verdict.outcome).toBe(
					suffixVerdict('contoso.com', domains, null).verdict.outcome,
				);
			}),
			{numRuns: 500},
		);
	});

	it('is verified in any case', () => {
		fc.assert(
			fc.property(name, id => {
				expect(suffixVerdict(id.toUpperCase(), [domain(id)], null)).toMatchObject({verified: true, supported: true});
			}),
		);
	});

	it('is opened by no statement, and by no tenant that was not seen', () => {
		fc.assert(
			fc.property(name, fc.constantFrom(null, true, false), (written, word) => {
				expect(suffixVerdict(written, null, word).verdict.outcome).not.toBe('met');
				expect(suffixVerdict(written, [domain('contoso.onmicrosoft.com')], word).verdict.outcome).not.toBe('met');
			}),
		);
	});

	it('says not supported exactly where it says that it is not', () => {
		fc.assert(
			fc.property(tenant, fc.oneof(name, fc.string()), fc.constantFrom(null, true, false), (domains, written, word) => {
				const {supported, verdict} = suffixVerdict(written, domains, word);
				expect(/not supported/i.test(verdict.because)).toBe(!supported);
			}),
		);
	});

	it.each([
		['onmicrosoft.com', 'change-the-suffix'],
		['partner.onmschina.cn', 'change-the-suffix'],
		['fabrikam.onmicrosoft.us', 'change-the-suffix'],
		['fabrikam.onmicrosoft.com.example.com', 'add-the-domain'],
		['fabrikam.partner.onmschina.cn.example.com', 'add-the-domain'],
		['notonmicrosoft.com', 'add-the-domain'],
		['mail.emea.contoso.com', 'add-the-child-domain'],
		['_ldap.contoso.com', 'repair-the-suffix'],
		['-contoso.com', 'repair-the-suffix'],
		['contoso-.com', 'repair-the-suffix'],
		['bücher.com', 'add-the-domain'],
		['cóntoso.com', 'repair-the-suffix'],
	])('that is %s needs to %s where contoso.com is verified', (written, remedy) => {
		expect(suffixVerdict(written, [domain('contoso.com')], null).verdict).toMatchObject({outcome: 'unmet', remedy});
	});

	it('that looks like a verified one and is listed itself is judged by its own entry, and is written out', () => {
		const own = [domain('contoso.com'), domain('xn--cntoso-bxa.com', {isVerified: false})];
		const {verdict} = suffixVerdict('cóntoso.com', own, null);
		expect(verdict).toMatchObject({outcome: 'unmet', remedy: 'verify-the-domain'});
		expect(verdict.because).toMatch(
			/ is xn--cntoso-bxa\.com when written out\. xn--cntoso-bxa\.com is added to the tenant, but not verified\.$/,
		);
	});

	it('is a name of DNS up to 253 characters, and none with one more', () => {
		const long = (last: number) => `${[63, 63, 63, last].map(length => 'a'.repeat(length)).join('.')}.com`;
		expect(long(57)).toHaveLength(253);
		expect(suffixVerdict(long(57), [], null).verdict).toMatchObject({remedy: 'add-the-domain'});
		expect(suffixVerdict(long(58), [], null).verdict).toMatchObject({remedy: 'repair-the-suffix'});
	});
});
