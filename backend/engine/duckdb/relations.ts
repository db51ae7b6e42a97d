import bins from "./relations/bins.sql";
import ev from "./relations/ev.sql";
import evPerson from "./relations/ev-person.sql";
import evs from "./relations/evs.sql";
import evsOfAllTime from "./relations/evs-of-all-time.sql";
import links from "./relations/links.sql";
import noiseEv from "./relations/noise-ev.sql";
import orderLines from "./relations/order-lines.sql";
import ses from "./relations/ses.sql";
import { dollarParams, withBefore, words } from "./text.js";
import variantBins from "./variants/bins.sql";
import variantEv from "./variants/ev.sql";
import variantEvs from "./variants/evs.sql";
import variantOrderLines from "./variants/order-lines.sql";
import variantSes from "./variants/ses.sql";

interface Relation {
	readonly name: string;
	readonly sql: string;
}

/** In the order in which they may see each other. */
const keptRelations: readonly Relation[] = [
	{ name: "links", sql: links },
	{ name: "ev", sql: ev },
	{ name: "ses", sql: ses },
	{ name: "evs", sql: evs },
	{ name: "order_lines", sql: orderLines },
	{ name: "bins", sql: bins },
	{ name: "noise_ev", sql: noiseEv },
];

const keptOfAllTime: readonly Relation[] = keptRelations.map((relation) =>
	relation.name === "evs" ? { name: "evs", sql: evsOfAllTime } : relation,
);

const variantRelations: readonly Relation[] = [
	{ name: "links", sql: links },
	{ name: "ev", sql: variantEv },
	{ name: "ses", sql: variantSes },
	{ name: "evs", sql: variantEvs },
	{ name: "order_lines", sql: variantOrderLines },
	{ name: "bins", sql: variantBins },
	{ name: "noise_ev", sql: noiseEv },
];

/** A metric that names `person` gets `ev` with it; the others are spared the join. */
const withPerson = (relations: readonly Relation[]): Relation[] =>
	relations.flatMap((relation) =>
		relation.name === "ev"
			? [
					{ name: "ev_without_person", sql: relation.sql },
					{ name: "ev", sql: evPerson.replace("/*events*/", "ev_without_person") },
				]
			: [relation],
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

/** Where a run's relations come from: the kept-up tables, the same for a question without bounds, or tables made for this run. */
export type Source = "kept" | "kept of all time" | "variant";

const relationsOf = { kept: keptRelations, "kept of all time": keptOfAllTime, variant: variantRelations } as const satisfies Record<
	Source,
	readonly Relation[]
>;

/**
 * The metric's text with the relations it names as CTEs before its own. Not materialised: each use reads only the columns and
 * the time it needs. Gives also the names of the parameters that the text takes.
 */
export const compose = (sql: string, source: Source): { readonly sql: string; readonly takes: (name: string) => boolean } => {
	const metric = dollarParams(sql);
	const relations = relationsOf[source];
	const chosen = needed(words(metric).has("person") ? withPerson(relations) : relations, metric);
	const text = withBefore(
		metric,
		chosen.map(({ name, sql: body }) => `${name} AS NOT MATERIALIZED (\n${body}\n)`),
	);
	const taken = words(text);
	return { sql: text, takes: (name) => taken.has(`$${name}`) };
};
