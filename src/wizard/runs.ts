import type {Run} from '../content/runs.ts';
import {type Span, span} from './text.ts';

const runSpan = (run: Run): readonly Span[] => {
	switch (run.kind) {
		case 'plain':
			return [span(run.text)];
		case 'strong':
			return [span(run.text, 'strong')];
		case 'code':
			return [span(run.text, 'command')];
		case 'link':
			return [span(run.text), span(` [${run.note}]`, 'quiet')];
	}
};

/** The words of a page's line, in their styles; a link carries the number of its footnote. */
export const runSpans = (runs: readonly Run[]): readonly Span[] => runs.flatMap(runSpan);
