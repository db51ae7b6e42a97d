import type { By } from "../port.js";
import bins from "../relation.bins.sql";
import pageCounts from "../relation.page-counts.sql";
import paths from "../relation.paths.sql";
import people from "../relation.people.sql";
import person from "../relation.person.sql";
import productCounts from "../relation.product-counts.sql";
import toldNames from "../relation.told-names.sql";
import withEvent from "../relation.with-event.sql";
import withSession from "../relation.with-session.sql";
import { needed, type Relations, toldBySession, withPerson, written } from "../relation-text.js";
import { parameters, withBefore, words } from "../text.js";
import anyEv from "./relations/any-ev.sql";
import bySes from "./relations/by-ses.sql";
import carts from "./relations/carts.sql";
import evs from "./relations/evs.sql";
import inRange from "./relations/in-range.sql";
import items from "./relations/items.sql";
import links from "./relations/links.sql";
import namedProducts from "./relations/named-products.sql";
import noiseEv from "./relations/noise-ev.sql";
import orderLines from "./relations/order-lines.sql";
import searches from "./relations/searches.sql";
import ses from "./relations/ses.sql";
import sesBy from "./relations/ses-by.sql";
import sesTallies from "./relations/ses-tallies.sql";
import sessionPages from "./relations/session-pages.sql";
import sessionProducts from "./relations/session-products.sql";
import sessionised from "./relations/sessionised.sql";
import sessions from "./relations/sessions.sql";
import tallies from "./relations/tallies.sql";
import touched from "./relations/touched.sql";
import touches from "./relations/touches.sql";
import trail from "./relations/trail.sql";
import withoutBy from "./relations/without-by.sql";

const dialect = { mark: ":", text: "STRING" } as const;

/** A temporary view of one run. */
export const viewName = (run: string, name: string): string => `${run}_${name}`;

const from = (run: string, name: string): string => `SELECT * FROM ${viewName(run, name)}`;

interface View {
	readonly name: string;
	readonly sql: string;
	/** Kept views of the run that it reads. */
	readonly needs: readonly string[];
}

const keptTexts = {
	sessionised: { sql: sessionised, reads: ["events"] },
	sessions: { sql: sessions, reads: ["sessionised"] },
	lines: { sql: orderLines, reads: ["sessionised", "sessions"] },
	named_products: { sql: namedProducts, reads: ["sessionised"] },
	all_items: { sql: items, reads: ["named_products", "lines"] },
} as const;

/**
 * What a run reads many times: made when it is first read, from the run's events, and kept while the run is open. All else is part of
 * each question, so that Spark reads no more columns and time than that one needs.
 */
export const keptViews = (run: string): View[] =>
	Object.entries(keptTexts).map(([name, { sql, reads }]) => ({
		name,
		sql: withBefore(
			sql,
			reads.map((read) => `${read} AS (${from(run, read)})`),
		),
		needs: reads.filter((read) => read in keptTexts),
	}));

const ranged = (table: string, time: string): string => inRange.replaceAll("/*table*/", table).replaceAll("/*time*/", time);

/** Rows of a session, or of an event, in the range: `base_…` without a breakdown, and with what it takes to have one. */
const valued = (name: string, { table, time, wide }: { table: string; time: string; wide: string | null }): Relations => ({
	[`base_${name}`]: ranged(table, time),
	[name]: (wide ?? withoutBy).replaceAll("/*base*/", `base_${name}`),
});

/** In the order in which they may see each other. `session`: the question asks by a session's key or visitor. */
const relationsOf = (run: string, by: By | undefined, session: boolean): Relations => {
	const ofSession = by || session ? withSession : null;
	const ofEvent = by ? withEvent : null;
	return {
		events: from(run, "events"),
		sessionised: from(run, "sessionised"),
		all_sessions: from(run, "sessions"),
		all_lines: from(run, "lines"),
		links,
		any_ev: anyEv,
		ev: ranged("any_ev", "ts"),
		named_products: from(run, "named_products"),
		touched_sessions: touched,
		all_session_pages: sessionPages,
		all_session_products: sessionProducts,
		all_items: from(run, "all_items"),
		all_searches: searches,
		all_carts: carts,
		base_ses: ranged("all_sessions", "start_ts"),
		evs,
		by_ses: bySes,
		ses: toldBySession(by) ? ses : sesBy,
		touches,
		tallies,
		people: people.replace("/*tallies*/", tallies),
		ses_tallies: sesTallies,
		trail,
		...valued("ses_pages", { table: "all_session_pages", time: "start_ts", wide: ofSession }),
		...valued("ses_products", { table: "all_session_products", time: "start_ts", wide: ofSession }),
		paths,
		...valued("carts", { table: "all_carts", time: "start_ts", wide: ofSession }),
		...valued("order_lines", { table: "all_lines", time: "ts", wide: ofEvent }),
		...valued("items", { table: "all_items", time: "ts", wide: ofEvent }),
		...valued("searches", { table: "all_searches", time: "ts", wide: ofEvent }),
		bins,
		product_counts: productCounts,
		page_counts: pageCounts,
		told_names: toldNames,
		noise_ev: noiseEv,
	};
};

export interface Composed {
	readonly sql: string;
	/** The names of the parameters it takes. */
	readonly takes: ReadonlySet<string>;
	/** The kept views it reads. */
	readonly needs: readonly string[];
}

/** The question's text, unchanged, with the relations it names as CTEs before its own. */
export const compose = (sql: string, run: string, by?: By): Composed => {
	const named = words(sql);
	const relations = written(relationsOf(run, by, named.has("session_key") || named.has("visitor")), by, dialect);
	const chosen = needed(named.has("person") ? withPerson(relations, person) : relations, sql);
	const text = withBefore(
		sql,
		chosen.map(({ name, sql: body }) => `${name} AS (\n${body}\n)`),
	);
	const read = words(text);
	return { sql: text, takes: parameters(text), needs: Object.keys(keptTexts).filter((name) => read.has(viewName(run, name))) };
};

/** The names of the parameters that a view's text takes. */
export const takenBy = ({ sql }: View): ReadonlySet<string> => parameters(sql);
