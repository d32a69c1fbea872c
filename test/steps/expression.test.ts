import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseExpression} from '../../steps/04-directory-synchronization/key-write-back/expression.ts';
import {isKnownExpression, yieldOf} from '../../steps/04-directory-synchronization/key-write-back/expression-yield.ts';
import {knownExpressions} from '../../steps/04-directory-synchronization/key-write-back/known-expressions.ts';

const source = 'searchableDeviceKey';
/** `@` stands for the source. */
const inbound = (form: string) => yieldOf(form.replaceAll('@', `[${source}]`), source, true);

describe('an inbound expression', () => {
	it.each([
		'@',
		'(@)',
		'[SEARCHABLEDEVICEKEY]',
		'IIF(IsNull(@),NULL,@)',
		'IIF(IsPresent(@),@,NULL)',
		'IIF(IsNullOrEmpty(@),NULL,@)',
		'iif ( isnull( @ ) , null , @ )',
		'IIF(IsNull(@)=True,NULL,@)',
		'IIF(False<>IsPresent(@),@,NULL)',
		'Mid(@,1,Len(@))',
		'Left(@,Len(@))',
		'Right(@,Len(@))',
		'Left(@,3) & Mid(@,4,Len(@))',
		'IIF(CNum(Mid(@,1,1))=0,@,NULL)',
		'IIF(0=CNum(Left(@,1)),@,NULL)',
		'IIF(CNum(Mid(@,1,1))<>0,NULL,@)',
		'IIF(IsNull(@),NULL,CBin(2,1)&@)',
		...knownExpressions.map(({text}) => text),
	])('that hands the whole key on carries it: %s', form => {
		expect(inbound(form)).toBe('whole');
	});

	it.each([
		['NULL', 'nothing'],
		['IgnoreThisFlow', 'nothing'],
		['AuthoritativeNull', 'stop'],
		['"constant"', 'stop'],
		['42', 'stop'],
		['""', 'never'],
		['"[searchableDeviceKey]"', 'stop'],
		['IIF(IsPresent(@),NULL,NULL)', 'nothing'],
		['IIF(IsNull(@),@,NULL)', 'nothing'],
		['IIF(IsPresent(@),NULL,@)', 'nothing'],
		['IIF(CNum(Mid(@,1,1))=999,@,NULL)', 'nothing'],
		['IIF(1=2,@,NULL)', 'nothing'],
		['IIF("a"="b",@,NULL)', 'nothing'],
		['IIF(IsPresent(@),"x",NULL)', 'never'],
		['Mid(@,1,0)', 'never'],
		['Left(@,0)', 'never'],
		['Right(@,0) & ""', 'never'],
		['IIF([department]="Kiosk",AuthoritativeNull,IgnoreThisFlow)', 'never'],
	])('that yields no key condemns: %s is %s', (form, expected) => {
		expect(inbound(form)).toBe(expected);
	});

	it.each([
		'[otherKey]',
		'Trim(@)',
		'Thumbprint(@)',
		'Len(@)',
		'CNum(@)',
		'Left(@,1)',
		'Right(@,4)',
		'Mid(@,2,Len(@))',
		'Mid(@,1,10) & Mid(@,12,Len(@))',
		'@ & @',
		'"x" & @',
		'CBin(2,1) & @',
		'IIF([department]="IT",@,NULL)',
		'IIF(CNum(Mid(@,1,1))=5,@,NULL)',
		'IIF(IsPresent(@),@,IgnoreThisFlow)',
		'IIF(IsPresent(@),@,"x")',
		'IIF(IsPresent(@),@,AuthoritativeNull)',
		'Switch(IsPresent(@),@)',
		'IIF(IsPresent(@),CBin(Error("x"),2) & @,NULL)',
		'IIF(IsPresent(@),CBin(AuthoritativeNull,2) & @,NULL)',
		'IIF(Error("x")="y",@,@)',
		'Left(@,Len(@)+CNum([x]))',
		'Left(@,0-5) & Mid(@,0-4,Len(@))',
		'IIF(IsPresent(@) & AuthoritativeNull,@,NULL)',
		'Len(@,1)',
		'IIF(IsPresent(@),@,NULL',
		'@ @',
		'',
	])('that cannot be weighed decides nothing: %s', form => {
		expect(inbound(form)).toBe('unclear');
	});

	it('is known in whatever capitals and spaces, and only for its destination', () => {
		const [{text, destination} = {text: '', destination: ''}] = knownExpressions;
		expect(isKnownExpression(destination, text.toUpperCase().replaceAll(',', ' , '))).toBe(true);
		expect(isKnownExpression('msDS-KeyCredentialLink', text)).toBe(false);
		expect(isKnownExpression(destination, text.replace('=0', '=1'))).toBe(false);
	});
});

it('an outbound expression may leave no version out', () => {
	expect(yieldOf('IIF(CNum(Mid([deviceKey],1,1))=0,[deviceKey],NULL)', 'deviceKey', false)).toBe('unclear');
	expect(yieldOf('IIF(IsPresent([deviceKey]),Thumbprint([deviceKey]) & [deviceKey],NULL)', 'deviceKey', false)).toBe('unclear');
	expect(yieldOf('IIF(IsNull([deviceKey]),NULL,[deviceKey])', 'deviceKey', false)).toBe('whole');
});

describe('the parser of expressions', () => {
	it('takes any text without throwing, and never sees a key where the source is not named', () => {
		fc.assert(
			fc.property(fc.string({maxLength: 200, unit: 'binary'}), text => {
				expect(['nothing', 'stop', 'never', 'unclear']).toContain(yieldOf(text.replaceAll(/searchabledevicekey/gi, ''), source, true));
			}),
			{numRuns: 5_000},
		);
	});

	it('is total over what is made of its own words, and never carries a key out of a form without one', () => {
		const word = fc.constantFrom(
			'IIF(',
			')',
			',',
			'[searchableDeviceKey]',
			'NULL',
			'"x"',
			'=',
			'<>',
			'&',
			'+',
			'-',
			'Mid(',
			'Len(',
			'1',
			'0',
			'(',
			'IsNull(',
			'CNum(',
			' ',
		);
		fc.assert(
			fc.property(fc.array(word, {maxLength: 40}), words => {
				const text = words.join('');
				const outcome = yieldOf(text, source, true);
				expect(parseExpression(text) === null ? outcome : 'unclear').toBe('unclear');
				expect(outcome === 'whole' ? text.includes('[searchableDeviceKey]') : true).toBe(true);
			}),
			{numRuns: 20_000},
		);
	});

	it('gives up on what is deeper or longer than any flow', () => {
		expect(parseExpression(`${'('.repeat(100_000)}1`)).toBeNull();
		expect(parseExpression(`${'('.repeat(200)}1${')'.repeat(200)}`)).toBeNull();
		expect(parseExpression(`"${'x'.repeat(20_000)}"`)).toBeNull();
	});
});
