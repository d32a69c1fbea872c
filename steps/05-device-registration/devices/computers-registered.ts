import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {grouped} from '../../../src/guide/plain-order.ts';
import {isWholeList} from '../../../src/guide/whole-list.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted, listed} from '../../directory.ts';
import {worstFirst} from '../../worst-first.ts';
import {type ComputersAndDevices, computersAndDevices} from './computers-and-devices.facts.ts';

type Forest = Extract<ComputersAndDevices['forests'][number], {silent: null}>;

const sum = (forest: Forest, what: 'registered' | 'quiet' | 'pending' | 'absent' | 'unread' | 'old' | 'undated') =>
	forest.domains.reduce((total, domain) => total + domain[what], 0);

const lacking = ({domains}: Forest): string => {
	const [absent, pending] = [domains.flatMap(({absentNames}) => absentNames), domains.flatMap(({pendingNames}) => pendingNames)];
	return [
		...(absent.length === 0 ? [] : [` Missing: ${listed(absent, 3)}.`]),
		...(pending.length === 0 ? [] : [` Pending: ${listed(pending, 3)}.`]),
	].join('');
};

const judgeForest = (forest: Forest, {deviceList, since}: ComputersAndDevices): Verdict => {
	const [registered, quiet, pending, absent, unread] = (['registered', 'quiet', 'pending', 'absent', 'unread'] as const).map(what =>
		sum(forest, what),
	);
	const [old, undated] = [sum(forest, 'old'), sum(forest, 'undated')];
	const total = (registered ?? 0) + (pending ?? 0) + (absent ?? 0) + (unread ?? 0);
	const when = since === null ? '' : ` that signed in since ${dayOf(`${since}-01`)}`;
	const clients = `${counted(total, 'Windows client')} of ${forest.forest}${when}`;
	if (total === 0) {
		return forest.incomplete.length > 0
			? declined('unreachable', 'let-it-answer', `Not every domain of ${forest.forest} was read: ${forest.incomplete.join('; ')}`)
			: undated > 0
				? declined(
						'inconclusive',
						'let-it-answer',
						`${counted(undated, 'Windows client')} of ${forest.forest} ${undated === 1 ? 'says' : 'say'} nothing of a last sign-in, and no other is there.`,
					)
				: notApplicable(`${forest.forest} has no Windows client${when}.`);
	}

	// Who did not come is absent only where all came.
	if ((absent ?? 0) > 0 && (deviceList === null || !isWholeList(deviceList))) {
		return declined(
			'incomplete',
			'let-it-answer',
			`${clients}: of ${counted(absent ?? 0, 'one', 'them')} no device came, and not all devices of the tenant did.`,
		);
	}

	if (unread !== undefined && unread > 0) {
		return declined('incomplete', 'let-it-answer', `${clients}: of ${unread} nobody can tell whether they are registered.`);
	}

	if (registered === 0) {
		return pending !== undefined && pending > 0
			? unmet('let-them-complete', `${clients}: none has completed, ${pending} are pending.${lacking(forest)}`)
			: unmet('join-the-first-of-the-forest', `${clients}: none is in the tenant.`);
	}

	if (forest.incomplete.length > 0) {
		return declined('unreachable', 'let-it-answer', `Not every domain of ${forest.forest} was read: ${forest.incomplete.join('; ')}`);
	}

	const said = `${clients}: ${registered === total ? (total === 1 ? 'it is' : 'all are') : `${grouped(registered ?? 0)} are`} registered in the tenant${old > 0 ? `, and ${counted(old, 'older one is', 'older ones are')} left out` : ''}${undated > 0 ? `, and ${counted(undated, 'computer')} without a time of a last sign-in` : ''}`;
	if ((pending ?? 0) + (absent ?? 0) > 0) {
		return caution('see-who-is-missing', `${said}.${lacking(forest)}`);
	}

	return (quiet ?? 0) * 2 > (registered ?? 0)
		? caution('see-that-they-are-used', `${said}, and of ${quiet} the device has not signed in to Entra ID since then.`)
		: met(`${said}.`);
};

export const computersRegistered = defineCheckOver({
	id: 'computers-registered',
	question: 'Is every Windows client of each forest registered in the tenant?',
	needs: {found: computersAndDevices, scope: optional(usersInScope)},
	partsOf: ({found, scope}) =>
		found.devicesSilent === null
			? partsByForest(found.forests, forest => [{name: forest.forest, verdict: judgeForest(forest, found)}], scope)
			: [
					{
						name: 'devices of the tenant',
						verdict: declined(
							found.devicesSilent.reason,
							'let-it-answer',
							`The devices of the tenant were not seen. ${found.devicesSilent.detail}`,
						),
					},
				],
	judge: parts =>
		worstFirst(parts, {nothing: notApplicable(parts.map(({verdict}) => verdict.because).join(' ') || 'There is no Windows client.')}),
});
