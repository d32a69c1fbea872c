import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {keyAttributeOnDcs, schemaHead} from '../../02-prerequisites/forests/forest-schema.facts.ts';
import {scopeMembers} from '../../02-prerequisites/scope/scope-members.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {oneSyncEngine} from '../cloud-sync/one-sync-engine.ts';
import {connectServers} from '../connect-server/connect-server.facts.ts';
import {windowsServers} from '../connect-server/windows-servers.facts.ts';
import {forestIdentities} from '../forests/forest-identities.facts.ts';
import {inetOrgPersonsInScope} from './inetorgpersons-in-scope.facts.ts';

/** What is asked for the verdict on write-back. */
export const needs = {
	connect: optional(connectServers),
	identities: optional(forestIdentities),
	users: optional(usersInScope),
	inetOrgPersons: optional(inetOrgPersonsInScope),
	domains: optional(tenantDomains),
	head: optional(schemaHead),
	attribute: optional(keyAttributeOnDcs),
	engine: optional(oneSyncEngine.needs.stated),
	computers: optional(windowsServers),
	members: optional(scopeMembers),
};

/** What the judge of write-back knows. */
export type WriteBackFacts = FactsOf<typeof needs>;
