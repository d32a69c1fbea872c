import MagicString from 'magic-string';
import {
	type ArrowFunctionExpression,
	type Directive,
	type Node,
	type Function as OtherFunction,
	type Program,
	parseSync,
	type Statement,
	Visitor,
} from 'oxc-parser';

/** Where own statements begin: behind those that only say how what follows is to be read, such as 'use strict'. */
const beginOf = (body: readonly (Directive | Statement)[], start: number): number => {
	const own = body.findIndex(one => !('directive' in one && typeof one.directive === 'string'));
	return body[(own < 0 ? body.length : own) - 1]?.end ?? start;
};

const programOf = (code: string): Program => {
	const {program, errors} = parseSync('module.js', code);
	if (errors.length > 0) {
		throw new Error(`This is no module: ${errors[0]?.message}`);
	}

	return program;
};

/**
 * The text of a module in which V8 compiles some functions with the module, but for methods, which have no such form. `isCalled` says by where a function begins
 * whether it is one of them. Left to itself V8 compiles each when it is first called, and what Node keeps of a compiled module is taken before anything in it is
 * called: each start compiled 2,000 functions anew. A function in parentheses is one that is called at once, for all that V8 knows (v8.dev/blog/preparser#pife).
 * One that is declared becomes a variable at the beginning of what it is declared in, where its declaration has effect; its text is without its name then.
 * `code` has all its semicolons, as a minifier writes them. Throws where it, or what is made of it, cannot be read.
 */
export const eagerly = (code: string, isCalled: (start: number) => boolean): string => {
	const program = programOf(code);
	const text = new MagicString(code);
	const methods = new Set<Node>();
	const wrap = (node: ArrowFunctionExpression | OtherFunction) => {
		if (!methods.has(node) && isCalled(node.start)) {
			text.appendRight(node.start, '(').prependLeft(node.end, ')');
		}
	};
	const declare = (body: readonly (Directive | Statement)[], start: number) => {
		const to = beginOf(body, start);
		const names = body.map(one => (one.type === 'FunctionDeclaration' ? one.id?.name : undefined));
		for (const [at, one] of body.entries()) {
			// Of two of one name the last counts, wherever each would go.
			const isOnly = names.indexOf(names[at]) === names.lastIndexOf(names[at]);
			if (isOnly && one.type === 'FunctionDeclaration' && one.id !== null && isCalled(one.start)) {
				text.overwrite(one.start, one.id.end, `;var ${one.id.name}=(${one.async ? 'async ' : ''}function${one.generator ? '*' : ''}`);
				text.prependLeft(one.end, ');');
				if (one.start !== to) {
					text.appendLeft(one.start, ';').move(one.start, one.end, to);
				}
			}
		}
	};
	const within = ({body}: ArrowFunctionExpression | OtherFunction) => {
		if (body?.type === 'BlockStatement') {
			declare(body.body, body.start + 1);
		}
	};
	new Visitor({
		MethodDefinition: ({value}) => void methods.add(value),
		Property: ({value, method, kind}) => void (method || kind !== 'init' ? methods.add(value) : null),
		FunctionExpression: wrap,
		ArrowFunctionExpression: wrap,
		'FunctionExpression:exit': within,
		'ArrowFunctionExpression:exit': within,
		'FunctionDeclaration:exit': within,
	}).visit(program);
	// The line that names the program which runs a file stays the first.
	declare(program.body, program.hashbang === null ? 0 : code.indexOf('\n', program.hashbang.end) + 1);
	const made = text.toString();
	programOf(made);
	return made;
};
