/** @jsxImportSource preact */
import {isGood, type Look, outcomeWord, signOf} from '../guide/words.ts';
import {Table} from './html-table.tsx';
import {Remedy} from './remedy-html.tsx';
import type {ReportedFinding} from './report-schema.ts';
import {sourceOf} from './report-words.ts';

/** An outcome with its sign; the sign alone says nothing. */
export const LookWord = ({look}: {readonly look: Look}) => (
	<span class={`look ${look}`}>
		<span aria-hidden="true">{signOf(look)} </span>
		{outcomeWord(look)}
	</span>
);

/** One check: its question, what was seen, and what to do. */
export const Finding = ({finding}: {readonly finding: ReportedFinding}) => {
	const {check, number, question, look, because, remedy, wayToSee, exhibits} = finding;
	return (
		<article id={check}>
			<h4>
				{number} {question}
			</h4>
			<p>
				<LookWord look={look} />: {because}
			</p>
			<p class="small">
				<code>{check}</code>, {sourceOf(finding) || 'no source'}
			</p>
			{exhibits.length > 0 && (
				<Table head={['Sign', 'What', 'Seen']} rows={exhibits.map(({sign, what, seen}) => [<LookWord look={sign} />, what, seen])} />
			)}
			{!isGood(look) && remedy !== null && <Remedy remedy={remedy} />}
			{remedy === null && wayToSee !== null && (
				<dl>
					<dt>What would let it be seen</dt>
					<dd>{wayToSee}</dd>
				</dl>
			)}
		</article>
	);
};
