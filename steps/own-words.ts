/** The words of what judges say, in small letters, that no page of this guide says. A test says which is missing here. */
export const judgesWords: readonly string[] = `
	aad aadconnectconfigdocumenter acquisition adcomputer agrees algorithm although apart applications applies approve approximatelastsignindatetime
	apps authenticator automatically azureadjoined banner banners biometrics born broke call capable checked compatible complete completed context
	contradicted cve damaged data decisions defines devicecertificatevalidity diagnostic discovered discovery document domainjoined drs due encipher
	eq errorcode evaluate executing expiration expired exporting fallback fips flows handles hangs hashed held included insists issuer issuers
	joinnoflow label lag latest learned length localdb loopback lowercase lowest marked marks matters maximum megabyte merges merging might million
	minimum mit mobile narrows near nested ngc ngckey nt offers opening our pair personally pieces prereqresult prerequisite presented previous
	processing prt registering registrationdatetime release remedy renaming required revoke sample schemas searchabledevicekey searched sections
	select serverad shape shared showed signatures special starting subcode suitable supportsmfa survey synchronizationpolicy sysvol telephone
	tokens top topology trusttype unchanged uppercase usable vista whenever willnotprovision willprovision win working workplacejoined worth yields
`
	.trim()
	.split(/\s+/);
