/** @jsxImportSource preact */
import {htmlPage} from './html-page.tsx';
import {Commands, Steps} from './remedy-html.tsx';
import type {Ask, RoleRequest} from './role-request.ts';
import {askedWords, introOfRole} from './role-words.ts';

const AskPart = ({ask, at}: {readonly ask: Ask; readonly at: number}) => (
	<section>
		<h2>
			{at + 1}. {ask.checks[0]?.question}
		</h2>
		<dl>
			<dt>Seen</dt>
			<dd>
				{ask.checks.map(({check, number, seen}) => (
					<p>
						{seen}{' '}
						<span class="small">
							{number} <code>{check}</code>
						</span>
					</p>
				))}
			</dd>
			{ask.gate !== null && (
				<>
					<dt>Waits for it</dt>
					<dd>The gate {ask.gate} stays shut until this is done.</dd>
				</>
			)}
			<dt>What is asked</dt>
			<dd>
				<Steps steps={ask.steps} />
			</dd>
			<dt>Why</dt>
			<dd>{ask.why}</dd>
		</dl>
		<Commands commands={ask.commands} />
		<dl>
			<dt>Who</dt>
			<dd>{ask.who}</dd>
			<dt>How long</dt>
			<dd>{ask.howLong}</dd>
			<dt>How it is proved</dt>
			<dd>{ask.proof}</dd>
		</dl>
	</section>
);

/** One page for one role, as HTML. */
export const roleHtml = (request: RoleRequest): string =>
	htmlPage(
		`For ${request.words}`,
		<main>
			<h1>For {request.words}</h1>
			<p>{introOfRole(request)}</p>
			<p>{askedWords(request)}</p>
			{request.asks.map((ask, at) => (
				<AskPart ask={ask} at={at} />
			))}
		</main>,
		request.report.mark,
	);
