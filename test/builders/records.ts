import type { Analysis } from "../../backend/contract/analysis.js";
import type { ImportRecord } from "../../backend/contract/transfer.js";

/** A detailed analysis that is done, without its metrics. */
export const analysisRecord = (id: string, overrides: Partial<Analysis> = {}): Analysis => ({
	_id: id,
	user_id: "u1",
	created_at: "2024-01-01T00:00:00.000Z",
	kind: "detailed",
	status: "done",
	error: null,
	parameters: { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default" },
	spark_summary: null,
	detailed_metrics: null,
	insights: { key_findings: ["ü"], recommendations: [], alerts: [], trends: [], findings: [] },
	analysis_metadata: {
		data_period: { start_date: null, end_date: null, total_days: 0 },
		data_quality: { total_events: 7, total_sessions: 3, unique_users: 1, bounce_rate: null },
		analysis_version: "3.0",
		analysis_type: "comprehensive_clickstream",
		engine: "duckdb",
		took_ms: 5,
		notes: [],
	},
	...overrides,
});

/** An import of one row that is done. */
export const importRecord = (import_id: string, overrides: Partial<ImportRecord> = {}): ImportRecord => ({
	import_id,
	name: "a.csv",
	bytes: 10,
	format: "csv",
	sha256: "abc",
	source: "import:abc",
	status: "done",
	rows: 1,
	inserted: 1,
	duplicates: 0,
	rejected: 0,
	problems: [],
	first_ts: 1,
	last_ts: 2,
	error: null,
	started_at: "2024-01-01T00:00:00.000Z",
	finished_at: "2024-01-01T00:01:00.000Z",
	...overrides,
});
