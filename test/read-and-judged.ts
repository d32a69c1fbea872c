/** A path of facts or of an answer, and why nobody judges it. */
type Row = {readonly path: string; readonly because: string};

/** Facts that no judge weighs: each says why it is read all the same. */
export const shownOnly: readonly Row[] = [
	{path: 'authority-hosts.forests[].domains[].domain', because: 'names the domain in the evidence that a session keeps'},
	{path: 'certificate-stores.forests[].stores[].certificates[].subject', because: 'names the certificate in the evidence'},
	{path: 'client-computer.blockPersonal', because: 'shows whether personal registration is blocked; dsregcmd says whether there is one'},
	{path: 'client-computer.fallback', because: 'explains a join that did not fall back to synchronisation'},
	{path: 'client-computer.task.lastResult', because: 'no page says what its numbers mean; the events of the join do'},
	{path: 'client-computer.fuller.task.lastResult', because: 'no page says what its numbers mean; the events of the join do'},
	{path: 'client-computer.fuller.tpm.manufacturer', because: 'names the TPM, for its firmware'},
	{path: 'client-computer.tpm.manufacturer', because: 'names the TPM, for its firmware'},
	{path: 'computers-and-devices.forests[].domains[].domain', because: 'names the domain in the evidence that a session keeps'},
	{path: 'connect-server.servers[].source', because: 'look weighs how far away evidence is; judges see whether it is stale'},
	{path: 'connect-server.servers[].deviceWriteback', because: 'explains a rule on devices; the rule itself is judged'},
	{path: 'connect-server.servers[].rules[].id', because: 'tells two rules apart when evidence is compared'},
	{path: 'connect-server.servers[].rules[].scope[][].value', because: 'whom a narrowed scope leaves out; the attribute alone decides'},
	{path: 'connect-machine.machines[].source', because: 'look weighs how far away evidence is; judges see whether it is stale'},
	{path: 'connect-machine.machines[].database.instance', because: 'names the database for whoever has to move it'},
	{path: 'connect-machine.machines[].database.name', because: 'names the database for whoever has to move it'},
	{path: 'controller-events.controllers[].source', because: 'look weighs how far away evidence is; judges see whether it is stale'},
	{
		path: 'controller-events.controllers[].logs[].events[].data[].name',
		because: 'a datum is told by what it is: forty digits are a thumbprint',
	},
	{path: 'domain-controller.controllers[].source', because: 'look weighs how far away evidence is; judges see whether it is stale'},
	{path: 'domain-controller.controllers[].pdcEmulator', because: 'tells whose clock the domain follows'},
	{path: 'domain-controller.controllers[].globalCatalog', because: 'names the role of the domain controller in the evidence'},
	{
		path: 'domain-controller.controllers[].strongCertificateBinding',
		because: 'belongs to certificates of users; explains a refusal that is none of key trust',
	},
	{path: 'domain-controller.controllers[].timeType', because: 'tells where its time comes from, when a clock is wrong'},
	{path: 'domain-controller.controllers[].timeServer', because: 'tells where its time comes from, when a clock is wrong'},
	{path: 'domain-controller.controllers[].certificates[].subject', because: 'names the certificate in the evidence'},
	{path: 'domain-controller.controllers[].certificates[].issuer', because: 'names the authority in the evidence; its thumbprint is judged'},
	{path: 'domain-controller.controllers[].certificates[].names.others', because: 'tells that there are names of another kind'},
	{path: 'domain-controller.controllers[].takenAt', because: 'tells how old the evidence is; judges see whether it is stale'},
	{path: 'controller-events.controllers[].takenAt', because: 'tells how old the evidence is; judges see whether it is stale'},
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
	{path: 'pilot-accounts.forests[].domains[].accounts[].keys.hello', because: 'shown of one user; pilot-keys judges the keys themselves'},
	{path: 'pilot-accounts.forests[].domains[].accounts[].keys.other', because: 'shown of one user; keys-sound judges the keys themselves'},
	{path: 'pilot-accounts.forests[].domains[].accounts[].keys.unread', because: 'shown of one user, so that no key is counted as none'},
	{path: 'pilot-tenant-users.users[].account.type', because: 'shown of one user; what is not synchronised is judged'},
	{path: 'pilots-in-scope.pilotUsers', because: 'says that somebody was asked for; whose accounts these are, their SIDs tell'},
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
