import {built, newHome} from '../journeys/built.ts';
import {terminal} from '../journeys/terminal.ts';
import {enterUntil} from '../journeys/walking.ts';
import {svgOf} from './svg.ts';

/** Where the picture stands that README shows. */
export const pictureFile = 'pictures/wizard.svg';

/** Draws what the built program shows of step 4 where Connect came before the schema. The clock alone is another one. */
export const drawWizard = async (): Promise<string> => {
	await built();
	const home = newHome();
	const person = terminal({home, args: ['--practice', 'connect-before-schema']});
	try {
		await person.until(/1 of 7/);
		await enterUntil(person, /✗ 4\.\d+ +Does every AD connector write the key back/);
		// The remark of the look goes by itself, and the keys stand in its place.
		await person.until(/q leave/, 20_000);
		const {calm, cells, press, exit} = person;
		await calm();
		const picture = svgOf(cells(), 'whfb at step 4: one check is not met, with what to do about it');
		await press('q');
		await exit();
		return picture.replace(/saved \d\d:\d\d/g, 'saved 09:31');
	} finally {
		person.kill('SIGKILL');
		home.remove();
	}
};
