import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, connectorOf, entra, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest} from '../../case-builders/forests.ts';
import {connectVersion} from './connect-version.ts';

const runs = (version: string | null, over: Parameters<typeof server>[0] = {}) => seenServers(server({version, ...over}));

export default casesFor(connectVersion, {
	'the newest build': {given: runs('2.6.92.0'), then: 'met', says: 'the floor is 2.5.79.0'},
	'a build newer than our table': {given: runs('2.7.1.0'), then: 'met'},
	'a build whose support ends in more than three months': {given: runs('2.6.1.0'), then: 'met'},
	'a build whose support ends within three months': {
		given: runs('2.5.190.0'),
		then: 'caution',
		says: 'ends on 2 Feb 2027',
		remedy: 'plan-the-upgrade',
	},
	'a build whose support has ended, by a third party': {
		given: runs('2.5.79.0'),
		then: 'caution',
		says: /ended on 23 Oct 2026, by a third party/,
	},
	'W38 a build whose wizard cannot sign in': {
		given: runs('2.3.6.0'),
		then: 'unmet',
		says: /Below 2\.4\.18\.0 its wizard cannot sign in/,
		remedy: 'upgrade-connect',
	},
	'W38 the floor of the wizard in another cloud': {
		given: runs('2.4.20.0', {connectors: [entra({name: 'contoso.onmicrosoft.us - AAD', account: null}), connectorOf(forest)]}),
		then: 'unmet',
		says: 'Below 2.4.21.0',
	},
	'W39 a build below the floor of the service': {
		given: runs('2.4.21.0'),
		then: 'unmet',
		says: /synchronisation is expected to have stopped on 30 Sep 2026\.$/,
		remedy: 'upgrade-connect',
	},
	'W39 numbers are compared as numbers': {given: runs('2.5.190.0'), then: 'caution'},
	'W39 the floor itself': {given: runs('2.5.79.0', {takenAt: '2026-06-01T09:00:00Z'}), then: 'met'},
	'W39 the last build before the floor': {given: runs('2.5.78.9'), then: 'unmet', remedy: 'upgrade-connect'},
	'W39 the fourth number counts': {given: runs('2.5.79'), then: 'met'},
	'W38 the floor of the wizard itself': {
		given: runs('2.4.18.0'),
		then: 'unmet',
		says: /synchronisation is expected to have stopped on 30 Sep 2026\.$/,
	},
	'W38 the last build before the floor of the wizard': {given: runs('2.4.17.99'), then: 'unmet', says: 'Below 2.4.18.0'},
	'the first build of version 2': {given: runs('2.0.0.0'), then: 'unmet', says: '30 Sep 2026'},
	'the last build of version 1': {given: runs('1.99.99.99'), then: 'unmet', says: '1 Oct 2023'},
	'support ends on the same day three months later': {
		given: runs('2.5.190.0', {takenAt: '2026-11-02T09:00:00Z'}),
		then: 'caution',
		says: 'ends on 2 Feb 2027',
	},
	'support ends a day later than that': {given: runs('2.5.190.0', {takenAt: '2026-11-01T09:00:00Z'}), then: 'met'},
	'support ends today': {given: runs('2.5.190.0', {takenAt: '2027-02-02T09:00:00Z'}), then: 'caution', says: 'ends on 2 Feb 2027'},
	'support ended yesterday': {given: runs('2.5.190.0', {takenAt: '2027-02-03T09:00:00Z'}), then: 'caution', says: 'ended on 2 Feb 2027'},
	'three months later is in the next year': {
		given: runs('2.6.1.0', {takenAt: '2026-12-10T09:00:00Z'}),
		then: 'caution',
		says: '10 Mar 2027',
	},
	'nobody knows the day': {given: runs('2.5.190.0', {takenAt: null}), then: 'met'},
	'the witnesses disagree: the lowest counts, and all are shown': {
		given: runs('2.5.78.0', {
			versions: [
				{from: 'global settings', version: '2.6.3.0'},
				{from: 'the program of the service ADSync', version: '2.5.78.0'},
				{from: 'installed programs', version: '2.6.3.0'},
			],
		}),
		then: 'unmet',
		says: 'runs 2.5.78.0 (global settings say 2.6.3.0, the program of the service ADSync says 2.5.78.0 and installed programs say 2.6.3.0; the lowest counts)',
	},
	'the witnesses agree: nothing is said of them': {
		given: runs('2.6.92.0', {
			versions: [
				{from: 'global settings', version: '2.6.92.0'},
				{from: 'installed programs', version: '2.6.92.0'},
			],
		}),
		then: 'met',
		says: /^SYNC01 runs 2\.6\.92\.0; the floor/,
	},
	'a version that is no version': {given: runs('newest'), then: 'inconclusive', remedy: 'bring-connect-evidence'},
	'version 1': {given: runs('1.6.16.0'), then: 'unmet', says: '1 Oct 2023', remedy: 'upgrade-connect'},
	'the version could not be read': {given: runs(null), then: 'inconclusive', remedy: 'bring-connect-evidence'},
	'W32 Connect is not installed where it should be': {given: seenServers(absentServer), then: 'unmet', remedy: 'install-connect'},
	'one computer without it, another with it': {given: seenServers(absentServer, server({server: 'SYNC02'})), then: 'met'},
	'an old build seen three days ago condemns': {given: seenServers(staleServer({version: '2.3.6.0'})), then: 'unmet'},
	'a good build seen three days ago was not seen': {
		given: seenServers(staleServer()),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
});
