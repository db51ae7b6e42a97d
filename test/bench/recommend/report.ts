import type { Method, Quality, Split } from "../../../backend/recommendations/evaluate.js";

const names: Readonly<Record<Method, string>> = {
	neighbours: "Session neighbours",
	follows: "What follows what",
	together: "Together in a session",
	category: "Popular in category",
	popular: "Popular",
};

/** The value below which the share of the values lies; 0 of none. */
export const quantile = (values: readonly number[], share: number): number => {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const ms = (value: number): string => `${value.toFixed(2)} ms`;

export const splitText = ({ teaching, asked, at }: Split, products: number): string =>
	`Split at ${new Date(at).toISOString()}: ${teaching.length} sessions with ${products} products teach, ${asked.length} are asked.`;

/** As Markdown, so that it can stand in docs/recommendations.md. */
export const qualityTable = (quality: readonly Quality[]): string =>
	[
		"| Method | Recall@20 | MRR@20 | Coverage@20 | p50 | p95 | Predictions |",
		"|---|---|---|---|---|---|---|",
		...quality.map(
			({ method, recall, mrr, coverage, took, predictions }) =>
				`| ${names[method]} | ${percent(recall)} | ${mrr.toFixed(4)} | ${percent(coverage)} | ${ms(quantile(took, 0.5))} | ${ms(quantile(took, 0.95))} | ${predictions} |`,
		),
	].join("\n");
