/** @jsxImportSource preact */

import type {Ask, AskedCheck} from './ask.ts';
import {htmlPage} from './html-page.tsx';
import {Commands, Steps} from './remedy-html.tsx';
import type {RoleRequest} from './role-request.ts';
import {askedWords, introOfRole, meanings, seenParts} from './role-words.ts';

const Named = ({number, check}: AskedCheck) => (
	<span class="small">
		{number} <code>{check}</code>
	</span>
);

const Seen = (ask: Ask) => (
	<>
		{seenParts(ask).map(({seen, objects, of, only}) => (
			<>
				{(seen !== '' || only !== null) && (
					<p>
						{seen} {only !== null && <Named {...only} />}
					</p>
				)}
				{only === null && (
					<ul>
						{of.map(one => (
							<li>
								{one.question} <Named {...one} />
							</li>
						))}
					</ul>
				)}
				{objects.length > 0 && (
					<ul>
						{objects.map(object => (
							<li>{object}</li>
						))}
					</ul>
				)}
			</>
		))}
	</>
);

const AskPart = ({ask, at}: {readonly ask: Ask; readonly at: number}) => (
	<section>
		<h2>
			{at + 1}. {ask.title}
		</h2>
		<dl>
			<dt>{ask.kind === 'file' ? 'It answers' : 'Seen'}</dt>
			<dd>
				<Seen {...ask} />
			</dd>
			{ask.gate !== null && (
				<>
					<dt>Waits for it</dt>
					<dd>The gate {ask.gate} stays shut until this is done.</dd>
				</>
			)}
			{ask.after.map(words => (
				<>
					<dt>Comes after</dt>
					<dd>{words}</dd>
				</>
			))}
			<dt>What is asked</dt>
			<dd>
				<Steps steps={ask.steps} />
				<Commands commands={ask.commands} />
			</dd>
			<dt>Why</dt>
			<dd>{ask.why}</dd>
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
export const roleHtml = (request: RoleRequest): string => {
	const said = meanings(request);
	return htmlPage(
		`For ${request.words}`,
		<main>
			<h1>For {request.words}</h1>
			<p>{introOfRole(request)}</p>
			<p>{askedWords(request)}</p>
			{said.length > 0 && (
				<ul>
					{said.map(words => (
						<li>{words}</li>
					))}
				</ul>
			)}
			{request.asks.map((ask, at) => (
				<AskPart ask={ask} at={at} />
			))}
		</main>,
		request.report.mark,
	);
};
