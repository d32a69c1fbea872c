import {type FactsOf, optional} from '../../src/guide/check.ts';
import {keyAttributeOnDcs, schemaHead} from '../02-prerequisites/forest-schema.facts.ts';
import {scopeMembers} from '../02-prerequisites/scope-members.facts.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant-domains.facts.ts';
import {connectServers} from './connect-server.facts.ts';
import {forestIdentities} from './forest-identities.facts.ts';
import {inetOrgPersonsInScope} from './inetorgpersons-in-scope.facts.ts';
import {oneSyncEngine} from './one-sync-engine.ts';
import {windowsServers} from './windows-servers.facts.ts';

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
