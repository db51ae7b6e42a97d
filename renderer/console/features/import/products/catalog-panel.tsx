import { IconShoppingBag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Product } from "../../../../../backend/contract/catalog.js";
import { useClient } from "../../../app/client.js";
import { useZone } from "../../../app/use-zone.js";
import type { Column } from "../../../ui/column.js";
import { DataTable } from "../../../ui/data-table.js";
import { format } from "../../../ui/format.js";
import { Panel } from "../../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../../ui/states.js";
import { nameShown } from "../../../ui/visible.js";
import { productsOf } from "./words.js";

const shown = 100;

const columnsOf = (tz: string): readonly Column<Product>[] => [
	{ id: "name", header: "Name", value: ({ name }) => nameShown(name), elastic: true },
	{ id: "_id", header: "Product id", value: ({ _id }) => _id, show: ({ _id }) => <code>{_id}</code>, wideOnly: true },
	{ id: "category", header: "Category", value: ({ category }) => category },
	{
		id: "price",
		header: "Price",
		value: ({ price }) => price,
		show: ({ price, currency }) => format.money(price, currency),
		unit: "count",
	},
	{ id: "stock", header: "Stock", value: ({ stock }) => stock, unit: "count" },
	{ id: "updated_at", header: "Changed", value: ({ updated_at }) => Date.parse(updated_at), unit: "time", extra: tz },
];

/** What the shop has now. */
export const CatalogPanel = () => {
	const client = useClient();
	const tz = useZone();
	const columns = useMemo(() => columnsOf(tz), [tz]);
	const { data, error, refetch } = useQuery({
		queryKey: ["catalog"],
		queryFn: ({ signal }) => client.catalog.products({ limit: shown, sort: "created_desc" }, { signal }),
	});
	const scope = data && (data.total > shown ? `the newest ${format.count(shown)} of ${productsOf(data.total)}` : productsOf(data.total));
	return (
		<Panel title="Catalog" scope={scope}>
			{error && <ErrorPanel what="The catalog was not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="table" rows={3} />}
			{data?.total === 0 && (
				<Empty title="The catalog has no products" icon={IconShoppingBag}>
					The demo shop shows what stands here, and recommendations are made of it.
				</Empty>
			)}
			{data && data.total > 0 && (
				<DataTable label="Products of the catalog" columns={columns} rows={data.items} rowKey={({ _id }) => _id} maxHeight={420} />
			)}
		</Panel>
	);
};
