import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, machine} from '../../case-builders/connect-machines.ts';
import {connectAutoUpgrade} from './connect-auto-upgrade.ts';

export default casesFor(connectAutoUpgrade, {
	'it is switched on': {given: aroundMachines(machine()), then: 'met', says: 'upgrades itself'},
	'it is switched off': {given: aroundMachines(machine({autoUpgrade: 'Disabled'})), then: 'caution', remedy: 'watch-the-versions'},
	'it is suspended': {given: aroundMachines(machine({autoUpgrade: 'Suspended'})), then: 'caution', remedy: 'see-why-it-is-suspended'},
	'nobody could tell': {given: aroundMachines(machine({autoUpgrade: null})), then: 'inconclusive', remedy: 'bring-connect-evidence'},
});
