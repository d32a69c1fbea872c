import {type Guide, numberedChecks} from '../guide/step.ts';
import {ageOf, dayOf, oldness, reasonPhrase, signOf, sourceWords, timeOf} from '../guide/words.ts';
import {type Drawing, detail} from './check-text.ts';
import type {OneUserDocument} from './one-user.ts';
import {wrappedHere as wrapped} from './wrapped.ts';

type Part = OneUserDocument['parts'][number];

const aged = (at: string, takenAt: string | null): string => {
	const old = oldness(takenAt, at);
	return `${ageOf(takenAt, at)}${old === null ? '' : `, ${old}`}`;
};

const closing = ({exit, summary}: OneUserDocument): string => {
	const unseen = `${summary.unseen} ${summary.unseen === 1 ? 'thing was' : 'things were'} not seen`;
	switch (exit) {
		case 0:
			return 'exit 0: nothing that was looked at for this user is not met';
		case 1:
			return summary.unmet > 0
				? `exit 1: ${summary.unmet} not met, ${unseen}`
				: `exit 1: ${summary.caution} cautions, and this run is strict`;
		default:
			return `exit 3: nothing is not met, ${unseen}`;
	}
};

const partLines = (guide: Guide, {name, findings, seen, unseen, unnamed}: Part, at: string, drawing: Drawing): readonly string[] => {
	const numbers = new Map(numberedChecks(guide).map(({number, check}) => [check.id, number]));
	const sign = (look: 'met' | 'unobserved' | 'not-looked') => signOf(look, drawing.signs);
	return [
		'',
		name,
		...seen.flatMap(one => wrapped(`${one.what}: ${one.seen} (${sourceWords(one.source, one.from)}, ${aged(at, one.takenAt)})`, '  ', 4)),
		...unseen.flatMap(one => wrapped(`${sign('unobserved')} not seen, ${one.what}: ${reasonPhrase(one.reason, one.detail)}`, '  ', 4)),
		...unnamed.flatMap(one => wrapped(`${sign('not-looked')} ${one.read}: ${one.because}`, '  ', 4)),
		...findings.flatMap(({step, finding}) => detail(numbers.get(finding.check) ?? '', step, finding, drawing)),
	];
};

/** What is seen of one user, for a person to read: part by part, each with its source and age; at most 80 columns where no single word is longer. */
export const oneUserText = (guide: Guide, document: OneUserDocument, drawing: Drawing): string => {
	const {environment, user, at, parts, tool} = document;
	const dot = drawing.signs === 'ascii' ? '-' : '·';
	const name = environment.kind === 'practice' ? `PRACTICE ${environment.name}` : environment.name;
	return [
		`whfb ${tool} ${dot} ${name} ${dot} ${dayOf(at)}, ${timeOf(at)}`,
		...wrapped(`What is seen of ${user}, and of nobody else`, '', 0),
		...parts.flatMap(part => partLines(guide, part, at, drawing)),
		'',
		closing(document),
		'',
	].join('\n');
};

/** The same for a screen, which breaks lines by itself: each statement is one line, and its signs are such as every terminal has. */
export const oneUserLines = (guide: Guide, document: OneUserDocument): string =>
	oneUserText(guide, document, {signs: 'ascii', colour: false}).replace(/\n {4,}(?=\S)/g, ' ');
