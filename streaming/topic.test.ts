import { expect, test } from "vitest";
import { streamMessage } from "../backend/contract/stream.js";
import { messageOf, requestsOf } from "./topic.js";

const event = (visitor: string, text = "x") => ({
	seq: 1,
	eventId: 'a"b',
	visitor,
	receivedAt: 1_700_000_000_456,
	json: JSON.stringify({ source: "web", event_id: 'a"b', timestamp: 1_700_000_000, visitor, event_type: "pageview", properties: { text } }),
});

test("a message is as the contract says, under the visitor's key", () => {
	const { key, value } = messageOf(event("v"));
	expect(key).toBe("v");
	expect(streamMessage.parse(JSON.parse(value)).metadata).toEqual({
		ingested_at: "2023-11-14T22:13:20.456Z",
		version: "3.0",
		event_id: 'a"b',
	});
});

test("requests keep the order, hold all messages, and are within the bytes unless one message alone is larger", () => {
	const messages = Array.from({ length: 50 }, (_, index) =>
		messageOf(event(`v${index}`, (index % 2 ? "y" : "é").repeat((index % 7) * 50))),
	);
	const requests = requestsOf(messages, 1_000);
	expect(requests.flat()).toEqual(messages);
	expect(requests.length).toBeGreaterThan(10);
	for (const request of requests) expect(request.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0)).toBeLessThanOrEqual(1_000);
	expect(requestsOf(messages.slice(0, 2), 10)).toHaveLength(2);
	expect(requestsOf([], 10)).toEqual([]);
});
