import {caution, declined, met, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {isSameName} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {type DeviceSettings, deviceSettings as settings} from './device-settings.facts.ts';

const words = {all: 'everybody', some: 'some users', none: 'nobody'} as const;

/** That it stops hybrid join no page says, and none says that it does not: a caution. */
const judgeRegistration = ({mayRegister, isRegistrationOpen}: DeviceSettings): Verdict => {
	switch (mayRegister) {
		case null:
			return declined('inconclusive', 'look-again', 'The tenant does not say who may register devices.');
		case 'none':
			return caution('let-devices-register', 'Nobody may register devices in the tenant.');
		case 'some':
			return caution(
				'let-devices-register',
				'Some users only may register devices in the tenant. Whether those in scope are among them was not seen.',
			);
		default:
			return met(`Everybody may register devices${isRegistrationOpen === false ? ', which MDM has set' : ''}.`);
	}
};

/** https://learn.microsoft.com/entra/identity/devices/manage-device-identities: Microsoft recommends Conditional Access for it. */
const judgeFactor = ({secondFactor}: DeviceSettings): Verdict =>
	secondFactor === null
		? declined('inconclusive', 'look-again', 'The tenant does not say whether a second factor is asked for when a device registers.')
		: isSameName(secondFactor, 'required')
			? caution('ask-with-conditional-access', 'The device settings ask for a second factor whenever a device registers or joins.')
			: isSameName(secondFactor, 'notRequired')
				? met('The device settings themselves ask for no second factor.')
				: declined('inconclusive', 'look-again', `The tenant says of the second factor "${secondFactor}", which is not known here.`);

export const deviceSettings = defineCheckOver({
	id: 'device-settings',
	question: "Do the tenant's device settings let devices register?",
	needs: {settings},
	partsOf: ({settings: read}) => [
		{name: 'registering', verdict: judgeRegistration(read)},
		{name: 'second factor', verdict: judgeFactor(read)},
		// It does not count for computers of the domain, and is shown beside the others.
		{
			name: 'joining Entra ID alone',
			verdict: met(
				`Joining Entra ID alone is open to ${read.mayJoin === null ? 'whom, is not said' : words[read.mayJoin]}; hybrid join does not ask it.`,
			),
		},
	],
	judge: parts => worstFirst(parts.slice(0, 2)),
});
