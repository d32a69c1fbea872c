/** @jsxImportSource preact */
import {dayOf, looks as order} from '../guide/words.ts';
import type {ReportDocument} from './report-schema.ts';
import {mostLooks} from './report-words.ts';

const height = 120;
const width = 448;
const widest = 40;

/** How all checks stood after each look: a bar a look, stacked from what is met at the bottom. The list beside it says the same in words. */
export const Timeline = ({looks}: ReportDocument) => {
	const shown = looks.slice(-mostLooks);
	const each = width / shown.length;
	const bar = Math.min(widest, each * 0.7);
	const [first, last] = [shown[0], shown.at(-1)];
	return (
		<svg
			role="img"
			aria-label="How the checks stood after each look; the list says it in words."
			viewBox={`0 0 ${width} ${height + 28}`}
			width={width}
			height={height + 28}
		>
			{shown.map(({counts}, at) => {
				const total = Math.max(
					1,
					order.reduce((sum, look) => sum + counts[look], 0),
				);
				let top = 0;
				return order.map(look => {
					const y = top;
					top += (counts[look] / total) * height;
					return counts[look] === 0 ? null : (
						<rect class={look} x={at * each + (each - bar) / 2} y={y} width={bar} height={(counts[look] / total) * height} />
					);
				});
			})}
			<line class="stroke" x1="0" y1={height} x2={width} y2={height} stroke-width="2" />
			{first !== undefined && (
				<text x="0" y={height + 20}>
					{dayOf(first.at)}
				</text>
			)}
			{last !== undefined && last !== first && (
				<text x={width} y={height + 20} text-anchor="end">
					{dayOf(last.at)}
				</text>
			)}
		</svg>
	);
};
