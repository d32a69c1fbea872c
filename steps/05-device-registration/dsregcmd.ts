/** The lines of `dsregcmd /status` that are kept: what tells the join, the sign-in and the prerequisites of Hello. Nothing else of it is. */
const kept = {
	azureAdJoined: 'azureadjoined',
	domainJoined: 'domainjoined',
	deviceAuthStatus: 'deviceauthstatus',
	deviceId: 'deviceid',
	tenantId: 'tenantid',
	workplaceJoined: 'workplacejoined',
	ngcSet: 'ngcset',
	azureAdPrt: 'azureadprt',
	isDeviceJoined: 'isdevicejoined',
	isUserAzureAd: 'isuserazuread',
	policyEnabled: 'policyenabled',
	postLogonEnabled: 'postlogonenabled',
	deviceEligible: 'deviceeligible',
	sessionIsNotRemote: 'sessionisnotremote',
	certEnrollment: 'certenrollment',
	adfsRefreshToken: 'adfsrefreshtoken',
	adfsRaIsReady: 'adfsraisready',
	logonCertTemplateReady: 'logoncerttemplateready',
	preReqResult: 'prereqresult',
} as const;

type Name = keyof typeof kept;

/** What a client says of itself. `null`: the line was not printed, which is not a no. */
export type Dsregcmd = {readonly [Line in Name]: string | null};

const names = Object.keys(kept) as readonly Name[];

/**
 * Reads the output of `dsregcmd /status`, whatever its layout: `Key : value` and `Key: value`, keys with spaces, values with colons,
 * sections that come and go with build and state. Of a line that stands twice the first counts. Throws where neither
 * `AzureAdJoined` nor `DomainJoined` is there: then it is another text.
 */
export const parseDsregcmd = (text: string): Dsregcmd => {
	const values = new Map<string, string>();
	for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
		const colon = line.indexOf(':');
		const key = line
			.slice(0, colon)
			.toLowerCase()
			.replaceAll(/[^a-z0-9]/g, '');
		if (colon > 0 && key !== '' && !values.has(key)) {
			values.set(key, line.slice(colon + 1).trim());
		}
	}

	if (!values.has(kept.azureAdJoined) && !values.has(kept.domainJoined)) {
		throw new Error('This is not the output of dsregcmd /status: neither AzureAdJoined nor DomainJoined stands in it.');
	}

	return Object.fromEntries(names.map(name => [name, values.get(kept[name]) || null])) as Dsregcmd;
};

/** Whether a line says YES. False for NO and for a line that was not printed. */
export const isYes = (value: string | null): boolean => value?.toUpperCase() === 'YES';
/** Whether a line says NO. */
export const isNo = (value: string | null): boolean => value?.toUpperCase() === 'NO';
