import {defineCheck} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet} from '../../../src/guide/finding.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {presentDays} from './computers-and-devices.facts.ts';
import {hybridDevices} from './hybrid-devices.facts.ts';

/** More than one pending in ten is worth a look. The number is ours; no Microsoft page gives one. */
const manyPending = 0.1;

// Filters on devices are answered from an index of its own: https://learn.microsoft.com/graph/aad-advanced-queries
const mayLag = 'What Graph lists may lag by some minutes.';

export const hybridDevicesArrive = defineCheck({
	id: 'hybrid-devices-arrive',
	question: 'Do hybrid joined devices arrive in the tenant?',
	needs: {found: hybridDevices},
	judge({found: {devices, pending, recent, newest}}) {
		const all = counted(devices, 'hybrid joined device');
		if (devices === 0) {
			return unmet('join-the-first-device', `The tenant has no hybrid joined device. ${mayLag}`);
		}

		if (pending === devices) {
			return unmet('let-them-complete', `${all} in the tenant, and none has completed: ${pending} pending. ${mayLag}`);
		}

		const last = newest === null ? '' : `, the latest on ${dayOf(newest)}`;
		if (recent === 0) {
			return caution(
				'see-that-they-are-used',
				`${all}${last}, and none that has completed signed in to Entra ID within ${presentDays} days.`,
			);
		}

		if (recent === null) {
			return declined(
				'stale',
				'see-that-they-are-used',
				`${all}${last}, and whether they are used was not seen: nobody knows when this was read.`,
			);
		}

		return pending > devices * manyPending
			? caution('let-them-complete', `${all}${last}; ${pending} are pending.`)
			: met(`${all}${last}; ${pending === 0 ? 'none is' : `${pending} of them`} pending.`);
	},
	exhibits: ({found: {devices, pending, recent, newest}}) => [
		{
			sign: devices > pending ? 'met' : 'unmet',
			what: 'registered',
			seen: `${devices - pending}${newest === null ? '' : `, latest ${dayOf(newest)}`}`,
		},
		...(recent === null
			? []
			: [{sign: recent > 0 ? ('met' as const) : ('caution' as const), what: `used within ${presentDays} days`, seen: `${recent}`}]),
		{sign: pending > 0 ? 'caution' : 'met', what: 'pending', seen: `${pending}`},
	],
});
