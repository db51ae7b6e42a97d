import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { keepFilter } from "../../app/filter.js";
import type { Filter } from "../../app/use-filter.js";
import { Panel } from "../../ui/panel.js";
import { Skeleton } from "../../ui/states.js";
import { channelName } from "../acquisition/acquisition.js";
import { type ReportData, type ReportFrame, ReportPanel, type ReportRow } from "../reports/reports.js";
import { Heat, weekdayHourWords } from "../times/times.js";
import classes from "./overview.module.css";

interface Props {
	readonly filter: Filter;
	readonly now: number;
	readonly version: number;
	readonly currency: string | null;
	/** Whether products are sold or named; null while that is not known. */
	readonly products: boolean | null;
}

const nothing = (): void => undefined;

/** The reports follow the currency that the cards show. */
const useFrame = ({ filter, now, version, currency }: Props): ReportFrame => {
	const minute = Math.floor(now / 60_000) * 60_000;
	return useMemo(
		() => ({ filter, now: minute, version, by: undefined, currency: currency ?? "none", tell: nothing, printing: false }),
		[filter, minute, version, currency],
	);
};

/** To the whole report. */
const Whole = ({ to }: { to: string }) => (
	<Link to={to as never} search={((before: Record<string, unknown>) => keepFilter(before)) as never} className={classes.whole ?? ""}>
		All
	</Link>
);

const channelColumns = ["channel", "sessions", "conversion", "revenue"] as const;
const channelShow = { channel: (row: ReportRow, data: ReportData) => channelName(data.text(row, "channel")) };

const productColumns = ["product_name", "views", "view_to_cart", "orders", "revenue"] as const;
const productHeaders = { product_name: "Product", view_to_cart: "To cart", orders: "Orders" } as const;
const productShow = {
	product_name: (row: ReportRow, data: ReportData) => data.text(row, "product_name") ?? data.text(row, "product_id"),
};

const pageColumns = ["page", "views", "exit_rate"] as const;
const byViews = { sort: "views" } as const;
const missing = { product_name: "–" } as const;

const Channels = ({ frame }: { frame: ReportFrame }) => (
	<ReportPanel
		frame={frame}
		report="channels"
		title="Channels"
		scope="by sessions"
		rows="sessions"
		main="sessions"
		only={channelColumns}
		show={channelShow}
		controls={<Whole to="/acquisition" />}
		pageRows={7}
		brief
	/>
);

const Products = ({ frame }: { frame: ReportFrame }) => (
	<ReportPanel
		frame={frame}
		report="products"
		title="Products"
		scope="by revenue of own lines"
		rows="products"
		main="revenue"
		only={productColumns}
		headers={productHeaders}
		show={productShow}
		missing={missing}
		compare={false}
		controls={<Whole to="/products" />}
		pageRows={6}
		brief
	/>
);

const Pages = ({ frame }: { frame: ReportFrame }) => (
	<ReportPanel
		frame={frame}
		id="seen"
		report="exit-pages"
		params={byViews}
		title="Pages"
		scope="by views"
		rows="pages"
		whyEmpty="Pages are read from the field “page” or the path of “url”."
		emptyAction={<Link to="/import">Check the columns in Import</Link>}
		main="views"
		only={pageColumns}
		controls={<Whole to="/pages" />}
		pageRows={6}
		brief
	/>
);

/** Of products or of pages: which of them it is, the first numbers tell. */
const Waiting = () => (
	<Panel title="Products or pages">
		<Skeleton shape="table" rows={7} />
	</Panel>
);

const BusyHours = ({ frame }: { frame: ReportFrame }) => (
	<ReportPanel
		frame={frame}
		report="weekday-hours"
		title="Busy hours"
		scope="sessions"
		rows="sessions"
		main="sessions"
		compare={false}
		pageRows={168}
		chart={(data) => <Heat data={data} frame={frame} measure="sessions" />}
		show={weekdayHourWords}
		brief
	/>
);

/** Where sessions come from, what sells (or is read, where nothing is sold), and when it is busy: read now, not saved. */
export const ReportPanels = (props: Props) => {
	const frame = useFrame(props);
	return (
		<>
			<Channels frame={frame} />
			{props.products === null ? <Waiting /> : props.products ? <Products frame={frame} /> : <Pages frame={frame} />}
			<BusyHours frame={frame} />
		</>
	);
};
