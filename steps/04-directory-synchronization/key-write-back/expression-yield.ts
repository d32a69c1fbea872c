import {foldAscii, isSameName} from '../../identity.ts';
import {type Expression, parseExpression} from './expression.ts';
import {calls, canonical, isAllowed, isConstant, isLiteral, isTruth} from './expression-form.ts';
import {added, isNumber, isSame, number, type Sum, sumOf} from './expression-sum.ts';
import {knownExpressions} from './known-expressions.ts';

/**
 * What a flow's expression puts into its destination, told from its form alone (W51).
 * `whole`: the source, uncut, whenever it is there. `nothing`: NULL or IgnoreThisFlow, so that the next rule speaks. `stop`: AuthoritativeNull or a
 * constant. `never`: no value of the source in any case, and which of the two before depends. `unclear`: anything else.
 */
export type Yield = 'whole' | 'nothing' | 'stop' | 'never' | 'unclear';

/** What may come out in one state of the source. `empty` is a text without characters, which nobody documents; `skip` is IgnoreThisFlow. */
type Outcome = 'null' | 'empty' | 'skip' | 'fixed' | 'stop' | 'whole' | 'unknown';
type Outcomes = ReadonlySet<Outcome>;

/** The source is absent; it is there with version 0, the one that Microsoft's form of 2016 takes; or with another version. */
type State = 'absent' | 'version-0' | 'other-version';

type Truth = boolean | null;

/** A part of a joined value. `cut`: bytes of the source from `start` on, `length` of them, or to the end. */
type Piece =
	| {readonly is: 'nothing'}
	| {readonly is: 'filler'}
	| {readonly is: 'other'}
	| {readonly is: 'cut'; readonly start: Sum; readonly length: Sum | 'to-the-end'};

const one = (outcome: Outcome): Outcomes => new Set([outcome]);
const all = (...some: readonly Outcomes[]): Outcomes => new Set(some.flatMap(each => [...each]));

const isEqual = (a: Truth, b: Truth): Truth => (a === null || b === null ? null : a === b);

/** What a form says of one source attribute. `source` null: no attribute is the wanted one. */
const weigh = (whole: Expression, source: string | null, mayReencode: boolean) => {
	const isSource = (expression: Expression) => expression.kind === 'attribute' && source !== null && isSameName(expression.name, source);
	const readsSource = (sum: Sum) =>
		[...sum.terms.keys()].every(term =>
			[...term.matchAll(/\[([^\]]*)\]/g)].every(([, name]) => source !== null && isSameName(name, source)),
		);
	const isLength = (sum: Sum) =>
		readsSource(sum) &&
		(sum.terms.get(`len([${foldAscii(source ?? '')}])`) ?? 0) >= 1 &&
		sum.constant >= 0 &&
		[...sum.terms.values()].every(count => count > 0);

	/** A cut of the source, or null where the expression is none. */
	const cutOf = (expression: Expression): Extract<Piece, {is: 'cut'}> | null => {
		if (isSource(expression)) {
			return {is: 'cut', start: number(1), length: 'to-the-end'};
		}

		const mid = calls(expression, 'Mid', 3);
		const left = calls(expression, 'Left', 2);
		const right = calls(expression, 'Right', 2);
		const [of] = mid ?? left ?? right ?? [];
		const start = mid?.[1] === undefined ? number(1) : sumOf(mid[1]);
		const given = mid?.[2] ?? left?.[1] ?? right?.[1];
		const length = given === undefined ? null : sumOf(given);
		if (of === undefined || !isSource(of) || start === null || length === null) {
			return null;
		}

		if (isNumber(length, 0)) {
			return {is: 'cut', start, length};
		}

		// A negative length, or one that another attribute decides, is a cut that nobody can measure.
		if (!readsSource(start) || !readsSource(length) || length.constant < 0 || start.constant < 1) {
			return null;
		}

		// The right end of a text is its whole only where all of it is taken.
		return right !== null
			? isLength(length)
				? {is: 'cut', start: number(1), length: 'to-the-end'}
				: null
			: {is: 'cut', start, length: isLength(length) ? 'to-the-end' : length};
	};

	/** The first byte of the source as a number: the only test of a version that any known form makes. */
	const isVersion = (expression: Expression): boolean => {
		const cut = calls(expression, 'CNum', 1)?.map(cutOf)[0];
		return cut?.is === 'cut' && cut.length !== 'to-the-end' && isNumber(cut.start, 1) && isNumber(cut.length, 1);
	};

	const isAbsent = (expression: Expression, state: State): Truth => {
		const values = [...valueOf(expression, state)];
		return values.every(value => value === 'null')
			? true
			: values.some(value => value === 'null' || value === 'unknown' || value === 'skip' || value === 'stop')
				? null
				: false;
	};

	const compared = (left: Expression, right: Expression, state: State): Truth => {
		if (left.kind === 'number' && right.kind === 'number') {
			return left.value === right.value;
		}

		if (left.kind === 'text' && right.kind === 'text') {
			return left.value === right.value ? true : isSameName(left.value, right.value) ? null : false;
		}

		const [version, value] = isVersion(left) ? [left, right] : [right, left];
		if (!isVersion(version) || value.kind !== 'number' || state === 'absent') {
			return null;
		}

		// A byte is no more than 255, so such a test can only fail.
		if (value.value > 255) {
			return false;
		}

		return value.value === 0 ? state === 'version-0' : state === 'version-0' ? false : null;
	};

	const truthOf = (expression: Expression, state: State): Truth => {
		if (isTruth(expression)) {
			return isLiteral(expression, 'True');
		}

		const [isNull] = calls(expression, 'IsNull', 1) ?? [];
		const [isNullOrEmpty] = calls(expression, 'IsNullOrEmpty', 1) ?? [];
		const [isPresent] = calls(expression, 'IsPresent', 1) ?? [];
		if (isNullOrEmpty?.kind === 'text' && isNullOrEmpty.value === '') {
			return true;
		}

		const asked = isNull ?? isNullOrEmpty ?? isPresent;
		if (asked !== undefined) {
			const absent = isAbsent(asked, state);
			return absent === null ? null : isPresent === undefined ? absent : !absent;
		}

		if (expression.kind !== 'operator' || (expression.sign !== '=' && expression.sign !== '<>')) {
			return null;
		}

		const [left, right] = [expression.left, expression.right];
		const test = isTruth(right) ? left : isTruth(left) ? right : null;
		const equal =
			test === null ? compared(left, right, state) : isEqual(truthOf(test, state), truthOf(test === left ? right : left, state));
		return equal === null ? null : expression.sign === '=' ? equal : !equal;
	};

	const pieceOf = (expression: Expression): readonly Piece[] => {
		if (expression.kind === 'operator' && expression.sign === '&') {
			return [...pieceOf(expression.left), ...pieceOf(expression.right)];
		}

		const cut = cutOf(expression);
		if (cut !== null) {
			return [cut.length !== 'to-the-end' && isNumber(cut.length, 0) ? {is: 'nothing'} : cut];
		}

		if (expression.kind === 'text') {
			return [expression.value === '' ? {is: 'nothing'} : {is: 'other'}];
		}

		// Bytes that a form computes beside the key: a length, a number, a thumbprint.
		const isComputed = calls(expression, 'CBin', 2) !== null || calls(expression, 'Thumbprint', 1) !== null;
		return [mayReencode && isComputed ? {is: 'filler'} : {is: 'other'}];
	};

	/** Whether cuts one behind the other are the source from its first byte to its last. */
	const isWhole = (pieces: readonly Piece[]): boolean => {
		let next: Sum | 'end' = number(1);
		for (const piece of pieces) {
			if (piece.is === 'other') {
				return false;
			}

			if (piece.is === 'cut') {
				if (next === 'end' || !isSame(piece.start, next)) {
					return false;
				}

				next = piece.length === 'to-the-end' ? 'end' : added(piece.start, piece.length, 1);
			}
		}

		return next === 'end';
	};

	const joined = (expression: Expression, state: State): Outcomes => {
		const pieces = pieceOf(expression);
		if (pieces.every(({is}) => is === 'nothing')) {
			return one('empty');
		}

		if (isWhole(pieces)) {
			// Without the source only what is computed beside it would be written.
			return one(state !== 'absent' ? 'whole' : pieces.some(({is}) => is === 'filler') ? 'unknown' : 'null');
		}

		return one(isConstant(expression) ? 'fixed' : 'unknown');
	};

	const valueOf = (expression: Expression, state: State): Outcomes => {
		const [test, then, otherwise] = calls(expression, 'IIF', 3) ?? [];
		if (test !== undefined && then !== undefined && otherwise !== undefined) {
			const truth = truthOf(test, state);
			return truth === null ? all(valueOf(then, state), valueOf(otherwise, state)) : valueOf(truth ? then : otherwise, state);
		}

		if (isLiteral(expression, 'NULL')) {
			return one('null');
		}

		if (isLiteral(expression, 'IgnoreThisFlow')) {
			return one('skip');
		}

		return isLiteral(expression, 'AuthoritativeNull') ? one('stop') : joined(expression, state);
	};

	return (state: State) => valueOf(whole, state);
};

const isOnly = (outcomes: Outcomes, ...allowed: readonly Outcome[]) => [...outcomes].every(outcome => allowed.includes(outcome));

/**
 * What an expression yields of `source`, or of no attribute at all where it is null.
 * `mayTestVersion`: for a key whose version is not 0 it may give NULL, and it may add bytes that it computes, as Microsoft's form of 2016 does on the way in.
 */
export const yieldOf = (text: string, source: string | null, mayTestVersion: boolean): Yield => {
	const parsed = parseExpression(text);
	if (parsed === null || !isAllowed(parsed, 'leaf')) {
		return 'unclear';
	}

	const outcomesIn = weigh(parsed, source, mayTestVersion);
	const [absent, version0, otherVersion] = [outcomesIn('absent'), outcomesIn('version-0'), outcomesIn('other-version')];
	const every = all(absent, version0, otherVersion);
	if (isOnly(every, 'null', 'skip')) {
		return 'nothing';
	}

	if (
		isOnly(version0, 'whole') &&
		isOnly(otherVersion, 'whole', ...(mayTestVersion ? (['null'] as const) : [])) &&
		isOnly(absent, 'null')
	) {
		return 'whole';
	}

	if (isOnly(every, 'stop', 'fixed')) {
		return 'stop';
	}

	return isOnly(every, 'null', 'skip', 'empty', 'stop', 'fixed') ? 'never' : 'unclear';
};

const known = knownExpressions.map(({destination, text}) => ({destination, form: parseExpression(text)}));

/** Whether an expression is, but for spaces and capitals, one that Connect has shipped for this destination. */
export const isKnownExpression = (destination: string, text: string): boolean => {
	const form = parseExpression(text);
	return (
		form !== null &&
		known.some(one => one.form !== null && isSameName(one.destination, destination) && canonical(one.form) === canonical(form))
	);
};
