import type { InsightFact } from "../../contract/insight-text.js";
import type { Candidate } from "../facts/candidates.js";
import { clean } from "../facts/clean.js";

export interface Names {
	readonly facts: ReadonlyMap<string, InsightFact>;
	readonly candidates: ReadonlyMap<string, Candidate>;
}

const labelOf = ({ name, label }: InsightFact): string => (name === null ? label : `“${name}”`);

/** A template as people read it: each number as it was computed, with its unit, each name as it was cleaned. */
export const fill = (template: string, { facts, candidates }: Names): string =>
	template
		.replace(/\{([FP]\d{2,3})(\.label)?\}/g, (_, id: string, label: string | undefined) => {
			const fact = facts.get(id);
			if (fact) return label === undefined ? fact.text : labelOf(fact);
			const candidate = candidates.get(id);
			return candidate ? clean(candidate.product.name) : "";
		})
		.replace(/ {2,}/g, " ")
		.trim();
