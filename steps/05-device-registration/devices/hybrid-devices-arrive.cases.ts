import {casesFor} from '../../../src/guide/cases.ts';
import {hybridDevicesArrive} from './hybrid-devices-arrive.ts';

const given = (devices: number, pending: number, recent: number | null = devices - pending) => ({
	found: {devices, pending, recent, newest: devices > pending ? '2026-11-21T15:04:00Z' : null},
});

export default casesFor(hybridDevicesArrive, {
	'most have arrived': {
		given: given(412, 7),
		then: 'met',
		says: '412 hybrid joined devices, the latest on 21 Nov 2026; 7 of them pending.',
	},
	'all have arrived': {given: given(1, 0), then: 'met', says: 'none is pending'},
	'nobody uses them': {given: given(412, 7, 0), then: 'caution', says: 'within 90 days', remedy: 'see-that-they-are-used'},
	'nobody knows whether they are used': {given: given(412, 7, null), then: 'stale', remedy: 'see-that-they-are-used'},
	none: {given: given(0, 0), then: 'unmet', says: 'may lag', remedy: 'join-the-first-device'},
	'all are pending': {given: given(12, 12), then: 'unmet', says: '12 pending', remedy: 'let-them-complete'},
	'more than one in ten is pending': {given: given(100, 11), then: 'caution', remedy: 'let-them-complete'},
});
