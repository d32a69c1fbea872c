import {checkNamed} from '../guide/checks.ts';
import type {RoleOutline} from '../guide/outline.ts';
import type {Guide} from '../guide/step.ts';
import {isGood} from '../guide/words.ts';
import {placeNamed} from './carry.ts';
import type {Action} from './next.ts';
import {isToldBy, provedBy} from './proved-by.ts';
import type {RemedyStep, StepCommand} from './remedy-steps.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';
import type {Doing} from './request.ts';

/** A check that something is asked for: what was seen of it, and of its objects those that do not hold. */
export type AskedCheck = {
	readonly check: string;
	readonly number: string;
	readonly question: string;
	readonly seen: string;
	readonly objects: readonly string[];
};

/** One thing that is asked of somebody. Texts are safe to show. */
export type Ask = Doing & {
	readonly title: string;
	/** `file`: one run on a machine of the role, which lets be seen or proves everything that only this machine knows. */
	readonly kind: Action['kind'];
	readonly checks: readonly AskedCheck[];
	/** The gate that stays shut until it is done; null where none does. */
	readonly gate: string | null;
	/** What somebody else has to do before, a sentence each. */
	readonly after: readonly string[];
};

/** What a page for a role is made from. `hasFile`: a file is asked for on it anyway, from the role's own machine. */
export type Asking = {
	readonly guide: Guide;
	readonly report: ReportDocument;
	readonly role: RoleOutline;
	readonly findings: ReadonlyMap<string, ReportedFinding>;
	readonly hasFile: boolean;
};

/** Something to be done, with who does it. */
export type OfWho = Action & {readonly who: string};

const most = 12;

/** A check as it stands on a page. */
export const askedCheck = ({check, number, question, because, exhibits}: ReportedFinding): AskedCheck => {
	const bad = exhibits.filter(({sign, what}) => !isGood(sign) && !because.includes(what));
	const objects = bad.map(({what, seen}) => (seen.includes(what) ? seen : `${what}: ${seen}`));
	return {
		check,
		number,
		question,
		seen: because,
		objects: objects.length > most ? [...objects.slice(0, most), `And ${objects.length - most} more.`] : objects,
	};
};

/** The checks of an action as the report has them. */
export const checksIn = ({findings}: Pick<Asking, 'findings'>, {checks}: Action): readonly ReportedFinding[] =>
	checks.flatMap(({check}) => findings.get(check) ?? []);

/** Whether the file from the role's own machine proves a check: it is about that machine, or the file is asked for anyway and speaks of it. */
export const isProvedByOwn = ({guide, role, hasFile}: Asking, id: string): boolean => {
	const {check} = checkNamed(guide, id);
	const proof = provedBy(check);
	return role.place !== undefined && ((proof.by === 'file' && proof.place === role.place) || (hasFile && isToldBy(check, role.place)));
};

/** How what a role does is proved. One run of a script proves all that is asked of one machine, so it is asked for once, last. */
const proofOf = (asking: Asking, checks: readonly ReportedFinding[]): string => {
	const {guide, report} = asking;
	const own = checks.filter(({check}) => isProvedByOwn(asking, check));
	const others = checks.filter(one => !own.includes(one)).map(({check}) => provedBy(checkNamed(guide, check).check));
	const places = [
		...new Set(others.flatMap(proof => (proof.by === 'file' ? [placeNamed(guide.outline, proof.place, report.environment.machines)] : []))),
	];
	return [
		...(own.length === 0 ? [] : ['The file that is asked for at the end of this page shows it.']),
		...(places.length === 0
			? []
			: [`Say that it is done; whoever runs ${places.join(' and ')} then sends a file from there. You send none.`]),
		...(others.some(({by}) => by === 'word')
			? ['Say that it is done, and by whom: it is written down in whfb with name, date and reason.']
			: []),
		...(others.some(({by}) => by === 'look') ? ['Say that it is done: whfb looks again from where it runs. No file has to be sent.'] : []),
	].join(' ');
};

/** Commands of others are no part of a page; a step of somebody else stays as words, because what it brings is waited for. */
const ownSteps = ({role}: Asking, steps: readonly RemedyStep[]): readonly RemedyStep[] =>
	steps.map(step => (step.who === null || role.who.test(step.who) ? step : {...step, commands: []}));

/** A command whose first line names another role, and not this one, is that role's. */
const ownCommands = ({guide, role}: Asking, commands: readonly StepCommand[]): readonly StepCommand[] =>
	commands.filter(({who}) => who === null || role.who.test(who) || !guide.outline.roles.some(other => other.who.test(who)));

/** The gates before a step that are shut and that others open, each once, with whom each waits for. */
const gatesBefore = ({guide, report, role}: Asking, checks: readonly ReportedFinding[]): readonly string[] => {
	const first = Math.min(...checks.map(({check}) => guide.steps.indexOf(checkNamed(guide, check).step) + 1));
	const waits = report.gates.flatMap(gate => {
		const isBefore = gate.state === 'shut' && (gate.guards === 'leave' ? first > gate.step : first >= gate.step);
		const who = report.next.find(({actions}) => actions.some(action => action.checks.some(({check}) => check === gate.check)))?.who;
		return !isBefore || checks.some(({check}) => check === gate.check) || who === undefined || role.who.test(who)
			? []
			: [{name: gate.name, threshold: `, to ${gate.guards} step ${gate.step},`, who: who.replace(/[.]$/, '')}];
	});
	return [...Map.groupBy(waits, ({name}) => name)].map(
		([name, own]) =>
			`The gate "${name}"${own.length === 1 ? own[0]?.threshold : ''} opens first. It waits for: ${[...new Set(own.map(({who}) => who))].join('; ')}.`,
	);
};

/** What an action asks of a role; null where none of its checks is in the report. */
export const askOf = (asking: Asking, action: OfWho): Ask | null => {
	const checks = checksIn(asking, action);
	const [first] = checks;
	if (first === undefined) {
		return null;
	}

	const isRemedy = action.kind === 'remedy';
	const remedy = isRemedy ? first.remedy : null;
	return {
		title: action.title,
		kind: action.kind,
		checks: checks.map(askedCheck).map(one => (isRemedy ? one : {...one, objects: []})),
		gate: action.checks.find(({gate}) => gate !== null)?.gate ?? null,
		after: isRemedy ? gatesBefore(asking, checks) : [],
		steps: ownSteps(asking, action.steps),
		commands: ownCommands(asking, remedy?.commands ?? []),
		why: remedy?.why ?? 'What nobody has seen is no pass.',
		who: action.who,
		howLong: action.howLong === '' ? 'Not known.' : action.howLong,
		proof: isRemedy ? proofOf(asking, checks) : 'whfb looks again, and says of each question above whether it holds.',
	};
};
