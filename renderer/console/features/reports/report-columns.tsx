import type { ReactNode } from "react";
import type { ReportColumn } from "../../../../backend/contract/reports.js";
import type { Range } from "../../app/period.js";
import { BarCell } from "../../ui/bars.js";
import { ChangeText } from "../../ui/change-text.js";
import type { Column } from "../../ui/column.js";
import { formatUnit, none, type Unit } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { nameShown } from "../../ui/visible.js";
import { bucketOf, endOf, isOpenBucket, localText, longText, newestOf, wallOf } from "./buckets.js";
import type { ReportData, ReportRow } from "./report-data.js";
import { headerOf } from "./words.js";

/** How a panel wants a report's rows to be shown. */
export interface ShowOptions {
	/** The measure that matters: it has the bar and, unless sorted by another, the change. */
	readonly main: string;
	/** Which columns, in this order; all that the report has when missing. The file always has all. */
	readonly only?: readonly string[] | undefined;
	readonly headers?: Readonly<Record<string, string>>;
	/** What stands for a key that is not there. */
	readonly missing?: Readonly<Record<string, string>>;
	/** Cells shown in another way than their unit's. */
	readonly show?: Readonly<Record<string, (row: ReportRow, data: ReportData) => ReactNode>>;
	/** Keys that share what width there is, and truncate; the first text when missing. */
	readonly elastic?: readonly string[] | undefined;
	/** Leave the table below 1200 px. */
	readonly wideOnly?: readonly string[];
	/** The breakdown's own name, over its column. */
	readonly by?: string | undefined;
	readonly tz: string;
	readonly range: Range;
}

/** Numbers that tell rows apart, such as hours, are whole. */
const unitOf = ({ unit, role }: ReportColumn): Unit => {
	if (unit === "number") return role === "key" ? "count" : "decimal";
	return unit === "day" ? "text" : unit;
};

const titleOf = (column: ReportColumn, currency: string | null, options: ShowOptions): string => {
	if (column.name === "by" && options.by !== undefined) return headerOf(options.by);
	const words = options.headers?.[column.name] ?? headerOf(column.name);
	return column.unit === "money" && currency !== null ? `${words} ${currency}` : words;
};

/** Money without its sign: the header has the currency. */
const textOf = (value: string | number | null, column: ReportColumn, tz: string): string => {
	if (value === null) return none;
	if (typeof value === "number") return formatUnit(value, unitOf(column), column.unit === "time" ? tz : null);
	return column.unit === "day" ? localText(value) : nameShown(value);
};

/** Under how many cases a ratio or a mean is not compared: of the first of these that the report counts. */
const cases = ["sessions", "visitors", "orders", "carts", "searches", "events"] as const;

const baseOf = (data: ReportData, row: ReportRow) => {
	const name = cases.find((candidate) => data.has(candidate));
	return name ? { base: [data.number(row, name), data.before(row, name)] as const } : {};
};

const changeColumn = (data: ReportData, column: ReportColumn, options: ShowOptions): Column<ReportRow> => {
	const { name, better } = column;
	const unit = unitOf(column);
	const common = { unit, better: better ?? ("none" as const), amount: true };
	const relative = (now: number | null, before: number | null | undefined): number | null => {
		if (now === null || typeof before !== "number") return null;
		if (unit === "ratio") return now - before;
		return before > 0 ? now / before - 1 : null;
	};
	return {
		id: `${name}_change`,
		header: name === options.main ? "Change" : `Change of ${titleOf(column, null, options).toLowerCase()}`,
		value: (row) => relative(data.number(row, name), data.before(row, name)),
		show: (row) => (
			<ChangeText
				now={data.number(row, name)}
				before={data.before(row, name)}
				{...common}
				{...(unit === "count" ? {} : baseOf(data, row))}
			/>
		),
		unit: "ratio",
		unsorted: true,
		...(data.sum(name) === null ? {} : { sum: <ChangeText now={data.sum(name)} before={data.sumBefore(name)} {...common} /> }),
	};
};

const keyColumn = (data: ReportData, column: ReportColumn, options: ShowOptions): Column<ReportRow> => {
	const place = data.report.columns.indexOf(column);
	return {
		id: column.name,
		header: titleOf(column, null, options),
		value: (row) => row.cells[place] ?? null,
		show: (row) => options.show?.[column.name]?.(row, data) ?? keyCell(row.cells[place] ?? null, column, data, options),
		...(column.unit === "text" || column.unit === "day" ? {} : { unit: unitOf(column), extra: options.tz }),
		...(options.wideOnly?.includes(column.name) ? { wideOnly: true } : {}),
	};
};

/** A day that the newest event lies in says so. */
const DayCell = ({ label, data, options }: { label: string; data: ReportData; options: ShowOptions }) => {
	const start = wallOf(label);
	const bucket = bucketOf(label, options);
	const open = isOpenBucket(start, endOf(start, bucket), newestOf({ through: data.report.data_through, tz: options.tz }));
	return (
		<>
			{longText(start, bucket)} {open && <Tag tone="warning">not complete</Tag>}
		</>
	);
};

const keyCell = (value: string | number | null, column: ReportColumn, data: ReportData, options: ShowOptions): ReactNode =>
	typeof value === "string" && column.unit === "day" ? (
		<DayCell label={value} data={data} options={options} />
	) : (
		keyText(value, column, options)
	);

const keyText = (value: string | number | null, column: ReportColumn, options: ShowOptions): string =>
	value === null ? (options.missing?.[column.name] ?? none) : textOf(value, column, options.tz);

/** Whole numbers that were added up are whole: pieces have no pennies. */
const sumText = (sum: number | null, column: ReportColumn, tz: string): string =>
	column.unit === "number" && Number.isInteger(sum) ? formatUnit(sum, "count") : textOf(sum, column, tz);

const measureColumn = (data: ReportData, column: ReportColumn, options: ShowOptions): Column<ReportRow> => {
	const { report } = data;
	const place = report.columns.indexOf(column);
	const sum = column.sum ? report.sums[place] : undefined;
	return {
		id: column.name,
		header: titleOf(column, report.currency, options),
		value: (row) => row.cells[place] ?? null,
		show: (row) => options.show?.[column.name]?.(row, data) ?? textOf(row.cells[place] ?? null, column, options.tz),
		unit: unitOf(column),
		...(sum === undefined ? {} : { sum: sumText(sum, column, options.tz) }),
		...(options.wideOnly?.includes(column.name) ? { wideOnly: true } : {}),
	};
};

/** What only a shop has. */
const commerce: ReadonlySet<string> = new Set(["sessions_with_order", "conversion", "orders", "aov"]);

/** What is a share of another column's cases. */
const shares: Readonly<Record<string, string>> = { view_to_cart: "views", view_to_buy: "views", cart_to_buy: "adds" };

/** A step that was never sent, rather than counted as zero: a shop that sends orders alone has no views. */
const neverSent = (data: ReportData, { name }: ReportColumn): boolean => {
	const counted = shares[name] ?? name;
	return (counted === "views" || counted === "adds") && data.has(counted) && data.sum(counted) === 0;
};

/** Of a site that sells nothing, orders and money are not shown as zeros; the file has them. */
const sellsNothing = (data: ReportData, { name, unit }: ReportColumn): boolean =>
	(unit === "money" || commerce.has(name)) &&
	!data.sum(name) &&
	data.rows.every((row) => !data.number(row, name) && !data.before(row, name));

const wanted = (data: ReportData, only: readonly string[] | undefined): readonly ReportColumn[] => {
	const { report } = data;
	if (!only) return report.columns;
	const named = only.flatMap((name) => report.columns.find((column) => column.name === name) ?? []);
	const by = report.columns.find((column) => column.name === "by");
	return by && !only.includes("by") ? [...named.filter(isKey), by, ...named.filter((column) => !isKey(column))] : named;
};

const isKey = ({ role }: ReportColumn): boolean => role === "key";

/** Broken down by what its rows are anyway, such as devices by device, a table would tell each value twice. */
const repeats = (data: ReportData, by: string | undefined): boolean =>
	by !== undefined &&
	data.report.columns[0]?.name === by &&
	data.report.columns.some(({ name }) => name === "by") &&
	data.rows.every((row) => data.text(row, by) === data.text(row, "by"));

/** The keys that truncate where they must: the first text among them, since numbers never do. */
const elasticOf = (keys: readonly Column<ReportRow>[], { elastic }: ShowOptions): readonly string[] => {
	const first = keys.find(({ unit }) => unit === undefined) ?? keys[0];
	return elastic ?? (first ? [first.id] : []);
};

/** The first key carries the bar of the main measure where that can be added up. */
const withBar = (first: Column<ReportRow>, data: ReportData, options: ShowOptions): Column<ReportRow> => {
	const main = data.report.columns.find(({ name }) => name === options.main);
	const all = { ...first, ...(first.sum === undefined && data.report.columns.some(({ sum }) => sum) ? { sum: "All" } : {}) };
	if (!main || main.unit === "ratio" || isKey(main) || first.unit !== undefined || data.report.columns[0]?.unit !== "text") return all;
	const most = Math.max(0, ...data.rows.map((row) => data.number(row, main.name) ?? 0));
	const text = first.show;
	return {
		...all,
		show: (row) => <BarCell text={text?.(row)} share={most > 0 ? (data.number(row, main.name) ?? 0) / most : 0} />,
	};
};

/** Keys first; the change stands after the measure it is of: the one sorted by, else the main one. */
export const columnsOf = (data: ReportData, options: ShowOptions, sortedBy: string | null): readonly Column<ReportRow>[] => {
	const columns = wanted(data, options.only).filter(({ name }) => name !== "by" || !repeats(data, options.by));
	const measures = columns.filter((column) => !isKey(column) && !neverSent(data, column) && !sellsNothing(data, column));
	const changing = data.compared
		? (measures.find(({ name }) => name === sortedBy) ?? measures.find(({ name }) => name === options.main))
		: undefined;
	const told = columns.filter(isKey).map((column) => keyColumn(data, column, options));
	const elastic = elasticOf(told, options);
	const keys = told.map((column) => (elastic.includes(column.id) ? { ...column, elastic: true } : column));
	const rest = measures.flatMap((column) => [
		measureColumn(data, column, options),
		...(column === changing ? [changeColumn(data, column, options)] : []),
	]);
	return keys.map((column, index) => (index === 0 ? withBar(column, data, options) : column)).concat(rest);
};

/** Of the file: every column as plain values, each measure beside the same of the compared period. */
export const fileColumns = (data: ReportData, options: ShowOptions): readonly Column<ReportRow>[] =>
	data.report.columns.flatMap((column, place): Column<ReportRow>[] => {
		const header = titleOf(column, data.report.currency, options);
		const unit = column.unit === "time" ? { unit: "time" as const } : {};
		const own: Column<ReportRow> = { id: column.name, header, value: (row) => row.cells[place] ?? null, ...unit };
		if (isKey(column) || !data.compared) return [own];
		return [
			own,
			{ id: `${column.name}_before`, header: `${header}, compared`, value: (row) => data.before(row, column.name) ?? null, ...unit },
		];
	});
