import type {Run} from '../content/runs.ts';
import {type Span, span} from './text.ts';

const styles = {plain: 'plain', strong: 'strong', code: 'command', link: 'plain'} as const;

/** The words of a page's line, in their styles; a link carries the number of its footnote. */
export const runSpans = (runs: readonly Run[]): readonly Span[] =>
	runs.flatMap(run => [span(run.text, styles[run.kind]), ...(run.kind === 'link' ? [span(` [${run.note}]`, 'quiet')] : [])]);
