import {failuresIn} from '../../client-log.ts';
import {type LoggedEvent, timesOf} from '../../event-log.ts';

/** What status codes of a refused sign-in mean (MS-ERREF 2.3.1; the page of step 7 says where to look). */
const meanings: Readonly<Record<string, string>> = {
	'0xc00000bb': 'the domain controller takes no such sign-in',
	'0xc000005e': 'no domain controller was there to sign in at',
	'0xc0000380': 'a wrong PIN, or no key or certificate that fits',
	'0xc00002f9': 'the name does not fit',
	'0xc0000320': "the domain controller's certificate could not be checked",
	'0xc000040c': "the revocation list of the domain controller's certificate is out of reach",
	'0xc000040d': "the authority of the domain controller's certificate is not trusted",
	'0xc000040e': "the domain controller's certificate has run out",
	'0xc000040f': "the domain controller's certificate is revoked",
};

/** `event 7001 says that a sign-in was refused: 0xc000006d, 0xc0000380 (a wrong PIN …); 3 times, last on …`. */
export const sayRefused = (event: LoggedEvent): string => {
	const codes = failuresIn(event);
	const meaning = codes.map(code => meanings[code]).find(one => one !== undefined);
	const why = codes.length === 0 ? '' : `: ${codes.join(', ')}${meaning === undefined ? '' : ` (${meaning})`}`;
	return `event ${event.id} says that a sign-in with Hello was refused${why}; ${timesOf(event)}.`;
};
