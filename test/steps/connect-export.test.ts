import {readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {openFiles} from '../../src/evidence/files.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {
	adConnector,
	adId,
	answerOf,
	cacheKey,
	deviceRule,
	type Edits,
	entraConnector,
	exported,
	factsOf,
	fresh,
	inboundRule,
	judged,
	outcome,
	pilot,
	ruleXml,
	selectKey,
	settings,
	taken,
	takenOn,
	wholeChain,
} from '../evidence/pilot.ts';

describe('the sample export', () => {
	it('says which server it is of, and when it was taken, by its own word', () => {
		expect(answerOf(pilot)).toMatchObject({source: 'exported', takenAt: '2016-05-03T14:28:09.784Z', from: 'CONTOSO-SYNC01'});
	});

	it('shows its connectors, accounts and domains, and takes a forest id of zeros for none', () => {
		const {connectors, ...facts} = factsOf(pilot);
		expect(connectors).toEqual([
			expect.objectContaining({
				kind: 'active-directory',
				forest: 'contoso.com',
				forestId: null,
				domains: [
					{
						namingContext: 'DC=contoso,DC=com',
						id: '{C58EA1C0-26F4-4A1B-9D0C-C5B36C7E1C73}',
						selected: true,
						containers: {included: ['OU=CORP,DC=contoso,DC=com'], excluded: ['DC=contoso,DC=com']},
					},
				],
				account: 'MSOL_d1edb676ca03',
				selected: [],
				schemaHoldsKey: false,
				modified: '2016-05-03T14:28:11.513Z',
			}),
			expect.objectContaining({
				kind: 'entra',
				name: 'contoso.onmicrosoft.com - AAD',
				account: 'Sync_CONTOSO-SYNC01_e3c03195e061@contoso.onmicrosoft.com',
				selected: ['searchableDeviceKey'],
			}),
		]);
		expect(facts).toMatchObject({
			server: 'CONTOSO-SYNC01',
			version: '1.1.130.0',
			staging: false,
			deviceWriteback: false,
			upnAttribute: 'userPrincipalName',
			scheduler: {enabled: true, suspended: false, interval: 1800, nextStart: '2016-05-03T14:39:16.000Z'},
		});
	});

	it('holds the inbound rule and no outbound one, of 62 rules', () => {
		const {rules, rulesRead} = factsOf(pilot);
		expect(rulesRead).toBe(62);
		expect(
			rules.map(({name, direction, sourceType, targetType, precedence, disabled}) => [
				name,
				direction,
				sourceType,
				targetType,
				precedence,
				disabled,
			]),
		).toEqual([['In from AAD - User NGCKey', 'Inbound', 'user', 'person', 122, false]]);
		expect(rules[0]?.flows).toEqual([
			{
				destination: 'deviceKey',
				sources: ['searchableDeviceKey'],
				expression: expect.stringContaining(' & CBin(Len(Thumbprint('),
				constant: null,
				mergeType: 'Update',
				executeOnce: false,
			},
		]);
	});

	it('is taken with a sentence that names server, source, age and contents', () => {
		expect(taken(pilot).sentence).toMatch(
			/^Taken: CONTOSO-SYNC01, exported, taken at 2016-05-03T14:28:09\.784Z, 3 May 2016, \d+ days old: 2 connectors and 62 rules\.$/,
		);
	});

	it.each(['Connectors', 'GlobalSettings/MV.xml', '..'])('is found where %s of it is named', place => {
		expect(factsOf(join(exported(), place)).rulesRead).toBe(62);
	});

	it('is read whatever the case of its folders, and in UTF-16 as in UTF-8', () => {
		const files = openFiles(pilot).files.map(({path, text}) => ({path: path.toUpperCase(), text}));
		const read = connectExport.read(files);
		expect(read).toMatchObject([{facts: {rulesRead: 62}}]);
		const copy = exported();
		writeFileSync(join(copy, settings), `\ufeff${readFileSync(join(copy, settings), 'utf8')}`, 'utf16le');
		expect(factsOf(copy).version).toBe('1.1.130.0');
	});

	it('is the same evidence wherever it lies', () => {
		const digests = [pilot, exported(), dirname(exported())].map(path => taken(path).evidence[0]?.digest);
		expect(new Set(digests).size).toBe(1);
	});
});

describe('the judge of write-back, on exports', () => {
	it('finds the sample unmet, however old it is', () => {
		expect(outcome(judged({}))).toBe('unmet');
		expect(outcome(judged(fresh))).toBe('unmet');
	});

	it('finds the whole chain met when it is fresh, and stale when it is three days old', () => {
		expect(judged({...fresh, ...wholeChain})).toMatchObject({outcome: 'met'});
		expect(outcome(judged({...wholeChain, [settings]: takenOn('2026-11-19 08:00:00.000')}))).toBe('stale');
	});

	it('finds the chain unmet when the inbound rule is disabled or gone', () => {
		expect(judged({...fresh, ...wholeChain, [inboundRule]: text => text.replace('<disabled>False', '<disabled>True')})).toMatchObject({
			outcome: 'unmet',
			because: expect.stringContaining('disabled'),
		});
		expect(outcome(judged({...fresh, ...wholeChain, [inboundRule]: null}))).toBe('unmet');
	});

	it('is not deceived by device writeback, which writes the same attribute on devices', () => {
		const only = {
			...fresh,
			[adConnector]: (text: string) => cacheKey(selectKey(text)),
			[deviceRule]: ruleXml('{11111111-aaaa-4bbb-8ccc-000000000002}', 'Out to AD - Device', 'device', 'msDS-Device', [
				'deviceKey',
				'msDS-KeyCredentialLink',
			]),
		};
		expect(judged(only)).toMatchObject({outcome: 'unmet', because: expect.stringContaining('device writeback')});
	});

	it('finds one of two forests without the rule unmet', () => {
		const id = '{22222222-aaaa-4bbb-8ccc-000000000001}';
		const second = readFileSync(join(pilot, adConnector), 'utf8')
			.replace(/\{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d\}/gi, id)
			.replaceAll('contoso.com', 'fabrikam.com')
			.replaceAll(/\{c58ea1c0-26f4-4a1b-9d0c-c5b36c7e1c73\}/gi, '{22222222-aaaa-4bbb-8ccc-000000000000}');
		const both = {...fresh, ...wholeChain, [`Connectors/Connector_${id}.xml`]: second};
		const userJoin = ruleXml('{22222222-aaaa-4bbb-8ccc-000000000009}', 'Out to AD - User Join', 'person', 'user', ['sourceAnchor', 'x'], {
			connector: id,
		});
		const verdict = judged({...both, 'SynchronizationRules/SynchronizationRule_9.xml': userJoin}, ['contoso.com', 'fabrikam.com']);
		expect(verdict).toMatchObject({outcome: 'unmet', because: expect.stringContaining('fabrikam.com')});
		expect(judged(both, ['contoso.com', 'fabrikam.com'])).toMatchObject({
			reason: 'incomplete',
			because: expect.stringContaining('every rule of the connector fabrikam.com'),
		});
	});

	it('W55 does not take an export without the Entra connector, which rules name, for a whole one', () => {
		expect(judged({...fresh, ...wholeChain, [entraConnector]: null})).toMatchObject({
			reason: 'incomplete',
			because: expect.stringContaining('the Entra connector'),
		});
	});

	it('W56 takes a rule without the element disabled for enabled', () => {
		const enabled = (text: string) => text.replace(/\s*<disabled>.*<\/disabled>/, '');
		expect(outcome(judged({...fresh, ...wholeChain, [inboundRule]: enabled}))).toBe('met');
	});

	it('does not see through a scope with another clause, and sees a constant that wins as the end of the chain', () => {
		const scope = '<csAttribute>department</csAttribute><csOperator>EQUAL</csOperator><csValue>IT</csValue>';
		const rule = (text: string) => ({
			...fresh,
			...wholeChain,
			'SynchronizationRules/SynchronizationRule_{11111111-aaaa-4bbb-8ccc-000000000001}.xml': text,
		});
		const id = '{11111111-aaaa-4bbb-8ccc-000000000001}';
		expect(outcome(judged(rule(ruleXml(id, 'Pilot', 'person', 'user', ['deviceKey', 'msDS-KeyCredentialLink'], {scope}))))).toBe(
			'inconclusive',
		);
		const constant = ruleXml(id, 'Nothing', 'person', 'user', ['x', 'msDS-KeyCredentialLink']).replace(
			'<src><attr>x</attr></src>',
			'<src>B:4:00</src>',
		);
		expect(factsOf(exported(rule(constant))).rules.find(({name}) => name === 'Nothing')?.flows).toEqual([
			{destination: 'msDS-KeyCredentialLink', sources: [], expression: null, constant: 'B:4:00', mergeType: 'Update', executeOnce: false},
		]);
		expect(outcome(judged(rule(constant)))).toBe('unmet');
	});

	it('does not open on a server whose staging mode it does not know', () => {
		const silent = (text: string) =>
			takenOn('2026-11-22 08:00:00.000')(text).replace(/<parameter name="Microsoft.Synchronize.StagingMode".*/, '');
		expect(outcome(judged({...wholeChain, [settings]: silent}))).toBe('inconclusive');
	});

	it('does not take a list of attributes that is not there for one that was read', () => {
		const unread = (text: string) => text.replace(/<attribute-inclusion>.*<\/attribute-inclusion>/, '');
		expect(outcome(judged({...fresh, ...wholeChain, [adConnector]: unread}))).toBe('inconclusive');
	});
});

describe('an export that is not whole', () => {
	const cut = (text: string) => text.slice(0, Math.floor(text.length / 2));
	it.each<[string, Edits, RegExp]>([
		['without GlobalSettings', {GlobalSettings: null}, /lacks GlobalSettings\/MV\.xml/],
		['without rules', {SynchronizationRules: null}, /lacks SynchronizationRules/],
		['without connectors', {Connectors: null}, /lacks Connectors/],
		['with a connector that breaks off', {[adConnector]: cut}, /Connector_\{ae4db4cc.*breaks off or is damaged/],
		['with a rule that breaks off', {[inboundRule]: cut}, /breaks off or is damaged/],
		['with settings that break off', {[settings]: cut}, /breaks off or is damaged/],
		['with an empty rule', {[inboundRule]: ''}, /breaks off or is damaged/],
		['with a rule that is something else', {[inboundRule]: '<html><body/></html>'}, /no part of a Connect export/],
		['with two documents in one file', {[inboundRule]: text => `${text}${text}`}, /no part of a Connect export|breaks off/],
		[
			'with a rule that says of being disabled what is neither yes nor no',
			{[inboundRule]: text => text.replace(/<disabled>.*<\/disabled>/, '<disabled>perhaps</disabled>')},
			/does not say the rule's disabled/,
		],
		[
			'with a rule without precedence',
			{[inboundRule]: text => text.replace(/<precedence>\d+/, '<precedence>first')},
			/does not say the rule's precedence/,
		],
		['with two connectors of one id', {[entraConnector]: text => text.replace(/<id>[^<]*/, `<id>${adId}`)}, /claim the same id/],
		['with two rules of one id', {[deviceRule]: readFileSync(join(pilot, inboundRule), 'utf8')}, /claim the same id/],
		['without the name of the server', {[settings]: text => text.replace("server='CONTOSO-SYNC01'", '')}, /does not say which server/],
		[
			'with a document type',
			{[inboundRule]: text => `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>${text}`},
			/defines a document type/,
		],
	])('is refused %s', (_, edits, why) => {
		expect(() => taken(exported(edits))).toThrow(why);
	});

	it('is refused where a folder holds two of them', () => {
		const both = dirname(exported());
		const other = exported();
		symlinkSync(other, join(both, 'linked'));
		expect(factsOf(both).rulesRead).toBe(62);
		writeFileSync(join(both, 'note.txt'), 'moved');
		const {files} = openFiles(pilot);
		const read = connectExport.read(files.flatMap(({path, text}) => ['one', 'two'].map(root => ({path: `${root}/${path}`, text}))));
		expect(read).toMatchObject({refused: expect.stringContaining('holds 2 Connect exports (one, two)')});
	});

	it('carries no time where the export does not say one, and keeps a time that has not come yet as it was said', () => {
		expect(answerOf(exported({[settings]: text => text.replace(/ export-date='[^']*'/, '')})).takenAt).toBeNull();
		expect(answerOf(exported({[settings]: takenOn('yesterday')})).takenAt).toBeNull();
		const future = taken(exported({[settings]: takenOn('2026-11-24 09:00:00.000')}));
		expect(future.evidence[0]?.answer.takenAt).toBe('2026-11-24T09:00:00.000Z');
		expect(future.sentence).toContain('one of the two clocks is wrong');
	});

	it('shows what cannot be seen in a name, and never as the name it imitates', () => {
		const server = (text: string) => text.replace("server='CONTOSO-SYNC01'", "server='CONTOSO-SYNC01&#x202e;&#27;[2J'");
		expect(factsOf(exported({[settings]: server})).server).toBe('CONTOSO-SYNC01<U+202E>^[[2J');
	});

	it('is read without what archivers leave behind, and refused where a part of it is a link, which nobody follows', () => {
		const copy = exported({'Connectors/._Connector_{ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d}.xml': '\u0000\u0005'});
		expect(factsOf(copy).rulesRead).toBe(62);
		const linked = exported({[inboundRule]: null});
		symlinkSync(join(pilot, inboundRule), join(linked, 'SynchronizationRules', basename(inboundRule)));
		expect(() => taken(linked)).toThrow(
			/SynchronizationRule_\{0870.*" in it is a link, which is not followed, so a part of it would be missed/,
		);
	});
});
