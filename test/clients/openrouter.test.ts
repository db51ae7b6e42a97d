import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ChatRequest, chat } from "../../backend/insights/provider/chat.js";
import { addKey, openStandIn, type StandIn } from "../stand-ins/openrouter.js";

const key = "sk-or-v1-0123456789abcdef9f2c";

let standIn: StandIn;
beforeAll(async () => {
	standIn = await openStandIn();
});
beforeEach(() => {
	standIn.reset();
	addKey(standIn, key);
});
afterAll(() => standIn.close());

const request: ChatRequest = {
	models: ["a/b", "c/d"],
	messages: [{ role: "user", content: "Hello" }],
	schema: { name: "x", schema: { type: "object", properties: {}, required: [], additionalProperties: false } },
	maxTokens: 100,
	denyKeeping: false,
	maxPrice: { prompt: 1, completion: 2 },
};

const quick = { silence: 300, whole: 2_000, pauses: [1, 1], longestWait: 50 };
const deps = (patience = quick) => ({ endpoint: standIn.endpoint, referer: null, title: "Test", patience });

describe("a completion", () => {
	it("is put together from its pieces, with usage, and told as it comes", async () => {
		const text = `{"ü":"${"long ".repeat(200)}"}`;
		standIn.next({ kind: "text", text });
		const told: string[] = [];
		const reply = await chat(deps(), request, { key, onText: (so_far) => told.push(so_far) });
		expect(reply).toEqual({
			text,
			model: "a/b",
			generationId: "gen-stand-in",
			finish: "stop",
			usage: { promptTokens: 3200, completionTokens: 612, cost: 0.0214 },
		});
		expect(told.length).toBeGreaterThan(3);
		expect(text.startsWith(told[0] ?? "-")).toBe(true);
	});

	it("that stays silent is stopped, tried again, and told as too slow", async () => {
		standIn.next({ kind: "silent" }, { kind: "silent" }, { kind: "silent" });
		await expect(chat(deps(), request, { key })).rejects.toMatchObject({ code: "overloaded", details: { reason: "timeout" } });
		expect(standIn.asked).toHaveLength(3);
	});

	it("is stopped at once by its caller, while it is silent and while a wait is on", async () => {
		standIn.next({ kind: "silent" });
		const control = new AbortController();
		setTimeout(() => control.abort(), 50);
		const patient = { silence: 60_000, whole: 60_000, pauses: [60_000], longestWait: 60_000 };
		await expect(chat(deps(patient), request, { key, signal: control.signal })).rejects.toMatchObject({ code: "cancelled" });
		standIn.next({ kind: "status", status: 429, retryAfter: "30" });
		const second = new AbortController();
		setTimeout(() => second.abort(), 50);
		await expect(chat(deps(patient), request, { key, signal: second.signal })).rejects.toMatchObject({ code: "cancelled" });
		expect(standIn.asked).toHaveLength(2);
	});

	it("waits as long as it is told, as seconds and as a date, and no longer than it may", async () => {
		const date = new Date(Date.now() - 5_000).toUTCString();
		standIn.next(
			{ kind: "status", status: 429, retryAfter: "0" },
			{ kind: "status", status: 503, retryAfter: date },
			{ kind: "text", text: "{}" },
		);
		expect((await chat(deps(), request, { key })).text).toBe("{}");
		standIn.next({ kind: "status", status: 429, retryAfter: "1" });
		await expect(chat(deps(), request, { key })).rejects.toMatchObject({ details: { reason: "rate_limited", retry_after: 1 } });
		expect(standIn.asked).toHaveLength(4);
	});

	it("whose error comes before any text is tried again, and after it is not", async () => {
		standIn.next({ kind: "error-in-stream", code: 502, text: "" }, { kind: "text", text: "{}" });
		expect((await chat(deps(), request, { key })).text).toBe("{}");
		standIn.next({ kind: "error-in-stream", code: 502, text: "{" });
		await expect(chat(deps(), request, { key })).rejects.toMatchObject({ details: { reason: "cut" } });
		expect(standIn.asked).toHaveLength(3);
	});

	it("by content filter is a refusal, and one without JSON in its stream unreadable", async () => {
		standIn.next({ kind: "text", text: "", finish: "content_filter" });
		await expect(chat(deps(), request, { key })).rejects.toMatchObject({ details: { reason: "refused" } });
		standIn.next({ kind: "nonsense" });
		await expect(chat(deps(), request, { key })).rejects.toMatchObject({ details: { reason: "unreadable" } });
	});

	it("that nobody answers is told as unreachable", async () => {
		const gone = { ...deps(), endpoint: "http://127.0.0.1:1/api/v1" };
		await expect(chat(gone, request, { key })).rejects.toMatchObject({ details: { reason: "unreachable" } });
	});
});
