import { IconCheck, IconEqual, IconPencil, IconPlus } from "@tabler/icons-react";
import type { ProductImport, ReadProduct, RejectedProduct } from "../../../../../backend/contract/catalog.js";
import type { Column } from "../../../ui/column.js";
import { DataTable } from "../../../ui/data-table.js";
import { format, none } from "../../../ui/format.js";
import { Tag } from "../../../ui/kit.js";
import { Panel } from "../../../ui/panel.js";
import { Empty } from "../../../ui/states.js";
import { nameShown } from "../../../ui/visible.js";
import { columnsLine, fieldWords, readLine } from "./words.js";

const outcomes = {
	inserted: { word: "New", tone: "good", icon: IconPlus },
	updated: { word: "Changed", tone: "accent", icon: IconPencil },
	unchanged: { word: "As before", tone: "neutral", icon: IconEqual },
} as const satisfies Record<ReadProduct["outcome"], unknown>;

const columns: readonly Column<ReadProduct>[] = [
	{ id: "row", header: "Row", value: ({ row }) => row, unit: "count" },
	{
		id: "outcome",
		header: "Import",
		value: ({ outcome }) => outcomes[outcome].word,
		show: ({ outcome }) => {
			const { word, ...tag } = outcomes[outcome];
			return <Tag {...tag}>{word}</Tag>;
		},
	},
	{ id: "name", header: "Name", value: ({ name }) => nameShown(name), elastic: true },
	{ id: "category", header: "Category", value: ({ category }) => category },
	{
		id: "price",
		header: "Price",
		value: ({ price }) => price,
		show: ({ price, currency }) => format.money(price, currency),
		unit: "count",
	},
	{ id: "stock", header: "Stock", value: ({ stock }) => stock, unit: "count" },
	{ id: "tags", header: "Tags", value: ({ tags }) => (tags.length === 0 ? null : tags.join(", ")), wideOnly: true },
	{ id: "slug", header: "Slug", value: ({ slug }) => slug, show: ({ slug }) => <code>{slug}</code>, wideOnly: true },
];

/** The first products as they would stand in the catalog. */
export const ReadPanel = ({ check }: { check: ProductImport }) => {
	const title = check.preview.length === 1 ? "The first product" : `The first ${format.count(check.preview.length)} products`;
	return (
		<Panel title={check.preview.length === 0 ? "Products" : title} scope={readLine(check)} foot={columnsLine(check.columns)}>
			{check.preview.length === 0 ? (
				<Empty title="No product in this file">
					{check.rows === 0 ? "It has a header and no rows." : "Every row is left out, for the reasons below."}
				</Empty>
			) : (
				<DataTable label="Products of the file" columns={columns} rows={check.preview} rowKey={({ row }) => String(row)} rowHeight={30} />
			)}
		</Panel>
	);
};

const fieldOf = (path: string): string => {
	const field = path.split(".", 1)[0] ?? "";
	return Object.hasOwn(fieldWords, field) ? fieldWords[field as keyof typeof fieldWords] : none;
};

const rejectColumns: readonly Column<RejectedProduct>[] = [
	{ id: "row", header: "Row", value: ({ row }) => row, unit: "count" },
	{ id: "field", header: "Field", value: ({ path }) => fieldOf(path) },
	{ id: "message", header: "What is wrong", value: ({ message }) => message },
	{ id: "fix", header: "What to do", value: ({ fix }) => fix, elastic: true },
];

/** Rows that are no products, each with the fix. */
export const LeftOutPanel = ({ check, file }: { check: ProductImport; file: string }) => {
	const { rejects, rejected } = check;
	const scope =
		rejected > rejects.length ? `the first ${format.count(rejects.length)} of ${format.count(rejected)} rows` : format.count(rejected);
	return (
		<Panel
			title="Left out"
			scope={rejected === 0 ? "no row" : scope}
			csv={rejected > 0 ? { columns: rejectColumns, rows: rejects, file: ["left-out", file] } : undefined}
		>
			{rejected === 0 ? (
				<Empty title="Every row is a product" icon={IconCheck} />
			) : (
				<DataTable label="Rows left out" columns={rejectColumns} rows={rejects} rowKey={({ row }) => String(row)} maxHeight={380} />
			)}
		</Panel>
	);
};
