import {casesFor} from '../../../src/guide/cases.ts';
import {connectOf, server} from '../../case-builders/connect-servers.ts';
import {nobodyAsked, now, seen} from '../../case-builders/witnesses.ts';
import {recentSynchronisation} from './recent-synchronisation.ts';

type Tenant = {
	readonly onPremisesSyncEnabled?: boolean | null;
	readonly onPremisesLastSyncDateTime?: string | null;
	readonly takenAt?: string | null;
};

/** A tenant that was asked at nine in the morning of 22 November 2026. */
const heard = (over: Tenant | string, connect: Parameters<typeof seen>[0] | null = null, stale = false) => ({
	tenant: {
		id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
		displayName: 'Contoso',
		onPremisesSyncEnabled: true,
		onPremisesLastSyncDateTime: typeof over === 'string' ? over : '2026-11-22T08:34:00Z',
		takenAt: now,
		verifiedDomains: ['contoso.com'],
		...(typeof over === 'string' ? {} : over),
	},
	connect: connect === null ? nobodyAsked : seen(connect as ReturnType<typeof connectOf>, stale),
});

const every = (interval: number | null, over: Parameters<typeof server>[0] = {}) =>
	connectOf(server({scheduler: {enabled: true, suspended: false, interval, nextStart: null}, ...over}));
const hours = 3600;

export default casesFor(recentSynchronisation, {
	'it heard 26 minutes ago': {given: heard('2026-11-22T08:34:00Z'), then: 'met', says: '22 Nov 2026, 26 minutes before it was asked'},
	'it heard three hours ago': {given: heard('2026-11-22T06:00:00Z'), then: 'met', says: '3 hours'},
	'it heard a thousandth of a second more than three hours ago': {
		given: heard('2026-11-22T05:59:59.999Z'),
		then: 'caution',
		says: 'cycles do not arrive as they should',
		remedy: 'mend-the-synchronisation',
	},
	'it heard seven days ago': {given: heard('2026-11-15T09:00:00Z'), then: 'caution', says: '7 days', remedy: 'mend-the-synchronisation'},
	'X19 it heard a thousandth of a second more than seven days ago': {
		given: heard('2026-11-15T08:59:59.999Z'),
		then: 'unmet',
		says: /15 Nov 2026.*at least every seven days/,
		remedy: 'mend-the-synchronisation',
	},
	'X19 it heard on the day on which old builds stopped': {
		given: heard('2026-09-30T12:00:00Z'),
		then: 'unmet',
		says: '30 Sep 2026, 53 days before',
	},
	'a server that synchronises every half hour excuses nothing': {given: heard('2026-11-22T05:00:00Z', every(1800)), then: 'caution'},
	'a server that synchronises every four hours may miss one cycle': {given: heard('2026-11-22T01:00:00Z', every(4 * hours)), then: 'met'},
	'a server that synchronises every four hours may not miss two': {given: heard('2026-11-22T00:59:59Z', every(4 * hours)), then: 'caution'},
	'a server in staging mode excuses nothing': {given: heard('2026-11-22T01:00:00Z', every(4 * hours, {staging: true})), then: 'caution'},
	'a schedule that was seen three days ago excuses nothing': {
		given: heard('2026-11-22T01:00:00Z', every(4 * hours), true),
		then: 'caution',
	},
	'a schedule that nobody read excuses nothing': {given: heard('2026-11-22T01:00:00Z', every(null)), then: 'caution'},
	'no schedule is longer than seven days': {given: heard('2026-11-14T09:00:00Z', every(20 * 24 * hours)), then: 'unmet'},
	'B61 it was never synchronised': {
		given: heard({onPremisesSyncEnabled: null, onPremisesLastSyncDateTime: null}),
		then: 'unmet',
		says: 'never been synchronised',
		remedy: 'let-connect-synchronise',
	},
	'it was switched on, and nothing has arrived': {
		given: heard({onPremisesLastSyncDateTime: null}),
		then: 'unmet',
		says: 'nothing has arrived',
		remedy: 'let-connect-synchronise',
	},
	'it was switched off, however lately it heard': {
		given: heard({onPremisesSyncEnabled: false}),
		then: 'unmet',
		says: /switched off.*22 Nov 2026/,
		remedy: 'switch-synchronisation-on',
	},
	'it names a time and does not say that it is synchronised': {
		given: heard({onPremisesSyncEnabled: null}),
		then: 'contradicted',
		remedy: 'look-again',
	},
	'nobody knows when it said so': {given: heard({takenAt: null}), then: 'inconclusive', remedy: 'look-again'},
	'its time cannot be read': {given: heard('yesterday'), then: 'inconclusive', says: 'yesterday', remedy: 'look-again'},
	'B67 its time lies five minutes ahead, as clocks differ': {given: heard('2026-11-22T09:05:00Z'), then: 'met', says: '0 minutes'},
	'B67 its time lies further ahead': {
		given: heard('2026-11-22T09:05:01Z'),
		then: 'clock',
		says: 'the clock of the computer that asked is wrong',
		remedy: 'set-the-clock',
	},
});
