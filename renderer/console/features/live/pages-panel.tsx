import type { LivePicture } from "../../../../backend/contract/live.js";
import { BarCell } from "../../ui/bars.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { Panel } from "../../ui/panel.js";

type PageRow = LivePicture["pages"][number];

const columnsOf = (most: number): readonly Column<PageRow>[] => [
	{
		id: "page",
		header: "Page",
		value: ({ page }) => page,
		show: ({ page, events }) => <BarCell text={page} share={events / most} />,
		elastic: true,
		unsorted: true,
	},
	{ id: "events", header: "Events", value: ({ events }) => events, unit: "count", unsorted: true },
];

/** Where the events of the last minutes happened. Ids in pages are counted together, as *. */
export const PagesPanel = ({ picture: { pages } }: { picture: LivePicture }) => {
	const columns = columnsOf(Math.max(1, pages[0]?.events ?? 1));
	return (
		<Panel
			title="Pages"
			scope="events, last 5 minutes"
			csv={pages.length > 0 ? { columns, rows: pages, file: ["live", "pages"] } : undefined}
		>
			<DataTable
				label="Pages of the last five minutes"
				columns={columns}
				rows={pages}
				rowKey={({ page }) => page}
				empty="Nobody was on a page."
			/>
		</Panel>
	);
};
