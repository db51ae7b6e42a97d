import { DateTime } from "luxon";
import type { Analysis, AnalysisKind, AppliedFilter, DetailedMetrics } from "../contract/analysis.js";
import { number } from "../words.js";
import { judge } from "./insights/judge.js";
import { maxDays } from "./metrics/time-analysis.js";
import type { MetricFailure, RunResult } from "./run.js";

export interface Made {
	readonly id: string;
	readonly userId: string | null;
	readonly kind: AnalysisKind;
	readonly parameters: AppliedFilter;
	readonly engine: string;
	readonly startedAt: number;
	readonly finishedAt: number;
	readonly notes: readonly string[];
}

/** A run as the document that is shown and saved. It failed when any metric did; the error names each. */
export const toAnalysis = (result: RunResult, made: Made): Analysis => {
	const { detailed, failures } = result;
	return {
		_id: made.id,
		user_id: made.userId,
		created_at: new Date(made.startedAt).toISOString(),
		kind: made.kind,
		status: failures.length === 0 ? "done" : "failed",
		error: failures.length === 0 ? null : errorText(failures),
		parameters: made.parameters,
		spark_summary: result.simple,
		detailed_metrics: made.kind === "detailed" ? detailed : null,
		breakdown: result.breakdown,
		insights: made.kind === "detailed" ? judge({ metrics: detailed, tz: made.parameters.tz }) : null,
		analysis_metadata: metadata(result, made),
	};
};

const errorText = (failures: readonly MetricFailure[]): string => {
	const [first] = failures;
	const names = failures.map(({ metric }) => metric).join(", ");
	return `Not computed: ${names}. ${first?.error.message ?? ""}`;
};

const metadata = ({ detailed, simple, notes }: RunResult, made: Made): Analysis["analysis_metadata"] => {
	const basic = detailed.basic_metrics;
	return {
		data_period: period(basic, made.parameters.tz),
		data_quality: {
			total_events: basic?.total_events ?? simple?.total_events ?? 0,
			total_sessions: basic?.total_sessions ?? simple?.sessions ?? 0,
			unique_users: basic?.unique_users ?? 0,
			bounce_rate: basic?.bounce_rate ?? null,
		},
		analysis_version: "3.0",
		analysis_type: "comprehensive_clickstream",
		engine: made.engine,
		took_ms: Math.max(0, Math.round(made.finishedAt - made.startedAt)),
		notes: [...notes, ...made.notes, ...shortened(detailed)],
	};
};

/** Local days of the first and the last event, and how many days that is, both counted. */
const period = (
	basic: DetailedMetrics["basic_metrics"] | undefined,
	tz: string,
): NonNullable<Analysis["analysis_metadata"]>["data_period"] => {
	if (!basic || basic.first_ts === null || basic.last_ts === null) return { start_date: null, end_date: null, total_days: 0 };
	const [start, end] = [basic.first_ts, basic.last_ts].map((ts) => DateTime.fromMillis(ts, { zone: tz }).toISODate() ?? "");
	const days = (Date.parse(end ?? "") - Date.parse(start ?? "")) / 86_400_000 + 1;
	return { start_date: start ?? null, end_date: end ?? null, total_days: days };
};

const shortened = ({ time_analysis: time, page_analysis: pages }: Partial<DetailedMetrics>): string[] => {
	const notes: string[] = [];
	if (time && Object.keys(time.daily_distribution).length === maxDays) {
		notes.push(`daily_distribution holds the newest ${number(maxDays)} days with events; the trend covers the whole period.`);
	}
	const listed = pages ? Object.keys(pages.page_distribution).length : 0;
	if (pages && listed < pages.pages) {
		notes.push(`page_distribution holds the ${listed} most visited of ${number(pages.pages)} pages; the pages table has them all.`);
	}
	return notes;
};
