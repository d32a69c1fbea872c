import {describe, expect, it} from 'vitest';
import {
	type Edits,
	exported,
	factsOf,
	fresh,
	inboundRule,
	judged,
	outboundRule,
	outcome,
	ruleXml,
	settings,
	wholeChain,
} from '../evidence/pilot.ts';

/** The sample with the whole chain, and the outbound rule edited as text. */
const outbound = (edit: (rule: string) => string): Edits => {
	const whole = wholeChain[outboundRule];
	const text = typeof whole === 'string' ? whole : '';
	return {...fresh, ...wholeChain, [outboundRule]: edit(text)};
};
const scoped = (criteria: string) => outbound(rule => rule.replace(/<synchronizationCriteria>.*<\/synchronizationCriteria>/s, criteria));
const beside = (rule: string): Edits => ({...fresh, ...wholeChain, 'SynchronizationRules/SynchronizationRule_beside.xml': rule});
const clause = '<scope><csAttribute>sourceAnchor</csAttribute><csOperator>ISNOTNULL</csOperator><csValue /></scope>';
const inExpression = (expression: string): Edits => ({
	...fresh,
	...wholeChain,
	[inboundRule]: (text: string) => text.replace(/<expression>.*<\/expression>/s, () => `<expression>${expression}</expression>`),
});
const stop = (rule: string) => rule.replace(/<src>.*<\/src>/s, '<expression>AuthoritativeNull</expression>');

describe('W54 the scope of a rule', () => {
	it.each([
		['<synchronizationCriteria/>', 'met'],
		['<synchronizationCriteria></synchronizationCriteria>', 'met'],
		['<synchronizationCriteria>\n  </synchronizationCriteria>', 'met'],
		[`<synchronizationCriteria><conditions>${clause}</conditions></synchronizationCriteria>`, 'met'],
		[
			`<synchronizationCriteria><conditions>${clause.replace('sourceAnchor', 'department')}</conditions><conditions>${clause}</conditions></synchronizationCriteria>`,
			'met',
		],
		['', 'inconclusive'],
		[`<synchronizationCriteria>${clause}</synchronizationCriteria>`, 'inconclusive'],
		['<synchronizationCriteria><conditions/></synchronizationCriteria>', 'inconclusive'],
		[`<synchronizationCriteria><conditions>${clause}</conditions><conditions/></synchronizationCriteria>`, 'inconclusive'],
		['<synchronizationCriteria>all of them</synchronizationCriteria>', 'inconclusive'],
		[`<synchronizationCriteria mode="not"><conditions>${clause}</conditions></synchronizationCriteria>`, 'inconclusive'],
		[`<synchronizationCriteria><conditions negate="true">${clause}</conditions></synchronizationCriteria>`, 'inconclusive'],
		[`<synchronizationCriteria><groups>${clause}</groups></synchronizationCriteria>`, 'inconclusive'],
		[`<synchronizationCriteria><conditions>${clause}</conditions></synchronizationCriteria><synchronizationCriteria/>`, 'inconclusive'],
		[`<synchronizationCriteria><conditions>${clause.replace('ISNOTNULL', 'ISODD')}</conditions></synchronizationCriteria>`, 'inconclusive'],
		[
			`<synchronizationCriteria><conditions>${clause.replace('<csValue />', '<csValue /><csNot>1</csNot>')}</conditions></synchronizationCriteria>`,
			'inconclusive',
		],
		[
			`<synchronizationCriteria><conditions>${clause.replace('<csOperator>ISNOTNULL</csOperator>', '')}</conditions></synchronizationCriteria>`,
			'inconclusive',
		],
		[
			`<synchronizationCriteria><conditions>${clause.replace('sourceAnchor', 'department').replace('ISNOTNULL', 'EQUAL')}</conditions></synchronizationCriteria>`,
			'inconclusive',
		],
	])('written as %s gives %s', (criteria, expected) => {
		expect(outcome(judged(scoped(criteria)))).toBe(expected);
	});
});

describe('what an export says of a flow', () => {
	it.each([
		['true', 'unmet'],
		['True', 'unmet'],
		['1', 'unmet'],
		['false', 'met'],
		['0', 'met'],
		['perhaps', 'inconclusive'],
		['', 'inconclusive'],
	])('W50 Apply Once written as "%s" gives %s', (value, expected) => {
		expect(outcome(judged(outbound(rule => rule.replace('<mapping>', `<mapping execute-once="${value}">`))))).toBe(expected);
	});

	it('W50 Apply Once is seen on the way in too', () => {
		const once: Edits = {...fresh, ...wholeChain, [inboundRule]: text => text.replace('<mapping>', '<mapping execute-once="true">')};
		expect(judged(once)).toMatchObject({outcome: 'unmet', because: expect.stringContaining('Apply Once')});
	});

	it.each([
		['IIF(IsPresent([searchableDeviceKey]), NULL, NULL)', 'unmet'],
		['IIF(IsPresent([searchableDeviceKey]), [searchableDeviceKey], NULL)', 'met'],
		['IIF(IsNullOrEmpty([searchableDeviceKey]), NULL, [searchableDeviceKey])', 'met'],
		['Trim([searchableDeviceKey])', 'inconclusive'],
		['AuthoritativeNull', 'unmet'],
	])('W51 the inbound expression %s gives %s', (expression, expected) => {
		expect(outcome(judged(inExpression(expression)))).toBe(expected);
	});

	it.each(['dest', 'src', 'valueMergeType'])('is refused where <%s> stands twice in one flow', element => {
		const twice = outbound(rule => rule.replace(new RegExp(`<${element}>.*?</${element}>`, 's'), both => `${both}${both}`));
		expect(() => judged(twice)).toThrow(/twice in one <mapping>/);
	});
});

describe('rules that compete', () => {
	const key = ['deviceKey', 'msDS-KeyCredentialLink'] as const;
	const id = '{11111111-aaaa-4bbb-8ccc-000000000050}';

	it('W49 a rule of the AD connector with a lower number and AuthoritativeNull overrules the way in', () => {
		const rule = stop(ruleXml(id, 'stop deviceKey', 'user', 'person', ['x', 'deviceKey'], {direction: 'Inbound', precedence: 50}));
		const everybody = rule.replace(/<synchronizationCriteria>.*<\/synchronizationCriteria>/s, '<synchronizationCriteria/>');
		expect(outcome(judged(beside(everybody)))).toBe('unmet');
		expect(outcome(judged(beside(everybody.replace('<precedence>50<', '<precedence>500<'))))).toBe('met');
		expect(
			outcome(
				judged(
					beside(
						everybody
							.replace('<valueMergeType>Update<', '<valueMergeType>Merge<')
							.replace('<expression>AuthoritativeNull</expression>', '<src><attr>x</attr></src>'),
					),
				),
			),
		).toBe('met');
	});

	it('W52 one with the same number decides nothing, whichever file comes first', () => {
		const rule = stop(ruleXml(id, 'tie', 'person', 'user', key));
		for (const name of ['0', 'z']) {
			expect(outcome(judged({...fresh, ...wholeChain, [`SynchronizationRules/${name}.xml`]: rule}))).toBe('inconclusive');
		}
	});

	it('W53 one that covers kiosk accounts decides nothing', () => {
		const scope = '<csAttribute>employeeType</csAttribute><csOperator>EQUAL</csOperator><csValue>Kiosk</csValue>';
		expect(outcome(judged(beside(stop(ruleXml(id, 'kiosks', 'person', 'user', key, {precedence: 50, scope})))))).toBe('inconclusive');
	});

	it('one of link type JoinNoFlow is kept although it has no flow for the key, and stops the others', () => {
		const rule = ruleXml(id, 'no flow', 'person', 'user', ['a', 'b'], {precedence: 50}).replace('<linkType>Join<', '<linkType>JoinNoFlow<');
		expect(judged(beside(rule))).toMatchObject({outcome: 'unmet', because: expect.stringContaining('JoinNoFlow')});
	});
});

describe('what an export says of the server', () => {
	it('is refused where two settings say different things', () => {
		const twice = (text: string) =>
			text.replace(/(<parameter name="Microsoft\.Synchronize\.StagingMode"[^>]*>)False(<\/parameter>)/, '$1False$2$1True$2');
		expect(() => judged({...wholeChain, [settings]: twice})).toThrow(/two things of microsoft\.synchronize\.stagingmode/);
	});

	it('W55 is not whole with a rule that somebody saved under another name, and says which', () => {
		const renamed = {...fresh, ...wholeChain, 'SynchronizationRules/SynchronizationRule_9.xml.txt': '<synchronizationRule/>'};
		expect(judged(renamed)).toMatchObject({reason: 'incomplete', because: expect.stringContaining('SynchronizationRule_9.xml.txt')});
		expect(outcome(judged({...fresh, ...wholeChain, 'Connectors/desktop.ini': '[x]'}))).toBe('met');
	});

	it('counts the rules of any kind by connector, so that a part that is gone shows', () => {
		const {rulesOf, rulesRead} = factsOf(exported());
		expect(rulesOf.reduce((sum, {rules}) => sum + rules, 0)).toBe(rulesRead);
		expect(rulesOf).toHaveLength(2);
	});
});
