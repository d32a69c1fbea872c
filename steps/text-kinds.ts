import type {TextKind, TextKinds} from '../src/guide/text-kind.ts';

/** Of each kind, the texts of facts that are of it. A test says which text is missing here. */
const texts: Readonly<Record<TextKind, string>> = {
	domain: `
		client-computer.domain client-endpoints.domain client-events.domain client-registration.domain connectors.accountDomain
		connectors.forest controllers.domain controllers.rootDomain domains.domain domains.forest domains.name
		federation-configuration/domains.domain forests.forest mfa-registrations/groups.suffix persons.cloudSuffixes persons/groups.suffix
		policies.domain service-connection-point/forests.domains tenant-domains/domains.id tenant.verifiedDomains trusts.partner
	`,
	computer: `
		authorities.server client-computer.computer client-endpoints.computer client-events.computer client-registration.computer
		computers.names controllers.computer controllers.name controllers.schemaMaster controllers.server controllers.timeServer
		database.server domains.absentNames domains.controller domains.pdcEmulator domains.pendingNames forest-identities/forests.controllers
		hello-policy.device hosts.name keys.device machines.computer machines.name methods.device names.dns records.servers
		servers.dnsName servers.name servers.server versions.from
	`,
	person: `
		.by accounts.name accounts.principal cloud-sync-agents/domains.accounts connectors.account machines.serviceAccount machines.user
		mfa-registrations/groups.names names.cloudUpn names.name names.upn users.name users.upn users.user
		accounts.upn pilot-accounts.pilotUsers pilots-in-scope.pilotUsers account.upn account.carriedUpn
	`,
	tenant: `
		client-registration.joinedTenantIds client-registration.toldTenantId client-registration.toldTenantName points.tenantId
		points.tenantName tenant.displayName tenant.id
	`,
	group: `
		directory-keys.group key-admin-groups/groups.name members-by-container.group mfa-registrations.group persons.group
		protected-users.group scope-group.group scope-members.group users-in-scope.group
		pilots-in-scope.group
	`,
	address: `
		certificates.issuerAt certificates.lists certificates.responders services.issuer services.metadata subnets.subnet
	`,
	id: `
		access.sid accounts.sid accounts.sids adminSdHolder.sid machines.serviceAccountSid certificates.thumbprint connect-server/domains.id connectors.forestId
		connectors.id controllers.database controllers.trusted device-ids.ids domains.fullControl domains.sid forests.ids groups.sid head.sid
		heard.database links.policy links.thumbprint policies.id rules.connector rules.id rulesOf.connector trusts.sid
		accounts.objectGuid accounts.consistencyGuid account.id account.sid account.anchor pilots-in-scope/domains.sids
	`,
	dn: `
		accounts.dn computers.dn elsewhere.dn groups.dn users.dn
	`,
	prose: `
		.reason
	`,
	words: `
		accounts.description answers.value authorities.name authorities.templates certificates.issuer certificates.issuers
		certificates.noChain certificates.subject cloudSilent.detail computers-and-devices/forests.incomplete connectors.name
		containers.dn containers.excluded containers.included controllers.site data.value database.instance database.name devicesSilent.detail
		domains.clientSite domains.controllerSite domains.namingContext elsewhere.path flows.constant flows.expression
		forests.sites hosts.failure kinds.because lists.authority located.failure logs.failure marks.* machines.silences
		mfa-registrations/forests.incomplete persons/forests.incomplete policies.dn policies.name policies.wmiFilter records.name
		reportSilent.detail rules.name rules.tag scope.value servers.missing servers.silences services.name silent.detail sites.dn sites.site
		stores.holder strangers.member strangers.of subnets.site task.failure template.name templates.displayName templates.name
		templates.supersedes tpm.failure
	`,
	public: `
		client-endpoints/hosts.host
		.at answers.name attribute.created attribute.oid attribute.schemaIdGuid authentication-methods.migration certificates.keyUsage
		certificates.usages chain.flags checks.check client-computer.edition client-computer.installation cloudFaults.field
		computers-and-devices.since computers.lastSignIn connectors.lastFullImport connectors.lastFullSynchronization connectors.modified
		connectors.oldestRun connectors.selected controllers.at controllers.heldBy controllers.takenAt controllers.timeType data.name
		dc-clocks.takenAt device-settings.secondFactor domains.authenticationType domains.ticketKeySet execution.computer execution.policy
		flows.destination flows.mergeType flows.sources forests.at groups.unread heard.at hello-methods.takenAt hybrid-devices.newest key.kind
		keys.created kinds.reason kinds.remedy lastExport.at lastExport.errors{} lastExport.outcome licences.name licences.state links.flags
		lists.until logs.log machines.identity machines.digest machines.installation machines.marks{} machines.powerShell machines.takenAt
		methods.created methods.id methods.state methods.strength policies.controls policies.state rules.direction rules.linkType
		rules.sourceType rules.targetType scheduler.nextStart scope.attribute scope.operator sections.title servers.runsReadAt servers.takenAt
		servers.upnAttribute servers.version servers.versionSince services.secondFactor state.operation state.status tally.attribute
		tally.class tally.code template.oid templates.algorithm templates.hash templates.usages tenant.onPremisesLastSyncDateTime
		tenant.takenAt tpm.manufacturer tpm.spec versions.version
		account.type
	`,
};

/** What each text of this guide's facts is, for reports without names. */
export const textKinds: TextKinds = Object.fromEntries(
	Object.entries(texts).flatMap(([kind, names]) =>
		names
			.trim()
			.split(/\s+/)
			.map(name => [name, kind as TextKind]),
	),
);
