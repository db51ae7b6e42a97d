import carts from "../../store/duckdb/sql/kept/carts.sql";
import items from "../../store/duckdb/sql/kept/items.sql";
import namedProducts from "../../store/duckdb/sql/kept/named.sql";
import orderLines from "../../store/duckdb/sql/kept/order-lines.sql";
import eventPlaces from "../../store/duckdb/sql/kept/places.sql";
import searches from "../../store/duckdb/sql/kept/searches.sql";
import sessionPages from "../../store/duckdb/sql/kept/session-pages.sql";
import sessionProducts from "../../store/duckdb/sql/kept/session-products.sql";
import sessions from "../../store/duckdb/sql/kept/sessions.sql";
import tallies from "../../store/duckdb/sql/kept/tallies.sql";
import touchesOf from "../../store/duckdb/sql/kept/touches.sql";
import trail from "../../store/duckdb/sql/kept/trail.sql";
import type { By } from "../port.js";
import binsOfEvents from "../relation.bins.sql";
import pageCountsOfEvents from "../relation.page-counts.sql";
import paths from "../relation.paths.sql";
import people from "../relation.people.sql";
import person from "../relation.person.sql";
import productCountsOfEvents from "../relation.product-counts.sql";
import toldNamesOfEvents from "../relation.told-names.sql";
import withEvent from "../relation.with-event.sql";
import withSession from "../relation.with-session.sql";
import { needed, type Relation, type Relations, toldBySession, withPerson, written } from "../relation-text.js";
import { dollarParams, withBefore, words } from "../text.js";
import inRange from "./common/in-range.sql";
import links from "./common/links.sql";
import noiseEv from "./common/noise-ev.sql";
import ses from "./common/ses.sql";
import sesBy from "./common/ses-by.sql";
import sesTallies from "./common/ses-tallies.sql";
import sesTalliesBy from "./common/ses-tallies-by.sql";
import talliesBy from "./common/tallies-by.sql";
import withoutBy from "./common/without-by.sql";
import keptAnyEv from "./relations/any-ev.sql";
import keptBins from "./relations/bins.sql";
import keptBySes from "./relations/by-ses.sql";
import dayEnds from "./relations/day-ends.sql";
import keptEvs from "./relations/evs.sql";
import keptEvsOfAllTime from "./relations/evs-of-all-time.sql";
import keptKeyed from "./relations/keyed.sql";
import keptPageCounts from "./relations/page-counts.sql";
import keptProductCounts from "./relations/product-counts.sql";
import keptTallies from "./relations/tallies.sql";
import keptTalliesOfAllTime from "./relations/tallies-of-all-time.sql";
import keptToldNames from "./relations/told-names.sql";
import keptTouches from "./relations/touches.sql";
import variantAnyEv from "./variants/any-ev.sql";
import variantBySes from "./variants/by-ses.sql";
import variantEvs from "./variants/evs.sql";
import variantKeyed from "./variants/keyed.sql";
import variantSessionised from "./variants/sessionised.sql";
import variantTouches from "./variants/touches.sql";

/** Where a run's relations come from: the kept-up tables, the same for a question without bounds, or tables made for this run. */
export type Source = "kept" | "kept of all time" | "variant";

/** What differs between the sources; the other relations are made of these and of the kept-up tables, or what stands in for them. */
interface Ground {
	/** What takes the names of the kept-up tables where a run has none, and what these are made of. */
	readonly standIns: Readonly<Record<string, string>>;
	readonly anyEv: string;
	/** `ev` with the session_key of each event, whenever its session started. */
	readonly keyed: string;
	readonly evs: string;
	readonly bySes: string;
	readonly touches: string;
	readonly tallies: string;
	readonly bins: string;
	readonly productCounts: string;
	readonly pageCounts: string;
	readonly toldNames: string;
}

const kept: Ground = {
	standIns: { day_ends: dayEnds },
	anyEv: keptAnyEv,
	keyed: keptKeyed,
	evs: keptEvs,
	bySes: keptBySes,
	touches: keptTouches,
	tallies: keptTallies,
	bins: keptBins,
	productCounts: keptProductCounts,
	pageCounts: keptPageCounts,
	toldNames: keptToldNames,
};

/** Read from what a run made when it was opened: `run_sessionised` (seq, visitor, session_key), `run_sessions` and `run_lines`. */
const variant: Ground = {
	standIns: {
		sessionised: variantSessionised,
		event_places: eventPlaces,
		built_sessions: "FROM run_sessions",
		built_lines: "FROM run_lines",
		named_products: namedProducts,
		sessions_of_visitors: "FROM run_sessions",
		touched_sessions: touchesOf,
		kept_sessions: "FROM run_sessions",
		kept_order_lines: "FROM run_lines",
		kept_tallies: tallies,
		kept_trail: trail,
		kept_session_pages: sessionPages,
		kept_session_products: sessionProducts,
		kept_items: items,
		kept_searches: searches,
		kept_carts: carts,
	},
	anyEv: variantAnyEv,
	keyed: variantKeyed,
	evs: variantEvs,
	bySes: variantBySes,
	touches: variantTouches,
	tallies: talliesBy,
	bins: binsOfEvents,
	productCounts: productCountsOfEvents,
	pageCounts: pageCountsOfEvents,
	toldNames: toldNamesOfEvents,
};

const grounds = {
	kept,
	"kept of all time": { ...kept, evs: keptEvsOfAllTime, tallies: keptTalliesOfAllTime },
	variant,
} as const satisfies Record<Source, Ground>;

/** Makes a variant's tables from its events, in this order; `sessionised` is what run_sessionised and the events give together. */
export const runTables = {
	run_sessions: withBefore(sessions, [`sessionised AS (${variantSessionised})`, `event_places AS (${eventPlaces})`]),
	run_lines: withBefore(orderLines, [`sessionised AS (${variantSessionised})`, "built_sessions AS (FROM run_sessions)"]),
} as const;

const dialect = { mark: "$", text: "VARCHAR" } as const;

const sesText = (by: By | undefined): string => (toldBySession(by) ? ses : sesBy);

const ranged = (table: string, time: string): string => inRange.replaceAll("/*table*/", table).replaceAll("/*time*/", time);

/** Rows of a session, or of an event, in the range: `base_…` without a breakdown, and with what it takes to have one. */
const valued = (name: string, { table, time, wide }: { table: string; time: string; wide: string | null }): Relations => ({
	[`base_${name}`]: ranged(table, time),
	[name]: (wide ?? withoutBy).replaceAll("/*base*/", `base_${name}`),
});

/** What a question asks for. `session`: by their session's key or visitor, which rows of a session do not hold themselves. */
interface Wants {
	readonly by: By | undefined;
	readonly session: boolean;
}

/** In the order in which they may see each other. */
const relationsOf = (source: Source, { by, session }: Wants): Relation[] => {
	const ground = grounds[source];
	const ofSession = by || session ? withSession : null;
	const ofEvent = by ? withEvent : null;
	const talliesText = by ? talliesBy : ground.tallies;
	const all: Relations = {
		links,
		any_ev: ground.anyEv,
		ev: ranged("any_ev", "ts"),
		keyed: ground.keyed,
		...ground.standIns,
		base_ses: ranged("kept_sessions", "start_ts"),
		evs: ground.evs,
		by_ses: ground.bySes,
		ses: sesText(by),
		touches: ground.touches,
		tallies: talliesText,
		people: people.replace("/*tallies*/", talliesText),
		ses_tallies: by ? sesTalliesBy : sesTallies,
		trail: ranged("kept_trail", "start_ts"),
		...valued("ses_pages", { table: "kept_session_pages", time: "start_ts", wide: ofSession }),
		...valued("ses_products", { table: "kept_session_products", time: "start_ts", wide: ofSession }),
		paths,
		...valued("carts", { table: "kept_carts", time: "start_ts", wide: ofSession }),
		...valued("order_lines", { table: "kept_order_lines", time: "ts", wide: ofEvent }),
		...valued("items", { table: "kept_items", time: "ts", wide: ofEvent }),
		...valued("searches", { table: "kept_searches", time: "ts", wide: ofEvent }),
		bins: by ? binsOfEvents : ground.bins,
		product_counts: by ? productCountsOfEvents : ground.productCounts,
		page_counts: by ? pageCountsOfEvents : ground.pageCounts,
		told_names: ground.toldNames,
		noise_ev: noiseEv,
	};
	return written(all, by, dialect);
};

export interface Composed {
	readonly sql: string;
	/** Whether the text takes a parameter of this name. */
	readonly takes: (name: string) => boolean;
}

/** What is small and dear, whoever reads it. */
const computedOnce: ReadonlySet<string> = new Set(["by_ses"]);

/**
 * The question's text with the relations it names as CTEs before its own. Few are materialised: of the others each use reads only the
 * columns and the time it needs. A breakdown by a property takes the parameter `by_pointer`, one of chosen values those of `byParams`.
 */
export const compose = (sql: string, source: Source, by?: By): Composed => {
	const question = dollarParams(sql);
	const named = words(question);
	const relations = relationsOf(source, { by, session: named.has("session_key") || named.has("visitor") });
	const chosen = needed(named.has("person") ? withPerson(relations, person) : relations, question);
	const text = withBefore(
		question,
		chosen.map(({ name, sql: body }) => `${name} AS ${computedOnce.has(name) ? "" : "NOT "}MATERIALIZED (\n${body}\n)`),
	);
	const taken = words(text);
	return { sql: text, takes: (name) => taken.has(`$${name}`) };
};
