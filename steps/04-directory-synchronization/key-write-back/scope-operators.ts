/** Operators of a scope (Microsoft Learn, "Understanding declarative provisioning", and the sample of the Documenter). */
const scopeOperators: ReadonlySet<string> = new Set([
	'EQUAL',
	'NOTEQUAL',
	'LESSTHAN',
	'LESSTHAN_OR_EQUAL',
	'GREATERTHAN',
	'GREATERTHAN_OR_EQUAL',
	'CONTAINS',
	'NOTCONTAINS',
	'STARTSWITH',
	'NOTSTARTSWITH',
	'ENDSWITH',
	'NOTENDSWITH',
	'ISNULL',
	'ISNOTNULL',
	'ISIN',
	'ISNOTIN',
	'ISBITSET',
	'ISBITNOTSET',
	'ISNOTBITSET',
	'ISMEMBEROF',
	'ISNOTMEMBEROF',
]);

export const isScopeOperator = (operator: string): boolean =>
	scopeOperators.has(operator.replace(/[a-z]/g, letter => letter.toUpperCase()));
