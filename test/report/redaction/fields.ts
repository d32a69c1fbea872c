import {tellTexts} from '../../../src/guide/text-kind.ts';
import {anyToken} from '../../../src/report/redaction/tokens.ts';
import {type ReportDocument, reportDocumentSchema} from '../../../src/report/report-schema.ts';

/** Every text of a report: `names` may hold a name, and `own` is this program's and the guide's alone. */
export const texts: Readonly<Record<'names' | 'own', readonly string[]>> = {
	names: [
		...['environment.name', 'environment.forests', 'environment.tenant', 'environment.scopeGroup', 'seal.session', 'mark'],
		...['environment.machines.names', 'gates.because', 'reads.from', 'reads.collector', 'reads.what'],
		...['next.actions.title', 'next.actions.whatToDo', 'next.actions.steps.who', 'next.actions.steps.words.text'],
		...['next.actions.steps.commands.who', 'next.actions.steps.commands.lines'],
		...['steps.findings.because', 'steps.findings.source', 'steps.findings.exhibits.what', 'steps.findings.exhibits.seen'],
		...['steps.findings.remedy.whatToDo', 'steps.findings.remedy.commands.who', 'steps.findings.remedy.commands.lines'],
		...['steps.findings.remedy.steps.who', 'steps.findings.remedy.steps.words.text'],
		...['steps.findings.remedy.steps.commands.who', 'steps.findings.remedy.steps.commands.lines'],
		...['statements.statement', 'statements.question', 'statements.by', 'statements.reason'],
		...['changed.outcomes.because', 'changed.answers.statement', 'changed.answers.question', 'changed.answers.was', 'changed.answers.is'],
		...['changed.scope.was', 'changed.scope.is'],
	],
	own: [
		...['tool', 'guide.id', 'guide.title', 'seal.head', 'gates.id', 'gates.name', 'gates.check'],
		...['environment.machines.place', 'next.actions.place', 'next.actions.steps.mark', 'steps.findings.remedy.steps.mark'],
		...['next.who', 'next.actions.howLong', 'next.actions.checks.check', 'next.actions.checks.number', 'next.actions.checks.gate'],
		...['steps.id', 'steps.title', 'steps.findings.check', 'steps.findings.number', 'steps.findings.question', 'steps.findings.reason'],
		...['steps.findings.wayToSee', 'steps.findings.takenAt', 'steps.findings.remedy.id', 'steps.findings.remedy.who'],
		...['steps.findings.remedy.howLong', 'steps.findings.remedy.why', 'reads.source', 'reads.takenAt'],
		...['changed.outcomes.check', 'changed.outcomes.number', 'changed.outcomes.question', 'changed.aged.check', 'changed.aged.number'],
		...['changed.aged.question', 'changed.aged.takenAt', 'changed.counts.check', 'changed.counts.number', 'changed.counts.question'],
		...['changed.counts.what', 'changed.scope.what', 'notLookedAt.id', 'notLookedAt.text', 'notLookedAt.because'],
	],
};

/** The texts of a report that are of one kind, each with where it stands. */
export const textsOf = (report: ReportDocument, kind: 'names' | 'own'): readonly (readonly [where: string, text: string])[] => {
	const found: (readonly [string, string])[] = [];
	tellTexts(reportDocumentSchema, report, (text, members) => {
		const where = members.join('.');
		if (texts[kind].includes(where)) {
			found.push([where, text]);
		}
	});
	return found;
};

/** Texts of `names` that are the guide's but for what they are filled with. */
const filled = new Set([
	...['reads.collector', 'reads.what', 'statements.question', 'changed.answers.question', 'next.actions.whatToDo'],
	...['steps.findings.remedy.whatToDo', 'steps.findings.remedy.commands.lines', 'steps.findings.remedy.commands.who'],
	...['title', 'steps.who', 'steps.words.text', 'steps.commands.who', 'steps.commands.lines'].map(each => `next.actions.${each}`),
	...['who', 'words.text', 'commands.who', 'commands.lines'].map(each => `steps.findings.remedy.steps.${each}`),
]);

/** The texts of a report without names in which one of some names stands as a whole word, at most five; and so does the name of a computer alone, or of a person. */
export const namesLeft = (
	report: ReportDocument,
	without: ReportDocument,
	names: readonly string[],
): readonly (readonly [string, string])[] => {
	const whole = names.filter(name => /[\p{L}\p{N}]/u.test(name));
	const labels = whole.flatMap(name => /^[^@\\\s]+(?=@)|^[^.@\\\s]+(?=[.][^@]*$)|(?<=\\).+$/.exec(name)?.[0] ?? []);
	const escaped = [...new Set([...whole, ...labels])].map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
	if (escaped.length === 0) {
		return [];
	}

	const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
	// Why something was not seen is our own where no computer said a word.
	const own = new Set(textsOf(report, 'own').map(([, text]) => text));
	return textsOf(without, 'names')
		.filter(([where, text]) => !filled.has(where) && !own.has(text) && any.test(text.replace(anyToken, '').replace(/whfb-seal.*/, '')))
		.slice(0, 5);
};
