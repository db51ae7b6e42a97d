import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { eventInput } from "../../../../backend/contract/events.js";
import { testCommand } from "./test-event.js";

describe("the test request to copy", () => {
	it("says to a shell exactly the event that the contract takes", () => {
		const command = testCommand("http://127.0.0.1:8000").replace(/^curl/, "printf '%s\\n'");
		const words = execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\n");
		expect(words[words.indexOf("-X") + 2]).toBe("http://127.0.0.1:8000/api/ingest");
		const event = eventInput.parse(JSON.parse(words[words.indexOf("-d") + 1] ?? ""));
		expect(event.event_type).toBe("test_event");
	});
});
