import {clockTolerance, spanOf, takenWords} from './age.ts';
import type {Source, UnobservedReason} from './answer.ts';
import type {Exhibit, Finding} from './finding.ts';
import {capital} from './outline.ts';

/** What a check shows: the outcome of its finding, or that nobody has looked yet. */
export type Look = Exhibit['sign'] | 'not-looked';

/** Every look, worst first, as lists and counts are ordered. */
export const looks = ['unmet', 'unobserved', 'caution', 'met', 'not-applicable', 'not-looked'] as const satisfies readonly Look[];

/** The look of a finding; undefined is not looked at yet. */
export const lookOf = (finding: Finding | undefined): Look =>
	finding === undefined ? 'not-looked' : finding.kind === 'unobserved' ? 'unobserved' : finding.verdict.outcome;

/** Whether nothing has to be done about it: met, or not applicable. What a gate lets pass is decided elsewhere, and asks more. */
export const isGood = (look: Look): boolean => look === 'met' || look === 'not-applicable';

const words: Readonly<Record<Look, string>> = {
	met: 'met',
	caution: 'caution',
	unmet: 'not met',
	unobserved: 'not seen',
	'not-applicable': 'does not apply',
	'not-looked': 'not looked',
};

/** The one word for an outcome, the same on every screen, in plain mode, in `check` and in reports. */
export const outcomeWord = (look: Look): string => words[look];

/** Which signs a terminal can show: all of them, those of the classic console's fonts, or ASCII. */
export type SignSet = 'full' | 'classic' | 'ascii';

const signs: Readonly<Record<SignSet, Readonly<Record<Look, string>>>> = {
	full: {met: '✓', caution: '!', unmet: '✗', unobserved: '?', 'not-applicable': '–', 'not-looked': '·'},
	classic: {met: '√', caution: '!', unmet: '×', unobserved: '?', 'not-applicable': '–', 'not-looked': '·'},
	ascii: {met: '+', caution: '!', unmet: 'x', unobserved: '?', 'not-applicable': '-', 'not-looked': '.'},
};

/** The sign that stands before the word: always one column wide, never alone. */
export const signOf = (look: Look, set: SignSet = 'full'): string => signs[set][look];

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/** A day as people write it, `22 Nov 2026`, in the zone of this computer. */
export const dayOf = (at: string): string => {
	const date = new Date(at);
	return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`;
};

/** A time of day, `09:31`, in the zone of this computer. */
export const timeOf = (at: string): string => `${two(new Date(at).getHours())}:${two(new Date(at).getMinutes())}`;

/** A time as people write it, `22 Nov 2026, 09:31`, in the zone of this computer. */
export const momentWords = (at: string): string => `${dayOf(at)}, ${timeOf(at)}`;

/** The offset of this computer's clock from UTC at a moment, `UTC` or `UTC+01:00`. */
const zoneAt = (at: string): string => {
	const minutes = -new Date(at).getTimezoneOffset();
	const off = Math.abs(minutes);
	return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(off / 60))}:${two(off % 60)}`;
};

/** A time as a document says it, which is read in other zones: `22 Nov 2026, 09:31 UTC+01:00`. */
export const zonedMomentWords = (at: string): string => `${momentWords(at)} ${zoneAt(at)}`;

/** So many checks of one look, `1 does not apply`, `2 do not apply`. */
export const countedLook = (count: number, look: Look): string =>
	`${count} ${count !== 1 && look === 'not-applicable' ? 'do not apply' : words[look]}`;

const minute = 60_000;
const day = 24 * 60 * minute;
const elapsed = (at: string, now: string) => new Date(now).getTime() - new Date(at).getTime();

/** How long ago something was: `just now`, `2 min ago`, `3 h ago`, `yesterday 17:42`, then the date; `3 h ahead of this clock` for what has not come yet. */
export const ageOf = (at: string | null, now: string): string => {
	if (at === null) {
		return 'at an unknown time';
	}

	const gone = elapsed(at, now);
	if (gone < -clockTolerance) {
		return `${spanOf(gone)} ahead of this clock`;
	}

	if (gone < minute) {
		return 'just now';
	}

	if (gone < 60 * minute) {
		return `${Math.floor(gone / minute)} min ago`;
	}

	const midnight = new Date(now).setHours(0, 0, 0, 0);
	if (new Date(at).getTime() >= midnight) {
		return `${Math.floor(gone / (60 * minute))} h ago`;
	}

	// A clock change makes a day 23 or 25 hours long, so the calendar says what yesterday is.
	const yesterday = new Date(midnight);
	yesterday.setDate(yesterday.getDate() - 1);
	return new Date(at).getTime() >= yesterday.getTime() ? `yesterday ${timeOf(at)}` : dayOf(at);
};

/** Whole days between two times. */
export const daysBetween = (at: string, now: string): number => Math.floor(elapsed(at, now) / day);

/** Said beside anything older than a day, `12 days old`; null for what is younger. */
export const oldness = (at: string | null, now: string): string | null => {
	const days = at === null ? 0 : daysBetween(at, now);
	return days < 1 ? null : days === 1 ? '1 day old' : `${days} days old`;
};

/** A duration in seconds or minutes, `15 s`, `2 min 5 s`; given in milliseconds. */
export const durationOf = (took: number): string => {
	const seconds = Math.round(took / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Where an answer came from, `live, DC01`. */
export const sourceWords = (source: Source, from: string): string => {
	switch (source) {
		case 'live':
			return from === '' ? 'live' : `live, ${from}`;
		case 'carried':
			return from === '' ? 'carried' : `carried from ${from}`;
		case 'exported':
			return from === '' ? 'exported' : `exported, ${from}`;
		case 'attested':
			return from === '' ? 'stated' : `stated by ${from}`;
		case 'practice':
			return 'practice';
	}
};

/** Age and source of a finding in one phrase: `seen 2 min ago, live, DC01`, `stated 22 Nov 2026 by Hana Novak`. */
export const seenWords = (finding: Finding, now: string): string => {
	if (finding.kind === 'unobserved') {
		// Nothing came back, so it has no source: who was asked stands in its reason.
		return `looked ${ageOf(finding.at, now)}`;
	}

	const {takenAt, source, from} = finding;
	if (source === 'attested') {
		return `stated ${dayOf(takenAt ?? finding.at)}${from === '' ? '' : ` by ${from}`}`;
	}

	const old = oldness(takenAt, now);
	return `seen ${ageOf(takenAt, now)}${old === null ? '' : `, ${old}`}, ${sourceWords(source, from)}`;
};

const reasons: Readonly<Record<UnobservedReason, string>> = {
	'no-runner': 'nothing on this computer can ask this',
	elsewhere: 'this must be asked on another computer',
	'not-signed-in': 'you are not signed in to Entra ID',
	'access-denied': 'access denied',
	unreachable: 'nothing answered',
	blocked: 'a policy or antivirus here stops the script',
	'timed-out': 'no answer in time',
	cancelled: 'you stopped it',
	throttled: 'Graph asks to wait',
	malformed: 'the answer could not be understood',
	stale: 'this was taken too long ago',
	contradicted: 'two witnesses say different things',
	empty: 'there is nothing to judge',
	inconclusive: 'what was read decides nothing',
	foreign: 'this comes from another forest or tenant',
	incomplete: 'a part of what was read is missing',
	'not-answered': 'a person has to answer first',
	clock: 'the clock of this computer, or of where this comes from, is wrong',
};

/** Why something was not seen, in a phrase; with a detail, what was tried and what came back follows it. */
export const reasonPhrase = (reason: UnobservedReason, detail = ''): string =>
	detail === '' ? reasons[reason] : `${reasons[reason]}: ${detail.replace(/[.]$/, '')}`;

const mostBrought = 3;

/** Where and when what a finding rests on was taken, as far as it was not asked just now and `why` does not say it: a sentence for each, or none. */
const broughtWords = (finding: Finding, why: string): readonly string[] => {
	const {at, restsOn, source, from = ''} = finding;
	const pieces =
		restsOn ?? (source === undefined || finding.kind === 'unobserved' ? [] : [{source, from, takenAt: finding.takenAt, used: true}]);
	const brought = pieces.filter(
		piece => piece.used && (piece.source === 'carried' || piece.source === 'exported') && !why.includes(takenWords(piece.takenAt, at)),
	);
	const said = [
		...new Set(
			brought.map(piece => {
				const words = sourceWords(piece.source, piece.from);
				return `${capital(words)}, ${takenWords(piece.takenAt, at)}.`;
			}),
		),
	];
	return said.length <= mostBrought ? said : [...said.slice(0, mostBrought), `And ${said.length - mostBrought} more.`];
};

/** What a finding says: why it was judged so, or why it was not seen; and of what was not asked just now where it is from and how old it was. */
export const becauseOf = (finding: Finding): string => {
	const why = finding.kind === 'judged' ? finding.verdict.because : finding.detail || reasonPhrase(finding.reason);
	return [why, ...broughtWords(finding, why)].join(' ');
};

/** The heading of the check's page that says what to do; null where a finding names none. */
export const remedyOf = (finding: Finding | undefined): string | null => {
	if (finding === undefined) {
		return null;
	}

	return finding.kind === 'unobserved' ? (finding.remedy ?? null) : 'remedy' in finding.verdict ? finding.verdict.remedy : null;
};

/** What an exhibit says beside its name: a sentence that begins with the name again loses it. */
export const seenBeside = ({what, seen}: Exhibit): string => (seen.startsWith(`${what}: `) ? seen.slice(what.length + 2) : seen);

/** The lines of evidence that add something to a finding's own sentence; a single one that only says it again is left out. */
export const exhibitsBeside = (finding: Finding | undefined): readonly Exhibit[] => {
	const exhibits = finding?.exhibits ?? [];
	const [only] = exhibits;
	return finding !== undefined && exhibits.length === 1 && only !== undefined && becauseOf(finding).includes(only.seen) ? [] : exhibits;
};
