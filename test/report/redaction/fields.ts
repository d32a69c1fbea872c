import {tellTexts} from '../../../src/guide/text-kind.ts';
import {anyToken} from '../../../src/report/redaction/tokens.ts';
import {type ReportDocument, reportDocumentSchema} from '../../../src/report/report-schema.ts';

/** Every text of a report: `names` may hold a name, and `own` is this program's and the guide's alone. */
export const texts: Readonly<Record<'names' | 'own', readonly string[]>> = {
	names: [
		...['environment.name', 'environment.forests', 'environment.tenant', 'environment.scopeGroup', 'seal.session', 'mark'],
		...['gates.because', 'next.actions.whatToDo', 'reads.from', 'reads.collector', 'reads.what'],
		...['steps.findings.because', 'steps.findings.source', 'steps.findings.exhibits.what', 'steps.findings.exhibits.seen'],
		...['steps.findings.remedy.whatToDo', 'steps.findings.remedy.commands.who', 'steps.findings.remedy.commands.lines'],
		...['statements.statement', 'statements.question', 'statements.by', 'statements.reason'],
		...['changed.outcomes.because', 'changed.answers.statement', 'changed.answers.question', 'changed.answers.was', 'changed.answers.is'],
		...['changed.scope.was', 'changed.scope.is'],
	],
	own: [
		...['tool', 'guide.id', 'guide.title', 'seal.head', 'gates.id', 'gates.name', 'gates.check'],
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
