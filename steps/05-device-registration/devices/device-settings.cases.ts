import {casesFor} from '../../../src/guide/cases.ts';
import type {DeviceSettings} from './device-settings.facts.ts';
import {deviceSettings} from './device-settings.ts';

const given = (over: Partial<DeviceSettings> = {}) => ({
	settings: {mayRegister: 'all', isRegistrationOpen: true, mayJoin: 'all', secondFactor: 'notRequired', ...over} as DeviceSettings,
});

export default casesFor(deviceSettings, {
	'everybody may register': {given: given(), then: 'met', says: 'Everybody may register devices.'},
	'everybody may, and MDM has set it': {given: given({isRegistrationOpen: false}), then: 'met', says: 'which MDM has set'},
	'nobody may join Entra ID alone': {given: given({mayJoin: 'none'}), then: 'met'},
	'it is not said who may join': {given: given({mayJoin: null}), then: 'met'},
	'nobody may register': {given: given({mayRegister: 'none'}), then: 'caution', remedy: 'let-devices-register'},
	'some may register': {given: given({mayRegister: 'some'}), then: 'caution', says: 'was not seen', remedy: 'let-devices-register'},
	'a second factor is asked for by the settings': {
		given: given({secondFactor: 'required'}),
		then: 'caution',
		remedy: 'ask-with-conditional-access',
	},
	'it is not said who may register': {given: given({mayRegister: null}), then: 'inconclusive', remedy: 'look-again'},
	'a value of the second factor that is not known here': {
		given: given({secondFactor: 'unknownFutureValue'}),
		then: 'inconclusive',
		says: 'unknownFutureValue',
	},
	'nothing is said of a second factor': {given: given({secondFactor: null}), then: 'inconclusive', remedy: 'look-again'},
});
