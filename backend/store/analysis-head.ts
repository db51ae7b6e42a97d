import type { Analysis, AnalysisHead } from "../contract/analysis.js";

/** What lists show of a saved analysis. */
export const headOf = (analysis: Omit<Analysis, "detailed_metrics" | "breakdown" | "spark_summary" | "insights">): AnalysisHead => {
	const { _id, user_id, created_at, kind, status, error, parameters, analysis_metadata: about } = analysis;
	return {
		_id,
		user_id,
		created_at,
		kind,
		status,
		error,
		parameters,
		total_events: about?.data_quality.total_events ?? null,
		total_sessions: about?.data_quality.total_sessions ?? null,
		took_ms: about?.took_ms ?? null,
	};
};
