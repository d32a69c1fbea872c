/** @jsxImportSource preact */
import type {ComponentChildren} from 'preact';
import {zonedMomentWords} from '../guide/words.ts';
import {changedParts} from './changed-words.ts';
import {Finding, LookWord} from './finding-html.tsx';
import {htmlPage} from './html-page.tsx';
import {Table} from './html-table.tsx';
import {Next} from './next-html.tsx';
import {Picture} from './report-picture.tsx';
import type {ReportDocument} from './report-schema.ts';
import {Timeline} from './report-timeline.tsx';
import {
	changedIntro,
	coverageRows,
	gateWords,
	headings,
	introOf,
	looksRows,
	noLooks,
	readRows,
	standingWords,
	titleOf,
	unseenIn,
	waysIn,
} from './report-words.ts';

const Section = ({id, children}: {readonly id: keyof typeof headings; readonly children: ComponentChildren}) => (
	<section aria-labelledby={id}>
		<h2 id={id}>{headings[id]}</h2>
		{children}
	</section>
);

const Body = (report: ReportDocument) => {
	const {environment, gates, steps, statements, reads, notLookedAt} = report;
	const unseen = unseenIn(report);
	const wayIn = waysIn(report);
	return (
		<>
			<header>
				<h1>{titleOf(report)}</h1>
				{environment.kind === 'practice' && <p class="practice">PRACTICE: an exercise</p>}
				{introOf(report).map(sentence => (
					<p>{sentence}</p>
				))}
				<Picture {...report} />
			</header>
			<nav aria-label="Contents">
				<ul>
					{(Object.keys(headings) as (keyof typeof headings)[]).map(id => (
						<li>
							<a href={`#${id}`}>{headings[id]}</a>
						</li>
					))}
				</ul>
			</nav>
			<main>
				<Section id="gates">
					<ul>
						{gates.map(gate => (
							<li>
								<LookWord look={gate.state === 'open' ? 'met' : gate.look === 'unmet' ? 'unmet' : 'unobserved'} />{' '}
								<strong>{gateWords(gate)}.</strong> {gate.because}
							</li>
						))}
					</ul>
				</Section>
				<Section id="next">
					<Next {...report} />
				</Section>
				<Section id="steps">
					{steps.map(step => (
						<section aria-labelledby={step.id}>
							<h3 id={step.id}>
								{step.number} {step.title}
							</h3>
							<p>{standingWords(step)}</p>
							{step.findings.map(finding => (
								<Finding finding={finding} />
							))}
						</section>
					))}
				</Section>
				<Section id="unseen">
					{unseen.length === 0 ? (
						<p>Everything was seen.</p>
					) : (
						<Table
							head={['Check', 'Why not', 'What would let it be seen']}
							rows={unseen.map(finding => [
								<a href={`#${finding.check}`}>
									{finding.number} {finding.check}
								</a>,
								finding.because,
								wayIn(finding),
							])}
						/>
					)}
				</Section>
				<Section id="statements">
					{statements.length === 0 ? (
						<p>Nobody has stated anything.</p>
					) : (
						<Table
							head={['Question', 'Answer', 'By', 'When', 'Reason']}
							rows={statements.map(({question, yes, by, at, reason}) => [question, yes ? 'yes' : 'no', by, zonedMomentWords(at), reason])}
						/>
					)}
				</Section>
				<Section id="changed">
					<p>{changedIntro(report)}</p>
					{report.changed !== null &&
						changedParts(report.changed).map(({title, rows}) => (
							<>
								<h3>{title}</h3>
								<ul>
									{rows.map(row => (
										<li>{row}</li>
									))}
								</ul>
							</>
						))}
				</Section>
				<Section id="looks">
					{report.looks.length === 0 ? (
						<p>{noLooks}</p>
					) : (
						<>
							<Timeline {...report} />
							<ul>
								{looksRows(report).map(row => (
									<li>{row}</li>
								))}
							</ul>
						</>
					)}
				</Section>
				<Section id="evidence">
					{reads.length === 0 ? (
						<p>Nothing was read.</p>
					) : (
						<Table
							head={['Read', 'What', 'Source', 'From', 'Taken']}
							rows={readRows(report).map(([collector, ...rest]) => [<code>{collector}</code>, ...rest])}
						/>
					)}
				</Section>
				<Section id="coverage">
					<Table head={['Sentences of the guide', 'Count']} rows={coverageRows(report)} />
				</Section>
				<Section id="limits">
					<Table head={['Sentence', 'Why not']} rows={notLookedAt.map(({id, text, because}) => [`${id} ${text}`, because])} />
				</Section>
			</main>
		</>
	);
};

/** A report as one HTML page. */
export const reportHtml = (report: ReportDocument): string => htmlPage(titleOf(report), <Body {...report} />, report.mark);
