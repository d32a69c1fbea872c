import type {Expression} from './expression.ts';
import {calls, canonical} from './expression-form.ts';

/** A number as a sum: a constant and terms that are not known, each by its canonical text. */
export type Sum = {readonly constant: number; readonly terms: ReadonlyMap<string, number>};

/** A length or a place as a sum; null for what is no sum. */
export const sumOf = (expression: Expression): Sum | null => {
	if (expression.kind === 'number') {
		return {constant: expression.value, terms: new Map()};
	}

	if (calls(expression, 'CNum', 1) !== null || calls(expression, 'Len', 1) !== null) {
		return {constant: 0, terms: new Map([[canonical(expression), 1]])};
	}

	if (expression.kind !== 'operator' || (expression.sign !== '+' && expression.sign !== '-')) {
		return null;
	}

	const [left, right] = [sumOf(expression.left), sumOf(expression.right)];
	return left === null || right === null ? null : added(left, right, expression.sign === '+' ? 1 : -1);
};

export const added = (a: Sum, b: Sum, times: number): Sum => {
	const terms = new Map(a.terms);
	for (const [name, count] of b.terms) {
		terms.set(name, (terms.get(name) ?? 0) + times * count);
	}

	return {constant: a.constant + times * b.constant, terms: new Map([...terms].filter(([, count]) => count !== 0))};
};

export const number = (constant: number): Sum => ({constant, terms: new Map()});
export const isNumber = (sum: Sum, value: number) => sum.constant === value && sum.terms.size === 0;
export const isSame = (a: Sum, b: Sum) => isNumber(added(a, b, -1), 0);
