/** A path of facts or of an answer, and why nobody judges it. */
type Row = {readonly path: string; readonly because: string};

/** Facts that no judge weighs: each says why it is read all the same. */
export const shownOnly: readonly Row[] = [
	{path: 'authority-hosts.forests[].domains[].domain', because: 'names the domain in the evidence that a session keeps'},
	{path: 'certificate-stores.forests[].stores[].certificates[].subject', because: 'names the certificate in the evidence'},
	{path: 'computers-and-devices.forests[].domains[].domain', because: 'names the domain in the evidence that a session keeps'},
	{path: 'connect-server.servers[].source', because: 'look weighs how far away evidence is; judges see whether it is stale'},
	{path: 'connect-server.servers[].deviceWriteback', because: 'explains a rule on devices; the rule itself is judged'},
	{path: 'connect-server.servers[].rules[].id', because: 'tells two rules apart when evidence is compared'},
	{path: 'connect-server.servers[].rules[].scope[][].value', because: 'whom a narrowed scope leaves out; the attribute alone decides'},
	{path: 'connect-server.servers[].upnAttribute', because: 'a hint at alternate IDs; persons themselves are compared'},
	{path: 'enrollment-services.forests[].authorities[].certificates[].subject', because: 'names the certificate in the evidence'},
	{path: 'hello-policy.user.requireSecurityDevice', because: 'a setting of computers; read beside the others of the user'},
	{path: 'hello-policy.userMdm.requireSecurityDevice', because: 'a setting of computers; read beside the others of the user'},
	{path: 'key-attribute.forests[].controllers[].attribute.created', because: 'dates explain, never judge (A20)'},
	{path: 'key-admin-groups.forests[].domains[].groups[].name', because: 'names the group in the evidence; its RID is judged'},
	{path: 'registry-policies.elsewhere[].path', because: 'names in the evidence where the directory would have led the reader'},
	{path: 'registry-policies.policies[].user.settings.cloudTrust', because: 'a setting of computers; read beside the others of the user'},
	{path: 'hello-methods.users[].methods[].device', because: 'names the computer in the evidence'},
	{path: 'hello-methods.users[].methods[].id', because: 'tells two keys of one user apart in the evidence'},
	{path: 'hello-methods.users[].methods[].strength', because: 'the weakness itself is told by the key in the directory'},
	{path: 'scope-group.forests[].domains[].domain', because: 'names the domain in the evidence'},
	{path: 'scope-group.forests[].domains[].groups[].dn', because: 'names the group in the evidence'},
	{path: 'scope-group.forests[].forest', because: 'names the forest in the evidence'},
	{path: 'trusts.forests[].domains[].trusts[].sid', because: 'tells whose members are strangers; the runner compares it'},
	{path: 'trusts.forests[].forest', because: 'names the forest in the evidence'},
	{path: 'tenant-domains.domains[].isDefault', because: 'tells which name new users get'},
];

/** What a runner brings and no collector hands on. */
export const heldBack: readonly Row[] = [
	{path: 'directory.forests[].asked', because: 'a silent forest stands under it; one that answered under its own name'},
	{path: 'directory.hosts[].dns', because: 'what a host name resolves to; read where a certification authority names one'},
	{path: 'directory.hosts[].name', because: 'what a host name resolves to; read where a certification authority names one'},
];

/** Attributes that are asked for and read by nobody, by collector. */
export const asked: readonly Row[] = [
	{path: 'functional-levels: domainFunctionality', because: 'stands in the same answer of one server; domain-levels judges each domain'},
	{path: 'domain-levels: nETBIOSName', because: 'names a domain that has no DNS name'},
];
