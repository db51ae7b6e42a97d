import type { TablePage } from "../../contract/analysis.js";
import pages from "./pages.sql";
import productNames from "./products.named.sql";
import products from "./products.sql";
import sessions from "./sessions.sql";
import users from "./users.sql";

type Unit = TablePage["columns"][number]["unit"];

/** A table: the rows it pages through, its columns, and by which it may be sorted. */
export interface Table {
	readonly sql: string;
	/** Unique; breaks ties, ascending. */
	readonly key: string;
	/** Its main count: the sort when none is asked for. */
	readonly main: string;
	readonly columns: Readonly<Record<string, Unit>>;
	/** Names for the rows of one page only, as (key, name): too dear for all, so nothing is sorted by them. */
	readonly names?: string;
}

export const tables = {
	sessions: {
		sql: sessions,
		key: "session",
		main: "events",
		columns: {
			session: "text",
			visitor: "text",
			start_ts: "time",
			end_ts: "time",
			duration_ms: "ms",
			events: "count",
			page_events: "count",
			distinct_pages: "count",
			entry_page: "text",
			exit_page: "text",
			shop_depth: "count",
			has_order: "count",
		},
	},
	users: {
		sql: users,
		key: "user_id",
		main: "total_events",
		columns: {
			user_id: "text",
			total_sessions: "count",
			total_events: "count",
			unique_pages: "count",
			avg_events_per_session: "count",
			first_ts: "time",
			last_ts: "time",
		},
	},
	pages: {
		sql: pages,
		key: "page",
		main: "events",
		columns: { page: "text", events: "count", visitors: "count", sessions: "count", entries: "count", exits: "count" },
	},
	products: {
		sql: products,
		key: "product_id",
		main: "events",
		names: productNames,
		columns: { product_id: "text", events: "count", viewed: "count", added: "count", bought: "count", visitors: "count" },
	},
} as const satisfies Record<string, Table>;
