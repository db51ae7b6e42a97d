import { describe, expect, it } from "vitest";
import type { Status } from "../../../backend/contract/system.js";
import { since } from "./status-words.js";

const now = Date.UTC(2026, 10, 22, 12);
const status = (change: Partial<Status>): Status => ({
	version: "0.1.0",
	address: "http://127.0.0.1:8000",
	listen_problem: null,
	store: { kind: "embedded", problem: null, bytes: 1, path: null, last_backup_at: null },
	lately: { per_minute: 0, rejected: 0 },
	events: 3,
	noisy: 0,
	rejected: 0,
	first_ts: 1,
	last_ts: 2,
	last_received_at: now - 2000,
	now,
	...change,
});

describe("the foot of the navigation", () => {
	it("says that events arrive when one did in the last ten minutes", () => {
		expect(since(status({}), "UTC")).toMatchObject({ state: "receiving", title: "Receiving", last: "2\u202fs ago" });
		expect(since(status({ last_received_at: now - 11 * 60_000 }), "UTC").state).toBe("waiting");
		expect(since(status({ last_received_at: null }), "UTC")).toMatchObject({ state: "waiting", title: "Waiting for events", last: "" });
	});

	it("says why nothing can arrive", () => {
		const words = since(status({ address: null, listen_problem: "Port 8000 is taken." }), "UTC");
		expect(words).toMatchObject({ state: "deaf", title: "Not listening", full: "Port 8000 is taken." });
	});
});
