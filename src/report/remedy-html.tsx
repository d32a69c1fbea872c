/** @jsxImportSource preact */
import type {ComponentChildren} from 'preact';
import {type FilledRemedy, pasted} from './remedy.ts';
import type {RemedyStep, StepCommand} from './remedy-steps.ts';

/** A command to be run elsewhere, with who runs it. */
const Command = (command: StepCommand) => (
	<pre>
		<code>{pasted(command).join('\n')}</code>
	</pre>
);

/** Commands that belong to no single step. */
export const Commands = ({commands}: {readonly commands: readonly StepCommand[]}) => (
	<>
		{commands.map(command => (
			<Command {...command} />
		))}
	</>
);

const StepBody = ({mark, who, words, commands}: RemedyStep) => (
	<>
		{mark !== null && !/^(?:\d+\.|-)$/.test(mark) && <strong>{mark} </strong>}
		{who !== null && <strong>{who}: </strong>}
		{words.map(({text, code}) => (code ? <code>{text}</code> : text))}
		<Commands commands={commands} />
	</>
);

type Kind = 'ordered' | 'unordered' | 'words';
const kindOf = ({mark}: RemedyStep): Kind => (mark === '-' ? 'unordered' : /^\d+\.$/.test(mark ?? '') ? 'ordered' : 'words');

/** Steps that follow one another and are of one kind are one list. */
const grouped = (steps: readonly RemedyStep[]): readonly (readonly RemedyStep[])[] =>
	steps.reduce<RemedyStep[][]>((groups, step) => {
		const last = groups.at(-1);
		if (last?.[0] !== undefined && kindOf(last[0]) === kindOf(step)) {
			last.push(step);
		} else {
			groups.push([step]);
		}

		return groups;
	}, []);

const items = (steps: readonly RemedyStep[]): ComponentChildren =>
	steps.map(step => (
		<li>
			<StepBody {...step} />
		</li>
	));

/** What to do: numbers as numbers, and each command under the step that it belongs to. */
export const Steps = ({steps}: {readonly steps: readonly RemedyStep[]}) => (
	<>
		{grouped(steps).map(group => {
			const [first] = group;
			switch (first === undefined ? 'words' : kindOf(first)) {
				case 'ordered':
					return <ol start={Number.parseInt(first?.mark ?? '1', 10)}>{items(group)}</ol>;
				case 'unordered':
					return <ul>{items(group)}</ul>;
				default:
					return group.map(step => (
						<div>
							<StepBody {...step} />
						</div>
					));
			}
		})}
	</>
);

/** A remedy as it stands under what was found. */
export const Remedy = ({remedy}: {readonly remedy: FilledRemedy}) => (
	<>
		<dl>
			<dt>What to do</dt>
			<dd>
				<Steps steps={remedy.steps} />
			</dd>
			<dt>Who</dt>
			<dd>{remedy.who}</dd>
			<dt>How long</dt>
			<dd>{remedy.howLong}</dd>
			<dt>Why</dt>
			<dd>{remedy.why}</dd>
		</dl>
		<Commands commands={remedy.commands} />
	</>
);
