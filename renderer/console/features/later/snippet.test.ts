import { describe, expect, it } from "vitest";
import { batchInput, eventInput } from "../../../../backend/contract/events.js";
import { batchExample, curlExample } from "./snippet.js";

const bodyOf = (command: string): unknown => JSON.parse(command.slice(command.indexOf("-d '") + 4, -1));

describe("the examples to paste", () => {
	it("send what the contract takes", () => {
		expect(eventInput.safeParse(bodyOf(curlExample("http://127.0.0.1:8000"))).success).toBe(true);
		const batch = batchInput.parse(bodyOf(batchExample("http://127.0.0.1:8000")));
		expect(batch.events.map((event) => eventInput.safeParse(event).success)).toEqual([true, true]);
	});

	it("go to the address where the server listens", () => {
		expect(curlExample("http://127.0.0.1:8123")).toContain("curl -X POST http://127.0.0.1:8123/api/ingest ");
	});
});
