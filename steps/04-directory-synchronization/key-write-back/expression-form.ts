import {foldAscii, isSameName} from '../../identity.ts';
import type {Expression} from './expression.ts';

/** The same text for the same expression, however it is spaced or capitalised. */
export const canonical = (expression: Expression): string => {
	switch (expression.kind) {
		case 'literal':
			return foldAscii(expression.name);
		case 'number':
			return String(expression.value);
		case 'text':
			return JSON.stringify(expression.value);
		case 'attribute':
			return `[${foldAscii(expression.name)}]`;
		case 'call':
			return `${foldAscii(expression.name)}(${expression.arguments.map(canonical).join(',')})`;
		case 'operator':
			return `(${canonical(expression.left)}${expression.sign}${canonical(expression.right)})`;
	}
};

/** The arguments of a call of that function with that many; null for anything else. */
export const calls = (expression: Expression, name: string, count: number): readonly Expression[] | null =>
	expression.kind === 'call' && isSameName(expression.name, name) && expression.arguments.length === count ? expression.arguments : null;

export const isLiteral = (expression: Expression, name: string) => expression.kind === 'literal' && isSameName(expression.name, name);

export const isTruth = (expression: Expression) => isLiteral(expression, 'True') || isLiteral(expression, 'False');
/** Numbers, text, and what is computed of nothing else. */
export const isConstant = (expression: Expression): boolean => {
	switch (expression.kind) {
		case 'number':
		case 'text':
			return true;
		case 'operator':
			return isConstant(expression.left) && isConstant(expression.right);
		case 'call':
			return (
				['cbin', 'cnum', 'len', 'left', 'right', 'mid', 'thumbprint'].includes(foldAscii(expression.name)) &&
				expression.arguments.every(isConstant)
			);
		default:
			return isTruth(expression);
	}
};

const functions: Readonly<Record<string, number>> = {
	iif: 3,
	isnull: 1,
	isnullorempty: 1,
	ispresent: 1,
	cnum: 1,
	mid: 3,
	left: 2,
	right: 2,
	len: 1,
	cbin: 2,
	thumbprint: 1,
};
const literals = ['null', 'ignorethisflow', 'authoritativenull'];
const truths = ['true', 'false'];

/**
 * Whether a form is made of nothing but what W51 lists, each at its place: a literal that says what flows is a leaf, never a part of a value or of
 * a test; True and False stand in tests. What another function does with an argument, an error among it, nobody knows from here.
 */
export const isAllowed = (expression: Expression, place: 'leaf' | 'test' | 'value'): boolean => {
	switch (expression.kind) {
		case 'literal':
			return place === 'leaf'
				? literals.includes(foldAscii(expression.name))
				: place === 'test' && [...truths, 'null'].includes(foldAscii(expression.name));
		case 'operator': {
			const isComparison = expression.sign === '=' || expression.sign === '<>';
			const inside = isComparison ? 'test' : 'value';
			return (!isComparison || place === 'test') && isAllowed(expression.left, inside) && isAllowed(expression.right, inside);
		}
		case 'call': {
			const name = foldAscii(expression.name);
			const [test, ...branches] = expression.arguments;
			if (functions[name] !== expression.arguments.length || test === undefined) {
				return false;
			}

			if (name === 'iif') {
				return place !== 'value' && isAllowed(test, 'test') && branches.every(branch => isAllowed(branch, place));
			}

			const isTest = name.startsWith('is');
			return isTest
				? place === 'test' && (isAllowed(test, 'value') || isAllowed(test, 'leaf'))
				: expression.arguments.every(one => isAllowed(one, 'value'));
		}
		default:
			return true;
	}
};
