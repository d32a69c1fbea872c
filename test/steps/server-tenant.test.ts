import {describe, expect, it} from 'vitest';
import {tenantNamesOf, tenantOf} from '../../steps/04-directory-synchronization/connect-server/server-tenant.ts';
import {entra, server} from '../../steps/case-builders/connect-servers.ts';
import {domain} from '../../steps/case-builders/tenants.ts';
import {seen} from '../../steps/case-builders/witnesses.ts';

const named = (name: string, account: string | null = null) => server({connectors: [entra({name, account})]});

describe('the tenant that a Connect server serves', () => {
	it.each([
		['contoso.com - AAD', ['contoso.com']],
		['contoso.com  -  aad', ['contoso.com']],
		['Contoso.com - AAD', ['contoso.com']],
		['contoso.com - AAD 2', []],
		['old contoso.com - AAD', []],
		['contoso.com-AAD', []],
		['contoso.com', []],
	])('is named by the Entra connector as the wizard names it: %s', (name, names) => {
		expect(tenantNamesOf(named(name))).toEqual(names);
	});

	it('is named by the account of that connector, after its last @', () => {
		expect(tenantNamesOf(named('ours', 'Sync_SYNC01@contoso.com'))).toEqual(['contoso.com']);
		expect(tenantNamesOf(named('ours', 'ana@fabrikam.com@contoso.com'))).toEqual(['contoso.com']);
		expect(tenantNamesOf(named('ours', 'Sync_SYNC01'))).toEqual([]);
	});

	it('is not this one where its name is listed twice here, verified and not (B62)', () => {
		const listed = (...verified: readonly boolean[]) => seen({domains: verified.map(isVerified => domain('contoso.com', {isVerified}))});
		expect(tenantOf(named('contoso.com - AAD'), listed(true, true))).toBe('ours');
		expect(tenantOf(named('contoso.com - AAD'), listed(true, false))).toBe('other');
	});
});
