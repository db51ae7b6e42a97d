import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Filter } from "../../app/use-filter.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty } from "../../ui/states.js";
import { Journey, Pairs, ShopFunnel } from "./details-funnels.js";
import { type Counted, countedColumns, countedOf, fileOf as file, fractionOf } from "./details-rows.js";
import { reasonColumns, reasonsOf } from "./noise-link.js";
import classes from "./overview.module.css";
import { Part } from "./part.js";
import { HoursPanel, ProductsPanel } from "./tables.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	readonly numbers: Numbers;
	readonly filter: Filter;
}

const Basics = ({ numbers }: Props) => (
	<Panel title="Basics" stale={numbers.stale}>
		<Part numbers={numbers} section="basic_metrics" what="The basic numbers were not computed." shape="table">
			{(data) => (
				<Facts
					items={[
						["Events", format.count(data.total_events)],
						["Sessions", format.count(data.total_sessions)],
						["Visitors", format.count(data.visitors)],
						["Persons, linked by user", format.count(data.persons)],
						["Distinct user ids", format.count(data.unique_users)],
						["Events per session", format.decimal(data.avg_events_per_session)],
						["Page events per session", format.decimal(data.avg_pages_per_session)],
						["Bounced sessions", format.count(data.bounced_sessions)],
						["Bounce rate", format.percent(data.bounce_rate)],
					]}
				/>
			)}
		</Part>
	</Panel>
);

const SessionFacts = ({ numbers }: Props) => (
	<Panel title="Sessions" stale={numbers.stale}>
		<Part numbers={numbers} section="session_analysis" what="The sessions were not measured." shape="table">
			{(data) => (
				<Facts
					items={[
						["Mean duration, all sessions", format.seconds(data.avg_session_duration)],
						["Mean duration, two or more events", format.seconds(numbers.sections.basic_metrics?.avg_session_duration_seconds_multi_event)],
						["Median duration", format.seconds(data.median_session_duration)],
						["Longest", format.seconds(data.max_session_duration)],
						["Median events", format.decimal(data.median_events_per_session, 1)],
						["Most events", format.count(data.max_events_per_session)],
						["Page events per session", format.decimal(data.avg_pages_per_session)],
						["Sessions of two or more events", format.count(data.multi_event_sessions)],
					]}
				/>
			)}
		</Part>
	</Panel>
);

const Rates = ({ numbers }: Props) => (
	<Panel title="Rates" stale={numbers.stale}>
		<Part numbers={numbers} section="conversion_rates" what="The rates were not computed." shape="table">
			{(data) => (
				<Facts
					items={[
						["Sessions of several pages", format.percent(data.multi_page_session_rate)],
						["Sessions that see a page twice", format.percent(data.page_repeat_session_rate)],
						["Visitors with two or more sessions", format.percent(data.return_visitor_rate)],
						["Sessions with an order", format.percent(numbers.sections.commerce?.conversion)],
					]}
				/>
			)}
		</Part>
	</Panel>
);

type Group = DetailedMetrics["commerce"]["by_currency"][number];

const money =
	(read: (group: Group) => number | null) =>
	(group: Group): string =>
		format.money(read(group), group.currency);

const moneyColumns: readonly Column<Group>[] = [
	{ id: "currency", header: "Currency", value: (group) => group.currency ?? "none given" },
	{ id: "orders", header: "Orders", value: (group) => group.orders, unit: "count" },
	{ id: "revenue", header: "Revenue", value: (group) => group.revenue, show: money((group) => group.revenue), unit: "money" },
	{ id: "aov", header: "Average order", value: (group) => group.aov, show: money((group) => group.aov), unit: "money" },
	{ id: "refunded", header: "Refunded", value: (group) => group.refunded, show: money((group) => group.refunded), unit: "money" },
	{ id: "cancelled", header: "Cancelled", value: (group) => group.cancelled, show: money((group) => group.cancelled), unit: "money" },
	{ id: "net", header: "Net", value: (group) => group.net, show: money((group) => group.net), unit: "money" },
];

const Commerce = ({ numbers, filter }: Props) => {
	const data = numbers.sections.commerce;
	return (
		<Panel
			title="Revenue by currency"
			scope={
				data ? `${format.count(data.cancels)} cancelled and ${format.count(data.refunds)} refunded orders; never added across` : undefined
			}
			csv={data && { columns: moneyColumns, rows: data.by_currency, file: file("revenue", filter) }}
			stale={numbers.stale}
			className={classes.wide ?? ""}
		>
			<Part numbers={numbers} section="commerce" what="The orders were not counted." shape="table" rows={3}>
				{({ by_currency }) => (
					<DataTable
						label="Revenue by currency"
						columns={moneyColumns}
						rows={by_currency}
						rowKey={(group) => group.currency ?? ""}
						empty="No orders in this period"
					/>
				)}
			</Part>
		</Panel>
	);
};

interface ListProps extends Props {
	readonly title: string;
	readonly scope?: string | undefined;
	readonly section: keyof DetailedMetrics;
	readonly rows: readonly Counted[] | undefined;
	readonly columns: readonly Column<Counted>[];
	readonly empty: string;
}

/** A list of keys and numbers: whole, sorted, under its header. */
const ListPanel = ({ numbers, filter, title, scope, section, rows, columns, empty }: ListProps) => (
	<Panel title={title} scope={scope} csv={rows && { columns, rows, file: file(title, filter) }} stale={numbers.stale}>
		<Part numbers={numbers} section={section} what={`${title}: not counted.`} shape="table">
			{() => <DataTable label={title} columns={columns} rows={rows ?? []} rowKey={(row) => row.key} maxHeight={320} empty={empty} />}
		</Part>
	</Panel>
);

const Lists = (props: Props) => {
	const { event_analysis, page_analysis, time_analysis, conversion_rates } = props.numbers.sections;
	return (
		<>
			<ListPanel
				{...props}
				title="Pages by events"
				scope={page_analysis && `${format.count(page_analysis.pages)} pages, at most 200 listed`}
				section="page_analysis"
				rows={page_analysis && countedOf(page_analysis.page_distribution)}
				columns={countedColumns("Page")}
				empty="No event names a page"
			/>
			<ListPanel
				{...props}
				title="Pages by sessions"
				scope="share of all sessions"
				section="conversion_rates"
				rows={conversion_rates && countedOf(conversion_rates.page_visit_rates)}
				columns={fractionOf("Page", "Sessions with it")}
				empty="No event names a page"
			/>
			<ListPanel
				{...props}
				title="Types of events"
				scope="as sent"
				section="event_analysis"
				rows={event_analysis && countedOf(event_analysis.event_types)}
				columns={countedColumns("Type")}
				empty="No events in this period"
			/>
			<ListPanel
				{...props}
				title="Actions"
				scope="under their canonical names"
				section="event_analysis"
				rows={event_analysis && countedOf(event_analysis.actions)}
				columns={countedColumns("Action")}
				empty="No event has a known commerce name"
			/>
			<ListPanel
				{...props}
				title="Days"
				scope={time_analysis?.peak_day ? `most on ${time_analysis.peak_day}` : undefined}
				section="time_analysis"
				rows={time_analysis && countedOf(time_analysis.daily_distribution, "key")}
				columns={countedColumns("Day")}
				empty="No events in this period"
			/>
		</>
	);
};

type TopUser = DetailedMetrics["user_analysis"]["top_users"][number];

const userColumns: readonly Column<TopUser>[] = [
	{ id: "user", header: "User", value: (user) => user.user_id, elastic: true },
	{ id: "sessions", header: "Sessions", value: (user) => user.total_sessions, unit: "count" },
	{ id: "events", header: "Events", value: (user) => user.total_events, unit: "count" },
	{ id: "pages", header: "Pages", value: (user) => user.unique_pages, unit: "count" },
	{ id: "depth", header: "Events a session", value: (user) => user.avg_events_per_session, unit: "decimal", wideOnly: true },
];

const Users = ({ numbers, filter }: Props) => {
	const data = numbers.sections.user_analysis;
	return (
		<Panel
			title="Users"
			scope={
				data &&
				`${format.count(data.users)} users, ${format.decimal(data.avg_sessions_per_user)} sessions and ${format.decimal(data.avg_events_per_user)} events each`
			}
			csv={data && { columns: userColumns, rows: data.top_users, file: file("users", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="user_analysis" what="The users were not counted." shape="table">
				{({ top_users }) => (
					<DataTable
						label="Users by events"
						columns={userColumns}
						rows={top_users}
						rowKey={(user) => user.user_id}
						maxHeight={320}
						empty="No event carries a user id"
					/>
				)}
			</Part>
		</Panel>
	);
};

const Hidden = ({ numbers, filter }: Props) => {
	const data = numbers.sections.hidden;
	const rows = data && reasonsOf(data.by_reason);
	return (
		<Panel
			title={filter.noise === "hide" ? "Hidden as noise" : "Noise that is counted"}
			scope={data && `${format.count(data.events)} events, by first reason`}
			csv={rows && { columns: reasonColumns, rows, file: file("noise", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="hidden" what="The noise was not counted." shape="table" rows={3}>
				{() => (
					<DataTable label="Noise by first reason" columns={reasonColumns} rows={rows ?? []} empty="No event in this period is noise" />
				)}
			</Part>
		</Panel>
	);
};

const Products = ({ numbers, filter }: Props) =>
	numbers.sections.product_analysis?.products === 0 ? (
		<Panel title="Products">
			<Empty title="No event names a product" />
		</Panel>
	) : (
		<ProductsPanel numbers={numbers} filter={filter} rows={20} />
	);

/** Every section of the analysis, as tables with their CSV. */
export const Details = (props: Props) => (
	<div className={classes.grid}>
		<Commerce {...props} />
		<Basics {...props} />
		<SessionFacts {...props} />
		<Rates {...props} />
		<ShopFunnel {...props} />
		<Journey {...props} />
		<Pairs {...props} />
		<Lists {...props} />
		<div className={classes.tall}>
			<HoursPanel {...props} />
		</div>
		<Users {...props} />
		<Products {...props} />
		<Hidden {...props} />
	</div>
);
