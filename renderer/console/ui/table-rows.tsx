import type { KeyboardEvent } from "react";
import { type Column, isNumeric, shown } from "./column.js";

export interface RowsProps<Row> {
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly { readonly row: Row; readonly key: string }[];
	/** Place of the first of these among all rows. */
	readonly offset?: number;
	readonly rowHeight: number;
	readonly onOpen: ((row: Row) => void) | undefined;
	readonly selected: string | null | undefined;
}

const focusBy = (event: KeyboardEvent<HTMLTableRowElement>, step: 1 | -1): void => {
	const row = event.currentTarget;
	const next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
	if (!(next instanceof HTMLElement) || next.tabIndex > 0 || !next.hasAttribute("data-row")) return;
	event.preventDefault();
	next.focus();
};

const isKey = (event: KeyboardEvent, ...keys: string[]): boolean =>
	keys.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Rows open on Enter; arrows, J and K move between them. */
export const TableRows = <Row,>({ columns, rows, offset = 0, rowHeight, onOpen, selected }: RowsProps<Row>) => {
	const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row): void => {
		if (event.target !== event.currentTarget) return;
		if (isKey(event, "ArrowDown", "j")) focusBy(event, 1);
		if (isKey(event, "ArrowUp", "k")) focusBy(event, -1);
		if (isKey(event, "Enter") && onOpen) onOpen(row);
	};
	return rows.map(({ row, key }, position) => (
		<tr
			key={key}
			data-row
			aria-rowindex={offset + position + 2}
			style={{ height: rowHeight }}
			{...(onOpen
				? {
						tabIndex: position === 0 || key === selected ? 0 : -1,
						"data-opens": true,
						"data-selected": key === selected || undefined,
						"aria-selected": key === selected,
						onClick: () => onOpen(row),
						onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => onKeyDown(event, row),
					}
				: {})}
		>
			{columns.map((column) => (
				<BodyCell key={column.id} column={column} row={row} />
			))}
		</tr>
	));
};

const BodyCell = <Row,>({ column, row }: { column: Column<Row>; row: Row }) => {
	const value = column.value(row);
	return (
		<td
			data-number={isNumeric(column) || undefined}
			data-wide={column.wideOnly || undefined}
			data-elastic={column.elastic || undefined}
			title={column.elastic && value !== null ? String(value) : undefined}
		>
			{shown(column, row)}
		</td>
	);
};
