import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {type Dsregcmd, parseDsregcmd} from './dsregcmd.ts';

const line = z.string().nullable();

/** What a client says of its join, its user and Hello: `dsregcmd /status`, run there or saved there. */
export const dsregcmd = defineCollector({
	id: 'dsregcmd',
	what: 'dsregcmd /status: join, sign-in and the prerequisites of Hello',
	rights: 'the user, not elevated',
	query: {via: 'powershell', script: 'steps/05-device-registration/dsregcmd.ps1', on: 'client'},
	read: answer => parseDsregcmd(z.object({text: z.string()}).parse(answer).text),
	// null in each: the line was not printed.
	facts: z.strictObject({
		azureAdJoined: line,
		domainJoined: line,
		deviceAuthStatus: line,
		deviceId: line,
		tenantId: line,
		workplaceJoined: line,
		ngcSet: line,
		azureAdPrt: line,
		isDeviceJoined: line,
		isUserAzureAd: line,
		policyEnabled: line,
		postLogonEnabled: line,
		deviceEligible: line,
		sessionIsNotRemote: line,
		certEnrollment: line,
		adfsRefreshToken: line,
		adfsRaIsReady: line,
		logonCertTemplateReady: line,
		preReqResult: line,
	}) satisfies z.ZodType<Dsregcmd>,
});
