/** @jsxImportSource preact */
import type {ComponentChildren} from 'preact';

type Cell = ComponentChildren;

/** A table with a head; every cell is text, or markup of ours. Each cell names its column, for narrow screens, on which rows stand one below the other. */
export const Table = ({head, rows}: {readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[]}) => (
	<table>
		<thead>
			<tr>
				{head.map(text => (
					<th scope="col">{text}</th>
				))}
			</tr>
		</thead>
		<tbody>
			{rows.map(cells => (
				<tr>
					{cells.map((cell, at) => (
						<td data-head={head[at]}>{cell}</td>
					))}
				</tr>
			))}
		</tbody>
	</table>
);
