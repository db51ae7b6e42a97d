import { expect, test } from "vitest";
import { judge } from "../../analysis/insights/judge.js";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { factsOf } from "../facts/facts.js";
import { fromRules } from "./from-rules.js";

const hourly = (sessions: readonly number[]): DetailedMetrics["trend"] => ({
	bucket: "hour",
	points: sessions.map((count, start) => ({
		...{ start, label: `${start}:00`, hours: 1, events: count, sessions: count, bounced: 0, visitors: count },
		...{ sessions_with_order: 0, orders: 0, revenue: {} },
	})),
});

test("a finding about the halves of a single day rests on two facts of its own, each with its number", () => {
	const detailed_metrics = { trend: hourly([1, 10, 10, 10, 30, 30, 30, 1]) } as DetailedMetrics;
	const insights = judge({ metrics: detailed_metrics, tz: "UTC" });
	const facts = factsOf({ detailed_metrics }, null);
	const [finding] = fromRules({ analysis: { insights }, facts, candidates: [] }).get("traffic_insights.user_behavior_patterns") ?? [];
	const cited = (finding?.facts ?? []).map((id) => facts.find((fact) => fact.id === id)?.text);
	expect(finding?.text).toContain("90 sessions in the later 3 hours, 30 in the 3 hours before");
	expect(cited).toEqual(["90", "30"]);
});
