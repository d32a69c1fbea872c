/** @jsxImportSource preact */
import {capital} from '../guide/outline.ts';
import {Steps} from './remedy-html.tsx';
import type {ReportDocument} from './report-schema.ts';

const Action = ({kind, title, steps, howLong, checks}: ReportDocument['next'][number]['actions'][number]) => (
	<li>
		<strong>{title}</strong>{' '}
		{checks.map(({check, number, gate}, at) => (
			<>
				{at > 0 && ', '}
				<a href={`#${check}`}>{number}</a>
				{gate !== null && ` (opens the gate ${gate})`}
			</>
		))}{' '}
		<span class="small">{howLong}</span>
		<Steps steps={kind === 'remedy' ? steps.map(step => ({...step, commands: []})) : steps} />
	</li>
);

/** What is to be done, by whom; commands of a remedy stand at its check. */
export const Next = ({next}: ReportDocument) =>
	next.length === 0 ? (
		<p>Nothing is open.</p>
	) : (
		next.map(({who, actions}) => (
			<div>
				<h3>{capital(who.replace(/[.]$/, ''))}</h3>
				<ul>
					{actions.map(action => (
						<Action {...action} />
					))}
				</ul>
			</div>
		))
	);
