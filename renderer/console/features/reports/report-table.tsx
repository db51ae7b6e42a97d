import { ActionIcon, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { columnsOf, type ShowOptions } from "./report-columns.js";
import { type ReportData, type ReportRow, rowKeyOf } from "./report-data.js";
import classes from "./reports.module.css";
import { sortOf, sortText, type TableHandle } from "./use-table-state.js";

interface Props {
	readonly title: string;
	readonly data: ReportData;
	readonly options: ShowOptions;
	readonly handle: TableHandle;
	readonly pageRows: number;
	/** All rows stand on the page, to be printed. */
	readonly whole: boolean;
	readonly brief: boolean;
	readonly onOpen?: ((row: ReportRow) => void) | undefined;
}

/** Sorted, searched and paged by the store; the address says how. */
export const ReportTable = ({ title, data, options, handle, pageRows, whole, brief, onOpen }: Props) => {
	const { state, change } = handle;
	const sort = sortOf(state);
	const sortedBy = sort?.id ?? null;
	const columns = useMemo(() => columnsOf(data, options, sortedBy), [data, options, sortedBy]);
	const { total } = data.report;
	const hasFind = !whole && !brief && (total > pageRows || state.find !== undefined) && data.report.columns.some(isSearched);
	return (
		<div className={classes.table}>
			{hasFind && <Find title={title} handle={handle} />}
			<DataTable
				label={title}
				columns={columns}
				rows={data.rows}
				rowKey={rowKeyOf(data.report)}
				{...(sort ? { sort } : {})}
				onSort={(next) => change({ sort: sortText(next), page: undefined })}
				{...(onOpen ? { onOpen } : {})}
				whole={whole}
				empty={state.find === undefined ? "No rows" : `Nothing holds “${state.find}”`}
			/>
			{!whole && !brief && total > pageRows && <Pager title={title} total={total} handle={handle} pageRows={pageRows} />}
		</div>
	);
};

const isSearched = ({ role, unit }: ReportData["report"]["columns"][number]): boolean => role === "key" && unit === "text";

const Find = ({ title, handle: { state, change } }: { title: string; handle: TableHandle }) => {
	const [text, setText] = useState(state.find ?? "");
	const search = useDebouncedCallback((find: string) => change({ find: find.trim() || undefined, page: undefined }, true), 250);
	return (
		<TextInput
			className={classes.find ?? ""}
			type="search"
			aria-label={`Find in ${title}`}
			placeholder="Find"
			maxLength={200}
			leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
			value={text}
			onChange={(event) => {
				setText(event.currentTarget.value);
				search(event.currentTarget.value);
			}}
		/>
	);
};

interface PagerProps {
	readonly title: string;
	readonly total: number;
	readonly handle: TableHandle;
	readonly pageRows: number;
}

const Pager = ({ title, total, handle: { state, change }, pageRows }: PagerProps) => {
	const page = state.page ?? 1;
	const last = Math.max(1, Math.ceil(total / pageRows));
	const go = (next: number): void => change({ page: next === 1 ? undefined : next });
	return (
		<nav className={classes.pager} aria-label={`Pages of ${title}`}>
			<span className="num">
				{format.count((page - 1) * pageRows + 1)}–{format.count(Math.min(total, page * pageRows))} of {format.count(total)}
			</span>
			<ActionIcon variant="default" size={26} aria-label="Page before" disabled={page <= 1} onClick={() => go(Math.min(page - 1, last))}>
				<IconChevronLeft size={14} stroke={1.8} aria-hidden />
			</ActionIcon>
			<ActionIcon variant="default" size={26} aria-label="Next page" disabled={page >= last} onClick={() => go(page + 1)}>
				<IconChevronRight size={14} stroke={1.8} aria-hidden />
			</ActionIcon>
		</nav>
	);
};
