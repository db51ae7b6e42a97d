import type { CheckResult, FileInfo, ImportRecord, Mapping } from "../../../../backend/contract/transfer.js";

/** Small valid values for the unit tests of this folder; each takes what the test is about. */
export const mappingOf = (over: Partial<Mapping> = {}): Mapping => ({
	columns: [
		{ column: "ts", field: "timestamp" },
		{ column: "price", field: "price" },
		{ column: "country", field: "property" },
	],
	tz: "UTC",
	date_order: "iso",
	decimal: "point",
	ambiguous: "first",
	default_event_type: "pageview",
	default_currency: null,
	source: null,
	...over,
});

export const fileOf = (over: Partial<FileInfo> = {}): FileInfo => ({
	file_id: "f1",
	name: "shop.csv",
	bytes: 10,
	format: "csv",
	detail: "comma separated, UTF-8",
	sha256: null,
	columns: [
		{ name: "ts", guess: "timestamp", fit: "name", samples: ["2026-10-01T06:00:00"] },
		{ name: "price", guess: "price", fit: "values", samples: ["4.25"] },
		{ name: "country", guess: "property", fit: "none", samples: ["France"] },
	],
	preview: [["2026-10-01T06:00:00", "4.25", "France"]],
	mapping: mappingOf(),
	needs_zone: true,
	already_imported: null,
	...over,
});

export const checkOf = (over: Partial<CheckResult> = {}): CheckResult => ({
	rows: 10,
	importable: 10,
	problems: [],
	cells: [],
	sha256: "00",
	first_ts: 1,
	last_ts: 2,
	...over,
});

export const recordOf = (over: Partial<ImportRecord> = {}): ImportRecord => ({
	import_id: "i1",
	name: "shop.csv",
	bytes: 10,
	format: "csv",
	sha256: "00",
	source: "import:00",
	status: "done",
	rows: 10,
	inserted: 10,
	duplicates: 0,
	rejected: 0,
	problems: [],
	first_ts: 1,
	last_ts: 2,
	error: null,
	started_at: "2026-11-22T12:00:00.000Z",
	finished_at: "2026-11-22T12:00:01.000Z",
	...over,
});
