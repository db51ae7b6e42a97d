import { expect, it } from "vitest";
import { diagnosticsText } from "./diagnostics.js";

it("tells versions, sizes and settings, and neither path, name nor host", () => {
	const text = diagnosticsText(
		{
			version: "0.1.0",
			address: "http://shop-computer.example:8123",
			listen_problem: null,
			store: { kind: "embedded", problem: null, bytes: 4096, path: "/data/anna/clickstream.duckdb", last_backup_at: null },
			lately: { per_minute: 0, rejected: 0 },
			events: 5,
			noisy: 1,
			rejected: 2,
			first_ts: null,
			last_ts: 0,
			last_received_at: null,
			now: 0,
		},
		{ shop_name: "Larch & Loom", time_zone: "Europe/Berlin", currency: null },
		{
			engine: "duckdb",
			window: "1440 × 900",
			screen: "1920 × 1080",
			locale: "en-GB",
			agent: "Test",
			versions: { electron: "42.0.0" },
			log: ["one", "two"],
		},
	);
	expect(text).toContain("Events: 5 (1 noise, 2 not taken)");
	expect(text).toContain("listening on port 8123");
	expect(text).toContain("First and last event: – … 1970-01-01T00:00:00.000Z");
	expect(text).toContain("electron: 42.0.0");
	expect(text).toContain("Log, the newest 2 lines:\none\ntwo");
	expect(text).not.toMatch(/anna|Larch|shop-computer/);
});
