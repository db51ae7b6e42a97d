import type { MetricDefinition } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { SectionMetric } from "./metric.js";
import { sections } from "./metrics/list.js";

const known: readonly SectionMetric<string, unknown>[] = sections;

/** What the numbers of a section mean, and the SQL that computes them. Throws AppError `not_found`. */
export const definitionOf = (name: string): MetricDefinition => {
	const metric = known.find((one) => one.name === name);
	if (!metric) {
		throw new AppError("not_found", `There is no metric ${name}. Ask for one of: ${known.map((one) => one.name).join(", ")}.`);
	}
	return {
		metric: metric.name,
		definitions: metric.definitions,
		sql: metric.parts.map((part) => ({ name: part.name, text: part.sql.trim() })),
	};
};
