import {guide} from '../../steps/guide.ts';
import {planFor} from '../app/plan.ts';
import {jsonText} from '../guide/untrusted.ts';
import {print} from '../output.ts';
import {planMarkdown} from '../report/plan-markdown.ts';
import {planText} from '../report/plan-text.ts';
import {emptySession} from '../session/session.ts';
import {toolVersion} from '../tool.ts';
import {environmentIn, noMoreWords, oneOf, typed} from './options.ts';
import {formats} from './table.ts';

/** `whfb plan`: every read beforehand. */
export const plan = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'plan');
	noMoreWords('plan', asked.words, 0);
	const format = oneOf(asked, 'format', formats.plan) ?? 'text';
	const document = planFor(guide, toolVersion(), {...emptySession.environment, ...environmentIn(asked, process.env)});
	await print({text: planText, md: planMarkdown, json: jsonText}[format](document));
	return 0;
};
