import {guide} from '../../steps/guide.ts';
import {writeCollector} from '../app/write-collector.ts';
import {CannotStart} from '../cannot-start.ts';
import {print} from '../output.ts';
import {noMoreWords, oneOf, text, typed} from './options.ts';

/** `whfb collector --place PLACE --out FILE.ps1 [--one-line]`. */
export const collector = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'collector');
	noMoreWords('collector', asked.words, 0);
	const places = guide.outline.places.map(({id}) => id);
	const place = oneOf(asked, 'place', places);
	const out = text(asked, 'out');
	if (place === null || out === null) {
		throw new CannotStart(`whfb collector needs --place (${places.join(', ')}) and --out FILE.ps1.`);
	}

	await print(`${writeCollector(guide, place, out, {oneLine: asked.values['one-line'] === true})}\n`);
	return 0;
};
