import { describe, expect, it } from "vitest";
import type { Answer, ChatBody } from "../stand-ins/openrouter.js";
import { honest, reportFor } from "../stand-ins/report.js";
import type { TestServer } from "./http-server.js";
import { analyse, changed, chats, openTextBench, outputOf, secret, shown, standIn, start, usual } from "./text-bench.js";

openTextBench();

const limit = (at: TestServer, body: object) => at.call("/api/model", { method: "PATCH", as: "owner", body });

describe("a budget", () => {
	it("of a run stops a call that could pass it before it is made", async () => {
		const at = await start({ apiKey: secret });
		await limit(at, { max_per_run: 0.001 });
		expect(outputOf(await analyse(at))).toMatchObject({
			why: "failed",
			error: { reason: "budget", message: expect.stringContaining("limit per run") },
		});
		await limit(at, { max_per_run: 1, models: ["dear/model"] });
		expect(outputOf(await analyse(at))).toMatchObject({ error: { reason: "budget" } });
		expect(chats()).toEqual([]);
	});

	it("of a month counts every run of everybody, begins anew with the month, and bounds the price that is asked for", async () => {
		const at = await start({ apiKey: secret });
		await limit(at, { max_per_month: 0.05 });
		await analyse(at);
		await analyse(at, {}, "analyst");
		expect(outputOf(await analyse(at))).toMatchObject({ error: { reason: "budget", message: expect.stringContaining("limit per month") } });
		expect(chats()).toHaveLength(2);
		at.pass(32 * 86_400_000);
		expect(outputOf(await analyse(at, {}, "local")).status).toBe("ok");
		const price = chats()[0]?.provider["max_price"] as { readonly completion: number };
		expect(price.completion * 0.004).toBeLessThanOrEqual(0.05);
	});

	it("counts a call whose cost nobody told with the most it could cost", async () => {
		const at = await start({ apiKey: secret });
		standIn.next({ kind: "cut", how: "socket", text: '{"executive' });
		await analyse(at);
		standIn.usual = (body) => ({ ...honest(body), cost: null });
		expect(outputOf(await analyse(at)).usage).toMatchObject({ cost_estimated: true });
		const { month } = (await at.call("/api/model", { as: "owner" })).json as { month: { runs: number; cost: number } };
		expect(month.runs).toBe(2);
		expect(month.cost).toBeGreaterThan(0.01);
	});

	it("refuses models that there are not, or that cannot keep to a schema, before asking them", async () => {
		const at = await start({ apiKey: secret });
		await limit(at, { models: ["no/such-model"] });
		expect(outputOf(await analyse(at))).toMatchObject({ error: { reason: "no_model" } });
		await limit(at, { models: ["plain/model"] });
		expect(outputOf(await analyse(at))).toMatchObject({ error: { reason: "bad_request" } });
		expect(chats()).toEqual([]);
	});
});

describe("an answer that does not stand the check", () => {
	it("is sent back once with what is wrong, and then stands", async () => {
		const at = usual;
		standIn.usual = honest;
		let calls = 0;
		standIn.usual = (body) => {
			calls += 1;
			return calls === 1
				? changed((report) => void report.risk_alerts.splice(0, 1, { text: "Conversion fell to 38 %.", facts: ["F01"] }))(body)
				: honest(body);
		};
		const output = outputOf(await analyse(at));
		expect(output).toMatchObject({ status: "ok", repaired: true, from_rules: [], refused: [] });
		expect(chats()[1]?.messages.at(-1)?.content).toContain("risk_alerts: Its text said “38 %”, which no fact holds.");
		expect(output.usage?.cost).toBeCloseTo(0.0428);
	});

	it("twice: rules write that section, all others stay the model's, and it says so", async () => {
		const at = usual;
		standIn.usual = changed((report) => void report.risk_alerts.splice(0, 1, { text: "Conversion fell to 38 %.", facts: ["F01"] }));
		const output = outputOf(await analyse(at));
		expect(output).toMatchObject({ status: "partial", repaired: true, from_rules: ["risk_alerts"] });
		expect(output.refused).toEqual([
			{ section: "risk_alerts", rule: "number", text: "Its text said “38 %”, which no fact holds." },
			{ section: "risk_alerts", rule: "unit", text: expect.any(String) },
		]);
		expect(JSON.stringify(output.parsed)).not.toContain("38");
		expect(chats()).toHaveLength(2);
	});

	it("because it was cut off is told as that, with the limit to raise, which the next call keeps to", async () => {
		const at = await start({ apiKey: secret });
		const analysis = await analyse(at);
		const cut = (body: ChatBody): Answer => ({ kind: "text", text: JSON.stringify(reportFor(body)).slice(0, 80), finish: "length" });
		const again = () => at.call(`/api/analyses/${analysis._id}/insights`, { method: "POST", as: "analyst", body: {} });
		standIn.usual = cut;
		expect((await again()).text).toMatch(
			/cut off at its limit of 4,000 tokens, twice.*Raise the longest answer in Settings.*stays as it was/,
		);
		expect(outputOf(await analyse(at))).toMatchObject({ why: "refused", truncated: true, max_answer_tokens: 4_000 });
		await limit(at, { max_answer_tokens: 9_000 });
		standIn.usual = honest;
		expect(outputOf(await analyse(at))).toMatchObject({ status: "ok", truncated: false, max_answer_tokens: 9_000 });
		expect(chats().at(-1)?.max_tokens).toBe(9_000);
	});

	it.each([
		["of another shape", (): Answer => ({ kind: "text", text: '{"hello":"world"}' })],
		["that is no JSON", (): Answer => ({ kind: "text", text: "Sure! Here is your report: …" })],
		[
			"cut off at its limit",
			(body: ChatBody): Answer => ({ kind: "text", text: JSON.stringify(reportFor(body)).slice(0, 80), finish: "length" }),
		],
		["of nothing but null", (): Answer => ({ kind: "text", text: "null" })],
	] as const)("%s is asked for once more, then rules write everything", async (_, answer) => {
		const at = usual;
		standIn.usual = answer;
		const output = outputOf(await analyse(at));
		expect(output).toMatchObject({ status: "rules", why: "refused", repaired: true });
		expect(output.refused.length).toBeGreaterThan(0);
		expect(output.parsed.executive_summary).toContain("60 events");
		expect(shown(output)).not.toContain("hello");
		expect(chats()).toHaveLength(2);
	});
});
