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
import { type By, byColumns, pointerOf } from "../port.js";
import binsOfEvents from "./common/bins.sql";
import bySes from "./common/by-ses.sql";
import inRange from "./common/in-range.sql";
import links from "./common/links.sql";
import noiseEv from "./common/noise-ev.sql";
import pageCountsOfEvents from "./common/page-counts.sql";
import paths from "./common/paths.sql";
import people from "./common/people.sql";
import person from "./common/person.sql";
import productCountsOfEvents from "./common/product-counts.sql";
import ses from "./common/ses.sql";
import sesBy from "./common/ses-by.sql";
import sesTallies from "./common/ses-tallies.sql";
import sesTalliesBy from "./common/ses-tallies-by.sql";
import talliesBy from "./common/tallies-by.sql";
import toldNamesOfEvents from "./common/told-names.sql";
import withEvent from "./common/with-event.sql";
import withSession from "./common/with-session.sql";
import withoutBy from "./common/without-by.sql";
import keptBins from "./relations/bins.sql";
import dayEnds from "./relations/day-ends.sql";
import keptEv from "./relations/ev.sql";
import keptEvs from "./relations/evs.sql";
import keptEvsOfAllTime from "./relations/evs-of-all-time.sql";
import keptKeyed from "./relations/keyed.sql";
import keptPageCounts from "./relations/page-counts.sql";
import keptProductCounts from "./relations/product-counts.sql";
import keptTallies from "./relations/tallies.sql";
import keptTalliesOfAllTime from "./relations/tallies-of-all-time.sql";
import keptToldNames from "./relations/told-names.sql";
import keptTouches from "./relations/touches.sql";
import { dollarParams, withBefore, words } from "./text.js";
import variantEv from "./variants/ev.sql";
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
	readonly ev: string;
	/** `ev` with the session_key of each event, whenever its session started. */
	readonly keyed: string;
	readonly evs: string;
	readonly touches: string;
	readonly tallies: string;
	readonly bins: string;
	readonly productCounts: string;
	readonly pageCounts: string;
	readonly toldNames: string;
}

const kept: Ground = {
	standIns: { day_ends: dayEnds },
	ev: keptEv,
	keyed: keptKeyed,
	evs: keptEvs,
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
		kept_session_pages: sessionPages,
		kept_session_products: sessionProducts,
		kept_items: items,
		kept_searches: searches,
		kept_carts: carts,
	},
	ev: variantEv,
	keyed: variantKeyed,
	evs: variantEvs,
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

interface Relation {
	readonly name: string;
	readonly sql: string;
}

/** Columns of `events` that `ev` and `evs` show as they are; `visitor` depends on the source. */
const eventColumns = [
	"seq",
	"source",
	"event_id",
	"ts",
	"user_id",
	"session_id",
	"event_type",
	"action",
	"page",
	"product_id",
	"product_name",
	"product_category",
	"price",
	"quantity",
	"currency",
	"order_id",
	"revenue",
	"total",
	"search_term",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"referrer",
	"channel",
	"device",
	"properties",
] as const;

const columnsOf = (table: string): string => eventColumns.map((column) => `${table}.${column}`).join(", ");

/** The text of `by_value` in a row of `table`. Columns come from the closed list, paths and values are bound. */
const byText = (by: By | undefined, table: string): string => {
	if (!by) return "CAST(NULL AS VARCHAR)";
	const own = ownText(by, table);
	if (!by.only) return own;
	const known = by.only.values.map((_, at) => `$by_value_${at}`).join(", ");
	return `CASE WHEN ${own} IS NULL THEN NULL ${known === "" ? "" : `WHEN ${own} IN (${known}) THEN ${own} `}ELSE $by_others END`;
};

/** What `byText` and the breakdown's path bind. */
export const byParams = (by: By | undefined): Readonly<Record<string, string>> => ({
	...(by?.kind === "property" ? { by_pointer: pointerOf(by.path) } : {}),
	...(by?.only ? { by_others: by.only.others } : {}),
	...Object.fromEntries((by?.only?.values ?? []).map((value, at) => [`by_value_${at}`, value])),
});

const ownText = (by: By, table: string): string => {
	if (by.kind === "property") return `property_text(${table}.properties, $by_pointer)`;
	if (!byColumns.includes(by.column)) throw new Error(`Rows cannot be broken down by the column ${by.column}.`);
	return `${table}.${by.column}`;
};

/** What a session holds as the first of its events, and by the same rule as a breakdown wants it. */
const ownOfSession: readonly string[] = ["channel", "device", "user_id"];

const sesText = (by: By | undefined): string =>
	by === undefined || (by.kind === "column" && ownOfSession.includes(by.column)) ? ses : sesBy;

const ranged = (table: string, time: string): string => inRange.replaceAll("/*table*/", table).replaceAll("/*time*/", time);

/** Rows of a session, or of an event, in the range: `base_…` without a breakdown, and with what it takes to have one. */
const valued = (name: string, { table, time, wide }: { table: string; time: string; wide: string | null }): Relations => ({
	[`base_${name}`]: ranged(table, time),
	[name]: (wide ?? withoutBy).replaceAll("/*base*/", `base_${name}`),
});

type Relations = Readonly<Record<string, string>>;

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
		ev: ground.ev,
		keyed: ground.keyed,
		...ground.standIns,
		base_ses: ranged("kept_sessions", "start_ts"),
		evs: ground.evs,
		by_ses: bySes,
		ses: sesText(by),
		touches: ground.touches,
		tallies: talliesText,
		people: people.replace("/*tallies*/", talliesText),
		ses_tallies: by ? sesTalliesBy : sesTallies,
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
	return Object.entries(all).map(([name, sql]) => ({
		name,
		sql: sql
			.replaceAll(/\/\*(\w+)\.columns\*\//g, (_, table: string) => columnsOf(table))
			.replaceAll(/\/\*(\w+)\.by\*\//g, (_, table: string) => byText(by, table)),
	}));
};

const withPeople: readonly string[] = ["ev", "evs", "tallies", "people", "ses_tallies"];

/** A question that names `person` gets the relations of events with it; the others are spared the join. */
const withPerson = (relations: readonly Relation[]): Relation[] =>
	relations.flatMap(({ name, sql }) =>
		withPeople.includes(name)
			? [
					{ name: `${name}_without_person`, sql },
					{ name, sql: person.replace("/*events*/", `${name}_without_person`) },
				]
			: [{ name, sql }],
	);

const needed = (relations: readonly Relation[], sql: string): Relation[] => {
	const wanted = new Set(words(sql));
	const chosen: Relation[] = [];
	for (const relation of [...relations].reverse()) {
		if (!wanted.has(relation.name)) continue;
		chosen.unshift(relation);
		for (const word of words(relation.sql)) wanted.add(word);
	}
	return chosen;
};

export interface Composed {
	readonly sql: string;
	/** Whether the text takes a parameter of this name. */
	readonly takes: (name: string) => boolean;
}

/**
 * The question's text with the relations it names as CTEs before its own. Not materialised: each use reads only the columns and
 * the time it needs. A breakdown by a property takes the parameter `by_pointer`, one of chosen values those of `byParams`.
 */
export const compose = (sql: string, source: Source, by?: By): Composed => {
	const question = dollarParams(sql);
	const named = words(question);
	const relations = relationsOf(source, { by, session: named.has("session_key") || named.has("visitor") });
	const chosen = needed(named.has("person") ? withPerson(relations) : relations, question);
	const text = withBefore(
		question,
		chosen.map(({ name, sql: body }) => `${name} AS NOT MATERIALIZED (\n${body}\n)`),
	);
	const taken = words(text);
	return { sql: text, takes: (name) => taken.has(`$${name}`) };
};
