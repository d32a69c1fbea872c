import {createRequire} from 'node:module';
import type {XMLParser as Parser, X2jOptions} from 'fast-xml-parser';

type Xml = typeof import('fast-xml-parser');

/**
 * What the bundle has in fast-xml-parser's place (`bundle.ts`): the parser itself is loaded when an export is read, which most starts never do.
 * It is an eighth of what a page would load.
 */
const xml = (): Xml => createRequire(import.meta.url)('./xml.js') as Xml;

export class XMLParser {
	readonly #options: X2jOptions | undefined;
	#parser: Parser | undefined;

	constructor(options?: X2jOptions) {
		this.#options = options;
	}

	parse(...given: Parameters<Parser['parse']>): ReturnType<Parser['parse']> {
		this.#parser ??= new (xml().XMLParser)(this.#options);
		return this.#parser.parse(...given);
	}
}

export const XMLValidator: Pick<Xml['XMLValidator'], 'validate'> = {validate: (...given) => xml().XMLValidator.validate(...given)};
