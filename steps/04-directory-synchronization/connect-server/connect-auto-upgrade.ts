import {caution, met} from '../../../src/guide/finding.ts';
import {defineCheckOverMachines, unread} from './machines.ts';

/** Whether Connect keeps itself above the floor. Only express installations can; for the others a caution says who has to (SOURCES.md: automatic-upgrade). */
export const connectAutoUpgrade = defineCheckOverMachines({
	id: 'connect-auto-upgrade',
	question: 'Does each Connect server upgrade itself?',
	judge: machine => {
		const {computer, autoUpgrade} = machine;
		switch (autoUpgrade) {
			case 'Enabled':
				return met(`${computer} upgrades itself.`);
			case 'Disabled':
				return caution(
					'watch-the-versions',
					`Automatic upgrade is switched off on ${computer}: somebody has to upgrade it before a floor passes it.`,
				);
			case 'Suspended':
				return caution(
					'see-why-it-is-suspended',
					`Automatic upgrade is suspended on ${computer}: Connect itself found that it is not eligible now.`,
				);
			default:
				return unread(machine, `Whether ${computer} upgrades itself was not said.`);
		}
	},
});
