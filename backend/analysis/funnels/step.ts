import type { FunnelStep } from "../../contract/funnel.js";
import { type Params, type Predicate, predicateOf } from "./field.js";

/** Which events a step takes: `what` by type, action or page alone, `sql` with its conditions too. Both bind `params`. */
export interface StepPredicate extends Predicate {
	readonly what: string;
}

/** `name` begins the names of its parameters. */
export const stepPredicate = (step: FunnelStep, name: string): StepPredicate => {
	const what = step.on === "page" ? pagePredicate(step.is, name) : eventPredicate(step.is, name);
	const conditions = step.where.map((condition, at) => predicateOf(condition, `${name}_${at}`));
	const all = [what, ...conditions];
	return {
		what: what.sql,
		sql: all.map(({ sql }) => `(${sql})`).join(" AND "),
		params: Object.assign({}, ...all.map(({ params }) => params)) as Params,
	};
};

const eventPredicate = (value: string, name: string): Predicate => ({
	sql: `event_type = :${name} OR action = :${name}`,
	params: { [name]: value },
});

/** `*` stands for any text, also none; all else is literal. Patterns are regular expressions of a kind that takes linear time. */
const pagePredicate = (pattern: string, name: string): Predicate => {
	const [start = "", ...rest] = pattern.split("*");
	if (rest.length === 0) return { sql: `page = :${name}`, params: { [name]: pattern } };
	if (rest.every((part) => part === "")) {
		return { sql: `SUBSTR(page, 1, LENGTH(:${name})) = :${name}`, params: { [name]: start } };
	}
	const expression = pattern.split(/\*+/).map(literal).join(".*");
	// The mark in front lets an empty page be found as well: no match and a match of nothing look alike.
	return { sql: `REGEXP_EXTRACT('p' || page, :${name}, 0) <> ''`, params: { [name]: `(?s)\\Ap${expression}\\z` } };
};

const literal = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, "\\$&");
