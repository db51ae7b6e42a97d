import type { Finding, Insights } from "../../contract/analysis.js";
import { rules } from "./list.js";
import type { Evidence } from "./rule.js";

/** Rules whose sentences tell a development rather than a state. */
const trendRules: ReadonlySet<string> = new Set(["sessions_change"]);

/** What the rules find in the sections that were computed: each sentence in its list, and again with its numbers. */
export const judge = (evidence: Evidence): Insights => {
	const findings = rules.flatMap((rule) => rule(evidence));
	const texts = (wanted: (finding: Finding) => boolean) => findings.filter(wanted).map(({ text }) => text);
	return {
		key_findings: texts(({ kind, rule }) => kind === "finding" && !trendRules.has(rule)),
		recommendations: texts(({ kind }) => kind === "recommendation"),
		alerts: texts(({ kind }) => kind === "alert"),
		trends: texts(({ rule }) => trendRules.has(rule)),
		findings,
	};
};
