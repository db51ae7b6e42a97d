import type { Analysis, DetailedMetrics } from "../contract/analysis.js";
import type { AnalysisEngine } from "../engine/port.js";
import type { Extent } from "./calendar.js";
import { askerOf } from "./metric.js";
import { basicMetrics } from "./metrics/basic-metrics.js";
import { commerce } from "./metrics/commerce.js";
import { conversionRates } from "./metrics/conversion-rates.js";
import { funnelAnalysis } from "./metrics/funnel-analysis.js";
import { comparedRange } from "./reports/ranges.js";

type Asked = Pick<Analysis, "parameters" | "detailed_metrics">;

/** The sums that two periods are compared by. */
type Before = Pick<DetailedMetrics, "basic_metrics" | "funnel_analysis" | "commerce" | "conversion_rates">;

/** What may be missing at its beginning, of its length; with more the shop was not measured then. */
const mayBeMissing = 0.1;

const extentOf = ({ parameters, detailed_metrics: sections }: Asked): Extent | null => {
	const last = sections?.basic_metrics?.last_ts ?? null;
	const { from, to } = parameters;
	const end = to ?? (last === null ? null : last + 1);
	return from === null || end === null || end <= from ? null : { from, to: end };
};

/**
 * Of the period just before that of an analysis, as reports with compare=previous take it, under the same filter. Null where the analysis has
 * no beginning, and where that period has no events, or none in its first tenth: then a comparison would only tell when measuring began.
 */
export const periodBefore = async (engine: AnalysisEngine, analysis: Asked, signal?: AbortSignal): Promise<Before | null> => {
	const own = extentOf(analysis);
	const before = own && comparedRange({ compare: "previous" }, { ...analysis.parameters, ...own });
	if (!before) return null;
	const scope = { ...analysis.parameters, ...before, user: null };
	const run = await engine.open(scope, signal);
	try {
		const ask = askerOf(run);
		const basic = await basicMetrics.compute(ask);
		const first = basic.first_ts;
		if (first === null || first - before.from > (before.to - before.from) * mayBeMissing) return null;
		return {
			basic_metrics: basic,
			funnel_analysis: await funnelAnalysis.compute(ask),
			commerce: await commerce.compute(ask),
			conversion_rates: await conversionRates.compute(ask),
		};
	} finally {
		await run.close();
	}
};
