import { createSortedRowModel, rowSortingFeature, type SortFn, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from "react";
import { type Column, isNumeric, shown } from "./column.js";
import classes from "./data-table.module.css";

export interface Sort {
	readonly id: string;
	readonly desc: boolean;
}

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
	/** Shown in the place of rows when there are none. */
	readonly empty?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

/** Above this many rows only what is seen is drawn. */
const virtualFrom = 200;

const compare: SortFn<Features, object> = (a, b, id) => {
	const [left, right] = [a.getValue<string | number>(id), b.getValue<string | number>(id)];
	if (typeof left === "number" && typeof right === "number") return left - right;
	return String(left).localeCompare(String(right), undefined, { numeric: true });
};

const focusBy = (event: KeyboardEvent<HTMLTableRowElement>, step: 1 | -1): void => {
	const row = event.currentTarget;
	const next = step === 1 ? row.nextElementSibling : row.previousElementSibling;
	if (!(next instanceof HTMLElement) || next.tabIndex > 0 || !next.hasAttribute("data-row")) return;
	event.preventDefault();
	next.focus();
};

const isKey = (event: KeyboardEvent, ...keys: string[]): boolean =>
	keys.includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Numbers right, text left, headers follow; every column sorts; the header and the sums stay; rows open on Enter, J and K move. */
export const DataTable = <Row,>(props: Props<Row>) => {
	const { label, columns, rows, sort, onSort, onOpen, rowKey, selected, maxHeight, rowHeight = 28, empty } = props;
	const frame = useRef<HTMLDivElement>(null);
	const defs = useMemo(
		() =>
			columns.map((column) => ({
				id: column.id,
				accessorFn: (row: object) => column.value(row as Row) ?? undefined,
				header: column.header,
				sortFn: compare,
				sortUndefined: "last" as const,
				sortDescFirst: isNumeric(column),
			})),
		[columns],
	);
	const sorting = sort ? [{ id: sort.id, desc: sort.desc }] : [];
	const table = useTable({
		features,
		columns: defs,
		data: rows as readonly object[] as object[],
		enableSortingRemoval: false,
		...(onSort ? { manualSorting: true, state: { sorting } } : { initialState: { sorting } }),
		...(onSort && {
			onSortingChange: (change) => {
				const [first] = typeof change === "function" ? change(sorting) : change;
				if (first) onSort({ id: first.id, desc: first.desc });
			},
		}),
	});
	const sorted = table.getRowModel().rows;
	const many = sorted.length > virtualFrom;
	const virtual = useVirtualizer({
		count: many ? sorted.length : 0,
		getScrollElement: () => frame.current,
		estimateSize: () => rowHeight,
		overscan: 12,
	});
	const items = many ? virtual.getVirtualItems() : null;
	const drawn = items ? items.flatMap((item) => sorted[item.index] ?? []) : sorted;
	const before = items?.[0]?.start ?? 0;
	const after = items ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
	const height = many ? (maxHeight ?? 560) : maxHeight;
	const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row): void => {
		if (event.target !== event.currentTarget) return;
		if (isKey(event, "ArrowDown", "j")) focusBy(event, 1);
		if (isKey(event, "ArrowUp", "k")) focusBy(event, -1);
		if (isKey(event, "Enter") && onOpen) onOpen(row);
	};
	return (
		<section className={classes.frame} ref={frame} {...frameProps(label, height)}>
			<table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
				<thead>
					<tr>
						{table.getFlatHeaders().map((header, index) => {
							const column = columns[index];
							if (!column) return null;
							const state = header.column.getIsSorted();
							return (
								<th
									key={header.id}
									scope="col"
									data-number={isNumeric(column) || undefined}
									data-wide={column.wideOnly || undefined}
									data-elastic={column.elastic || undefined}
									aria-sort={state === "asc" ? "ascending" : state === "desc" ? "descending" : "none"}
								>
									<button type="button" onClick={() => header.column.toggleSorting()}>
										{column.header}
										<span aria-hidden>{state === "asc" ? "↑" : state === "desc" ? "↓" : ""}</span>
									</button>
								</th>
							);
						})}
					</tr>
				</thead>
				<tbody>
					{before > 0 && <tr style={{ height: before }} />}
					{drawn.map((item, position) => {
						const row = item.original as Row;
						const key = rowKey ? rowKey(row, item.index) : item.id;
						return (
							<tr
								key={key}
								data-row
								aria-rowindex={(items?.[position]?.index ?? position) + 2}
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
						);
					})}
					{after > 0 && <tr style={{ height: after }} />}
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
