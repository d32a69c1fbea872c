import MagicString from 'magic-string';
import {
	type ArrowFunctionExpression,
	type Directive,
	type Node,
	type Function as OtherFunction,
	parseSync,
	type Statement,
	Visitor,
} from 'oxc-parser';
import type {Plugin} from 'rolldown';

/** Where own statements begin: behind those that only say how what follows is to be read, such as 'use strict'. */
const beginOf = (body: readonly (Directive | Statement)[], start: number): number => {
	const own = body.findIndex(one => !('directive' in one && typeof one.directive === 'string'));
	return body[(own < 0 ? body.length : own) - 1]?.end ?? start;
};

/**
 * The text of a module in which V8 compiles every function with the module, but for methods, which have no such form. Left to itself it compiles each when it is
 * first called, and what Node keeps of a compiled module is taken before anything in it is called: each start compiled 2,000 functions anew. A function in
 * parentheses is one that is called at once, for all that V8 knows (v8.dev/blog/preparser#pife). A function that is declared becomes a variable at the
 * beginning of what it is declared in, where its declaration has effect.
 */
export const eagerly = (code: string): string => {
	const {program, errors} = parseSync('module.js', code);
	if (errors.length > 0) {
		throw new Error(`This is no module: ${errors[0]?.message}`);
	}

	const text = new MagicString(code);
	const methods = new Set<Node>();
	const wrap = (node: ArrowFunctionExpression | OtherFunction) => {
		if (!methods.has(node)) {
			text.appendRight(node.start, '(').prependLeft(node.end, ')');
		}
	};
	const declare = (body: readonly (Directive | Statement)[], start: number) => {
		const to = beginOf(body, start);
		for (const one of body) {
			if (one.type === 'FunctionDeclaration' && one.id !== null) {
				text.overwrite(one.start, one.id.end, `;var ${one.id.name}=(${one.async ? 'async ' : ''}function${one.generator ? '*' : ''}`);
				text.prependLeft(one.end, ');');
				if (one.start !== to) {
					text.move(one.start, one.end, to);
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
	declare(program.body, 0);
	return text.toString();
};

/** Has some files of the bundle compiled whole. */
export const eager = (files: readonly string[]): Plugin => ({
	name: 'eager',
	generateBundle: (_, bundle) => {
		const importsOf = (name: string): readonly string[] => {
			const file = bundle[name];
			return file?.type === 'chunk' ? file.imports : [];
		};
		for (const file of Object.values(bundle)) {
			if (file.type === 'chunk' && files.includes(file.name)) {
				const needed = new Set(file.imports);
				for (const name of needed) {
					for (const one of importsOf(name)) {
						needed.add(one);
					}
				}

				// What such a file declares could be called before the file has begun.
				if (needed.has(file.fileName)) {
					throw new Error(`${file.fileName} is needed by a file that it needs.`);
				}

				file.code = eagerly(file.code);
			}
		}
	},
});
