import type { DetailedMetrics, Finding } from "../../contract/analysis.js";

/** What the rules may read: the sections that were computed, and the zone in which hours are told. */
export interface Evidence {
	readonly metrics: Partial<DetailedMetrics>;
	readonly tz: string;
}

/**
 * Judges one thing. Gives nothing where its sections are missing or hold no data: a rule never speaks without a number, and every
 * number in its text stands among its facts, under the path where detailed_metrics has it, or the rows
 * that it is the sum of (contract/metric-path.ts).
 */
export type Rule = (evidence: Evidence) => Finding[];

type Fact = Finding["facts"][number];

export const countFact = (metric: string, value: number): Fact => ({ metric, value, unit: "count" });
export const ratioFact = (metric: string, value: number): Fact => ({ metric, value, unit: "ratio" });
export const secondsFact = (metric: string, value: number): Fact => ({ metric, value, unit: "seconds" });
export const moneyFact = (metric: string, value: number): Fact => ({ metric, value, unit: "money" });
