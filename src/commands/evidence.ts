import {guide} from '../../steps/guide.ts';
import {evidenceDocument} from '../app/evidence-document.ts';
import {readSession} from '../app/read-session.ts';
import {jsonText} from '../guide/untrusted.ts';
import {print} from '../output.ts';
import {evidenceText} from '../report/evidence-text.ts';
import {toolVersion} from '../tool.ts';
import {noMoreWords, now, oneOf, storeOf, text, typed} from './options.ts';
import {formats} from './table.ts';

/** `whfb evidence`: what was brought in, how old it is, and what it is used for. */
export const evidence = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'evidence');
	noMoreWords('evidence', asked.words, 1);
	const format = oneOf(asked, 'format', formats.evidence) ?? 'text';
	const {name, session} = readSession(storeOf(asked), asked.words[0] ?? text(asked, 'session'));
	const document = evidenceDocument(guide, session, name, toolVersion(), now());
	await print({text: evidenceText, json: jsonText}[format](document));
	return 0;
};
