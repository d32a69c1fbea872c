/** @jsxImportSource preact */
import type {ComponentChildren} from 'preact';

type Cell = ComponentChildren;

/** A table with a head; every cell is text, or markup of ours. */
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
					{cells.map(cell => (
						<td>{cell}</td>
					))}
				</tr>
			))}
		</tbody>
	</table>
);
