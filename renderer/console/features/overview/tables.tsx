import { Link } from "@tanstack/react-router";
import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Filter } from "../../app/use-filter.js";
import { BarCell } from "../../ui/bars.js";
import type { ChartPoint } from "../../ui/chart-points.js";
import { ColumnChart } from "../../ui/charts.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Empty } from "../../ui/states.js";
import { Part } from "./part.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	readonly numbers: Numbers;
	readonly filter: Filter;
	/** How many rows are drawn; the CSV has all that the analysis holds. */
	readonly rows?: number;
}

interface Counted {
	readonly key: string;
	readonly count: number;
}

/** A key with its bar, its count and its share of all events. */
const countedColumns = (header: string, unit: string, highest: number, all: number): readonly Column<Counted>[] => [
	{
		id: "key",
		header,
		value: (row) => row.key,
		show: (row) => <BarCell text={row.key} share={row.count / Math.max(1, highest)} />,
		elastic: true,
	},
	{ id: "count", header: unit, value: (row) => row.count, unit: "count" },
	{ id: "share", header: "Share", value: (row) => (all > 0 ? row.count / all : null), unit: "ratio", wideOnly: true },
];

const file = (name: string, filter: Filter): readonly string[] => [name, filter.range.from, filter.range.to];

const shownOf = (shown: number, all: number): string => (all > shown ? `${shown} of ${format.count(all)}` : `${all}`);

export const PagesPanel = ({ numbers, filter, rows = 8 }: Props) => {
	const data = numbers.sections.page_analysis;
	const pages = (data?.top_pages ?? []).map(({ page, count }) => ({ key: page, count }));
	const views = Object.values(data?.page_distribution ?? {}).reduce((sum, count) => sum + count, 0);
	const columns = countedColumns("Page", "Events", pages[0]?.count ?? 0, numbers.sections.basic_metrics?.total_events ?? views);
	return (
		<Panel
			title="Pages"
			scope={data && shownOf(Math.min(rows, pages.length), data.pages)}
			csv={data && { columns, rows: pages, file: file("pages", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="page_analysis" what="The pages were not counted." shape="table" rows={rows}>
				{() =>
					pages.length > 0 ? (
						<DataTable label="Pages by events" columns={columns} rows={pages.slice(0, rows)} rowKey={(row) => row.key} />
					) : (
						<Empty title="No event names a page" action={<Link to="/import">Check the columns in Import</Link>}>
							Pages are read from the field “page” or the path of “url”.
						</Empty>
					)
				}
			</Part>
		</Panel>
	);
};

export const TypesPanel = ({ numbers, filter, rows = 8 }: Props) => {
	const data = numbers.sections.event_analysis;
	const types = (data?.top_event_types ?? []).map(({ type, count }) => ({ key: type, count }));
	const columns = countedColumns("Type", "Events", types[0]?.count ?? 0, numbers.sections.basic_metrics?.total_events ?? 0);
	return (
		<Panel
			title="Event types"
			scope={data && shownOf(Math.min(rows, types.length), data.types)}
			csv={data && { columns, rows: types, file: file("event types", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="event_analysis" what="The event types were not counted." shape="table" rows={4}>
				{() =>
					types.length > 0 ? (
						<DataTable label="Event types by events" columns={columns} rows={types.slice(0, rows)} rowKey={(row) => row.key} />
					) : (
						<Empty title="No events in this period" />
					)
				}
			</Part>
		</Panel>
	);
};

type Product = DetailedMetrics["product_analysis"]["top_products"][number];

const productName = (product: Product): string => product.name ?? product.product_id;

const productKey: Column<Product> = { id: "product", header: "Product", value: productName, elastic: true };
const productEvents: Column<Product> = { id: "events", header: "Events", value: (product) => product.events, unit: "count" };
const productSteps: readonly Column<Product>[] = [
	{ id: "viewed", header: "Views", value: (product) => product.viewed, unit: "count" },
	{ id: "added", header: "To cart", value: (product) => product.added, unit: "count" },
	{ id: "bought", header: "Bought", value: (product) => product.bought, unit: "count" },
];
const productCsv: readonly Column<Product>[] = [
	{ id: "id", header: "Product id", value: (product) => product.product_id },
	productKey,
	...productSteps,
	productEvents,
];

/** A step that no product has was not sent, rather than counted as zero, and has no column. */
const productColumns = (products: readonly Product[]): readonly Column<Product>[] => [
	productKey,
	productEvents,
	...productSteps.filter(({ value }) => products.some((product) => value(product) !== 0)),
];

export const ProductsPanel = ({ numbers, filter, rows = 8 }: Props) => {
	const data = numbers.sections.product_analysis;
	return (
		<Panel
			title="Products"
			scope={data && `${shownOf(Math.min(rows, data.top_products.length), data.products)}, by events`}
			csv={data && { columns: productCsv, rows: data.top_products, file: file("products", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="product_analysis" what="The products were not counted." shape="table" rows={rows}>
				{({ top_products }) => (
					<DataTable
						label="Products"
						columns={productColumns(top_products)}
						rows={top_products.slice(0, rows)}
						rowKey={(row) => row.product_id}
					/>
				)}
			</Part>
		</Panel>
	);
};

const hourPoints = (distribution: Readonly<Record<string, number>>): readonly ChartPoint[] =>
	Array.from({ length: 24 }, (_, hour) => {
		const label = String(hour).padStart(2, "0");
		return { id: label, label, title: `${label}:00 to ${label}:59`, value: distribution[String(hour)] ?? 0 };
	});

const hourColumns: readonly Column<ChartPoint>[] = [
	{ id: "hour", header: "Hour", value: (point) => point.label, show: (point) => point.title },
	{ id: "events", header: "Events", value: (point) => point.value, unit: "count" },
];

export const HoursPanel = ({ numbers, filter }: Props) => {
	const data = numbers.sections.time_analysis;
	const points = hourPoints(data?.hourly_distribution ?? {});
	const peak = data?.peak_hour ?? null;
	const words = peak === null ? "no events" : `Peak ${String(peak).padStart(2, "0")}:00`;
	return (
		<Panel
			title="Hours"
			scope="events by hour of day"
			twin={data && { columns: hourColumns, rows: points, file: file("hours", filter) }}
			stale={numbers.stale}
			foot={data && peak !== null && `${words}, ${format.count(points[peak]?.value)} events · ${filter.tz.replaceAll("_", " ")}`}
		>
			<Part numbers={numbers} section="time_analysis" what="The hours were not counted." shape="bars">
				{() =>
					peak === null ? (
						<Empty title="No events in this period" />
					) : (
						<ColumnChart points={points} name="Events" unit="count" better="none" sentence={`Events by hour of day. ${words}.`} />
					)
				}
			</Part>
		</Panel>
	);
};
