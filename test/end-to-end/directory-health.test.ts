import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import * as oneChange from './one-change.ts';

describeWith(['samba', 'powershell'], 'one object of a real directory changes', () => {
	vi.setConfig({testTimeout: oneChange.patience, hookTimeout: oneChange.patience});
	let forest: Forest;
	let whole: oneChange.Ends;
	const moved = (change: string, back: string) => oneChange.moved(forest, whole, change, back);
	const movedBy = (dn: string, attribute: string, value: string, held: string) =>
		oneChange.movedBy(forest, whole, [dn, attribute], [value], [held]);

	beforeAll(async () => {
		forest = await startForest({realm: 'HEALTH.ONECHANGE.TEST', schema: '2019'});
		whole = await oneChange.lookAt(forest);
	});
	afterAll(() => forest?.remove());

	it('is met where nothing changed, and not seen where there is no DNS', () => {
		expect(whole).toMatchObject({
			'directory-prepared': 'met',
			'subnets-have-sites': 'met',
			'dc-encryption': 'met',
			'dc-clocks-agree': 'met',
			'dc-service-records': 'not seen: inconclusive',
		});
	});

	const updates = 'CN=ActiveDirectoryUpdate,CN=DomainUpdates,CN=System,@BASEDN@';

	it('a domain is prepared as by 2012 R2, or as by the first 2016', async () => {
		expect(await movedBy(updates, 'revision', '10', '16')).toEqual({'directory-prepared': 'unmet'});
		expect(await movedBy(updates, 'revision', '15', '16')).toEqual({'directory-prepared': 'caution'});
	});

	it('a forest is prepared as by 2012 R2', async () => {
		const dn = 'CN=ActiveDirectoryUpdate,CN=ForestUpdates,CN=Configuration,@BASEDN@';
		expect(await movedBy(dn, 'revision', '15', '16')).toEqual({'directory-prepared': 'unmet'});
	});

	it('a subnet belongs to no site', async () => {
		const dn = 'CN=10.9.0.0/16,CN=Subnets,CN=Sites,CN=Configuration,@BASEDN@';
		expect(await moved(`dn: ${dn}\nchangetype: add\nobjectClass: subnet\n\n`, `dn: ${dn}\nchangetype: delete\n\n`)).toEqual({
			'subnets-have-sites': 'caution',
		});
	});

	it('a domain controller offers no AES', async () => {
		const dn = 'CN=DC1,OU=Domain Controllers,@BASEDN@';
		const found = await forest.search('-b', dn.replace('@BASEDN@', forest.baseDn), '-s', 'base', 'msDS-SupportedEncryptionTypes');
		const before = /msDS-SupportedEncryptionTypes: (\d+)/.exec(found)?.[1] ?? '0';
		// Tickets that are there already stay good.
		expect(await movedBy(dn, 'msDS-SupportedEncryptionTypes', '4', before)).toEqual({'dc-encryption': 'caution'});
	});
});
