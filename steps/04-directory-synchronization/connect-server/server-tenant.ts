import type {Witness} from '../../../src/guide/check.ts';
import type {TenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {isVerifiedName} from '../../domain-standing.ts';
import {comparableDnsName} from '../../identity.ts';
import {entraConnector} from '../key-write-back/write-back.ts';
import type {ConnectServer} from './connect-server.facts.ts';

/** The tenant's names as a server knows them: its Entra connector is named `<domain> - AAD`, and its account ends in `@<domain>`. */
export const tenantNamesOf = (server: Pick<ConnectServer, 'connectors'>): readonly string[] => {
	const connector = entraConnector(server);
	const named = /^(\S+)\s+-\s+AAD$/i.exec(connector?.name ?? '')?.[1];
	const account = /@([^@\s]+)$/.exec(connector?.account ?? '')?.[1];
	return [...new Set([named, account].flatMap(name => (name === undefined ? [] : [comparableDnsName(name)])))];
};

/**
 * Whether a server synchronises to the tenant that is being read (W25). Without a name on its side, or without the tenant, nobody knows.
 * `contradicted`: of its two names one is a verified domain of this tenant and the other is not, so that they are of two tenants (W57).
 */
export const tenantOf = (server: ConnectServer, domains: Witness<TenantDomains>): 'ours' | 'other' | 'unknown' | 'contradicted' => {
	const names = tenantNamesOf(server);
	if (names.length === 0 || !domains.seen) {
		return 'unknown';
	}

	// Only a verified name belongs to one tenant; an unverified one may stand in several.
	const ours = names.filter(name => isVerifiedName(domains.facts.domains, name));
	return ours.length === names.length ? 'ours' : ours.length === 0 ? 'other' : 'contradicted';
};
