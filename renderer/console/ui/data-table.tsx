import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { type Column, isNumeric } from "./column.js";
import classes from "./data-table.module.css";
import { nextSort, orderOf, type Sort } from "./table-order.js";
import { TableRows } from "./table-rows.js";
import type { VirtualRows as Virtual } from "./virtual-rows.js";

export type { Sort } from "./table-order.js";

interface Props<Row> {
	/** Names the table for who cannot see its panel. */
	readonly label: string;
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly Row[];
	/** Sorted here, beginning with this column; the order given when missing. */
	readonly sort?: Sort;
	/** With `onSort` the store sorts: the rows stay as given and `sort` says how they are. */
	readonly onSort?: (sort: Sort) => void;
	/** Click or Enter on a row. */
	readonly onOpen?: (row: Row) => void;
	readonly rowKey?: (row: Row, index: number) => string;
	/** The row whose details are shown: it has a bar at its left. */
	readonly selected?: string | null;
	/** Pixels, after which the table scrolls under its header. */
	readonly maxHeight?: number;
	/** 28, or 30 with a tag, 46 with a switch, 22 in a preview. */
	readonly rowHeight?: number;
	/** Every row is drawn and nothing scrolls: for print. */
	readonly whole?: boolean;
	/** Shown in the place of rows when there are none. */
	readonly empty?: ReactNode;
}

/** Above this many rows only what is seen is drawn. */
const virtualFrom = 200;

/** Fetched with the first long table. */
const VirtualRows = lazy(() => import("./virtual-rows.js").then((module) => ({ default: module.VirtualRows }))) as typeof Virtual;

/** Numbers right, text left, headers follow; every column sorts; the header and the sums stay; rows open on Enter, J and K move. */
export const DataTable = <Row,>(props: Props<Row>) => {
	const { label, columns, rows, sort, onSort, onOpen, rowKey, selected, maxHeight, rowHeight = 28, whole = false, empty } = props;
	const frame = useRef<HTMLDivElement>(null);
	const [own, setOwn] = useState<Sort | null>(sort ?? null);
	const current = onSort ? (sort ?? null) : own;
	const sorted = useMemo(() => {
		const by = onSort ? undefined : columns.find(({ id }) => id === current?.id);
		return orderOf(rows, by, current?.desc ?? false).flatMap((place) => {
			const row = rows[place];
			return row === undefined ? [] : [{ row, key: rowKey ? rowKey(row, place) : String(place) }];
		});
	}, [rows, columns, current, onSort, rowKey]);
	const many = !whole && sorted.length > virtualFrom;
	const height = whole ? undefined : many ? (maxHeight ?? 560) : maxHeight;
	const body = { columns, rows: sorted, rowHeight, onOpen, selected };
	return (
		<section className={classes.frame} ref={frame} {...frameProps(label, height)}>
			<table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
				<thead>
					<tr>
						{columns.map((column) => {
							const state = current?.id === column.id ? (current.desc ? "descending" : "ascending") : "none";
							return (
								<th
									key={column.id}
									scope="col"
									data-number={isNumeric(column) || undefined}
									data-wide={column.wideOnly || undefined}
									data-elastic={column.elastic || undefined}
									aria-sort={column.unsorted ? undefined : state}
								>
									{column.unsorted ? (
										<span>{column.header}</span>
									) : (
										<button type="button" onClick={() => (onSort ?? setOwn)(nextSort(current, column))}>
											{column.header}
											<span aria-hidden>{state === "ascending" ? "↑" : state === "descending" ? "↓" : ""}</span>
										</button>
									)}
								</th>
							);
						})}
					</tr>
				</thead>
				<tbody>
					{many ? (
						<Suspense>
							<VirtualRows {...body} frame={frame} />
						</Suspense>
					) : (
						<TableRows {...body} />
					)}
					{rows.length === 0 && (
						<tr>
							<td colSpan={columns.length} className={classes.empty}>
								{empty ?? "No rows"}
							</td>
						</tr>
					)}
				</tbody>
				{columns.some((column) => column.sum !== undefined) && rows.length > 0 && (
					<tfoot>
						<tr>
							{columns.map((column) => (
								<td key={column.id} data-number={isNumeric(column) || undefined} data-wide={column.wideOnly || undefined}>
									{column.sum}
								</td>
							))}
						</tr>
					</tfoot>
				)}
			</table>
		</section>
	);
};

/** What scrolls is reachable by key, and so has a name. */
const frameProps = (label: string, height: number | undefined) =>
	height === undefined ? {} : { style: { maxHeight: height }, tabIndex: 0, "aria-label": `${label}, table` };
