/** @jsxImportSource preact */
import {type Look, looks, outcomeWord, signOf} from '../guide/words.ts';
import type {ReportDocument} from './report-schema.ts';

const worstOf = ({findings}: ReportDocument['steps'][number]): Look =>
	looks.find(look => findings.some(finding => finding.look === look)) ?? 'not-looked';

const apart = 64;
const middle = 30;
const labels = 76;
const lineHeight = 20;

/** The way through the guide: its steps in a row, each with its worst sign, and the gates at their places. */
export const Picture = ({steps, gates}: ReportDocument) => {
	const width = steps.length * apart;
	const said = [
		...steps.map(step => `step ${step.number} ${outcomeWord(worstOf(step))}`),
		...gates.map(({name, guards, step, state}) => `gate ${name}, to ${guards} step ${step}, ${state}`),
	].join('; ');
	const height = labels + gates.length * lineHeight;
	const placeOf = ({guards, step}: ReportDocument['gates'][number]) => (guards === 'leave' ? step : step - 1) * apart;
	return (
		<svg role="img" aria-label={`The steps and gates: ${said}.`} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
			<line class="stroke" x1={apart / 2} y1={middle} x2={width - apart / 2} y2={middle} stroke-width="2" />
			{steps.map((step, at) => {
				const look = worstOf(step);
				const x = at * apart + apart / 2;
				return (
					<g>
						<circle class="stroke" cx={x} cy={middle} r="19" stroke-width="2" />
						<text x={x} y={middle + 5} text-anchor="middle" class={look}>
							{step.number} {signOf(look)}
						</text>
					</g>
				);
			})}
			{[...new Set(gates.map(placeOf))].map(x => (
				<line class="stroke" x1={x} y1={middle - 26} x2={x} y2={middle + 26} stroke-width="3" />
			))}
			{gates.map((gate, at) => {
				const sign: Look = gate.state === 'open' ? 'met' : gate.look === 'unmet' ? 'unmet' : 'unobserved';
				return (
					<text x={placeOf(gate)} y={labels + at * lineHeight} text-anchor="middle" class={sign}>
						{signOf(sign)} {gate.name}: {gate.state}
					</text>
				);
			})}
		</svg>
	);
};
