import {guide} from '../../steps/guide.ts';
import {doctorLines, networkLines} from '../app/doctor.ts';
import {storageLines} from '../app/storage.ts';
import {howProgramsEnd} from '../child-processes/how-they-end.ts';
import {print} from '../output.ts';
import {wrappedHere as wrapped} from '../report/wrapped.ts';
import {emptySession} from '../session/session.ts';
import {environmentIn, noMoreWords, storeOf, typed} from './options.ts';

/** `whfb doctor`. */
export const doctor = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'doctor');
	noMoreWords('doctor', asked.words, 0);
	const environment = {...emptySession.environment, ...environmentIn(asked, process.env)};
	const [here, network] = await Promise.all([doctorLines(guide, environment, process.env), networkLines(environment, process.env)]);
	const lines = [...here, howProgramsEnd(), ...storageLines(storeOf(asked).folder, process.env), ...network];
	await print(`${lines.flatMap(line => wrapped(line, '', 0)).join('\n')}\n`);
	return 0;
};
