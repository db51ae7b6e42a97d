import type { DetailedMetrics, SectionName } from "../../contract/analysis.js";
import type { SectionMetric } from "../metric.js";
import { basicMetrics } from "./basic-metrics.js";
import { boughtTogether } from "./bought-together.js";
import { commerce } from "./commerce.js";
import { conversionRates } from "./conversion-rates.js";
import { eventAnalysis } from "./event-analysis.js";
import { funnelAnalysis } from "./funnel-analysis.js";
import { hidden } from "./hidden.js";
import { pageAnalysis } from "./page-analysis.js";
import { productAnalysis } from "./product-analysis.js";
import { sessionAnalysis } from "./session-analysis.js";
import { timeAnalysis } from "./time-analysis.js";
import { trend } from "./trend.js";
import { userAnalysis } from "./user-analysis.js";

/** The sections of the detailed analysis, in the order in which a run computes and reports them: what a reader looks at first comes first. */
export const sections = [
	basicMetrics,
	trend,
	hidden,
	eventAnalysis,
	timeAnalysis,
	sessionAnalysis,
	funnelAnalysis,
	commerce,
	pageAnalysis,
	conversionRates,
	productAnalysis,
	boughtTogether,
	userAnalysis,
] as const satisfies readonly { [Name in SectionName]: SectionMetric<Name, DetailedMetrics[Name]> }[SectionName][];
