/**
 * An expression of an attribute flow, parsed and never run. Connect's language for them is that of Visual Basic for Applications
 * (Microsoft Learn, "Declarative provisioning expressions"): functions, `[attributes]`, text in double quotes, numbers, and operators.
 */
export type Expression =
	| {readonly kind: 'literal'; readonly name: string}
	| {readonly kind: 'number'; readonly value: number}
	| {readonly kind: 'text'; readonly value: string}
	| {readonly kind: 'attribute'; readonly name: string}
	| {readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[]}
	| {readonly kind: 'operator'; readonly sign: Sign; readonly left: Expression; readonly right: Expression};

type Sign = '&' | '=' | '<>' | '+' | '-';

/** Longer or deeper than any flow that anybody writes; what exceeds them is not parsed. */
const longest = 10_000;
const deepest = 64;

/** From the loosest to the tightest, as in Visual Basic: comparing, joining, adding. */
const signs: readonly (readonly Sign[])[] = [['=', '<>'], ['&'], ['+', '-']];

const token =
	/\s*(?:"(?<text>(?:[^"]|"")*)"|\[(?<attribute>[^\][]+)\]|(?<number>\d{1,9})(?![\w.])|(?<word>[A-Za-z_][\w.]*)|(?<sign><>|[&=+\-(),]))/y;

type Token = {
	readonly text?: string;
	readonly attribute?: string;
	readonly number?: string;
	readonly word?: string;
	readonly sign?: string;
};

const tokensOf = (source: string): readonly Token[] | null => {
	const tokens: Token[] = [];
	token.lastIndex = 0;
	while (token.lastIndex < source.trimEnd().length) {
		const found = token.exec(source);
		if (found?.groups === undefined) {
			return null;
		}

		tokens.push(found.groups);
	}

	return tokens;
};

/** Parses an expression, whole; null for whatever is not of this language, too long or too deep. Total: it never throws. */
export const parseExpression = (source: string): Expression | null => {
	const tokens = source.length > longest ? null : tokensOf(source);
	if (tokens === null) {
		return null;
	}

	let at = 0;
	const takes = (sign: string): boolean => {
		const is = tokens[at]?.sign === sign;
		at += is ? 1 : 0;
		return is;
	};

	const listed = (depth: number): readonly Expression[] | null => {
		const given: Expression[] = [];
		if (takes(')')) {
			return given;
		}

		do {
			const one = loosest(depth);
			if (one === null) {
				return null;
			}

			given.push(one);
		} while (takes(','));
		return takes(')') ? given : null;
	};

	const tightest = (depth: number): Expression | null => {
		const next = tokens[at];
		if (next === undefined || depth > deepest) {
			return null;
		}

		if (takes('(')) {
			const inside = loosest(depth + 1);
			return inside !== null && takes(')') ? inside : null;
		}

		at += 1;
		if (next.text !== undefined) {
			return {kind: 'text', value: next.text.replaceAll('""', '"')};
		}

		if (next.attribute !== undefined) {
			return {kind: 'attribute', name: next.attribute};
		}

		if (next.number !== undefined) {
			return {kind: 'number', value: Number(next.number)};
		}

		if (next.word === undefined) {
			return null;
		}

		if (!takes('(')) {
			return {kind: 'literal', name: next.word};
		}

		const given = listed(depth + 1);
		return given === null ? null : {kind: 'call', name: next.word, arguments: given};
	};

	const operators = (level: number, depth: number): Expression | null => {
		const own = signs[level];
		if (own === undefined) {
			return tightest(depth);
		}

		let left = operators(level + 1, depth);
		for (;;) {
			const sign = own.find(one => tokens[at]?.sign === one);
			if (left === null || sign === undefined) {
				return left;
			}

			at += 1;
			const right = operators(level + 1, depth);
			left = right === null ? null : {kind: 'operator', sign, left, right};
		}
	};
	const loosest = (depth: number) => operators(0, depth);

	const whole = loosest(0);
	return at === tokens.length ? whole : null;
};
