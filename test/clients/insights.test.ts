import { describe, expect, it } from "vitest";
import type { Analysis } from "../../backend/contract/analysis.js";
import type { InsightFact } from "../../backend/contract/insight-text.js";
import type { Answer } from "../stand-ins/openrouter.js";
import type { TestServer } from "./http-server.js";
import { analyse, changed, chats, management, openTextBench, outputOf, secret, standIn, start, usual } from "./text-bench.js";

openTextBench();

describe("an analysis with a key", () => {
	it("has text whose numbers are those of facts, whose kpis are computed, whose products are the catalog's", async () => {
		const at = usual;
		const analysis = await analyse(at);
		const output = outputOf(analysis);
		expect(output).toMatchObject({ status: "ok", why: null, error: null, from_rules: [], repaired: false, truncated: false });
		expect(output.parsed.executive_summary).toBe("Visitors left 60 in 20. The way to an order needs a look.");
		expect(output.parsed.kpis).toEqual({ total_events: 60, total_sessions: 20, bounce_rate: 0, avg_session_duration_seconds: 200 });
		expect(
			output.parsed.recommendations_for_user_products.map(({ product_id, name, price, stock }) => [product_id, name, price, stock]),
		).toEqual([
			["mugs", "Stoneware mugs, set of 4", 48, 12],
			["linen", "Linen bedding set, sage", 159, 34],
		]);
		expect(output.parsed.recommendations_for_user_products[0]?.reason).toBe("Shown beside 60, Stoneware mugs, set of 4 is asked for.");
		expect(output.usage).toEqual({ prompt_tokens: 3200, completion_tokens: 612, total_tokens: 3812, cost: 0.0214, cost_estimated: false });
		const saved = (await at.call(`/api/analyses/${analysis._id}`, { as: "owner" })).json as Analysis;
		expect(saved.openrouter_output?.parsed.executive_summary).toBe(output.parsed.executive_summary);
		expect(saved.product_recommendations?.length).toBe(2);
		expect((await at.call("/api/model", { as: "owner" })).json).toMatchObject({ month: { cost: 0.0214 } });
	});

	describe("of a period with one before it", () => {
		const hour = 3_600_000;
		const from = 1_768_000_000_000 + 4 * hour;
		const factOf = (facts: readonly InsightFact[], metric: string) => facts.find((fact) => fact.metric === metric);

		it("holds the same numbers of the period before as facts, so that the text can say what changed, and only in their direction", async () => {
			const said: string[] = [];
			standIn.usual = changed((report) => {
				const { facts } = JSON.parse(chats().at(-1)?.messages[1]?.content.split("\n").at(-1) ?? "") as {
					facts: { id: string; label: string; before?: string }[];
				};
				const { id = "", before = "" } = facts.find(({ label }) => label === "Sessions") ?? {};
				report.executive_summary = { text: `Sessions fell from {${before}} to {${id}}.`, facts: [id, before] };
				report.risk_alerts = [{ text: `Sessions rose from {${before}} to {${id}}.`, facts: [id, before] }];
				said.push(id, before);
			});
			const output = outputOf(await analyse(usual, { from, to: from + 4 * hour }));
			expect(output.parsed.executive_summary).toBe("Sessions fell from 12 to 8.");
			expect(output.from_rules).toEqual(["risk_alerts"]);
			expect(output.refused).toContainEqual(expect.objectContaining({ section: "risk_alerts", rule: "direction" }));
			const now = factOf(output.facts, "basic_metrics.total_sessions");
			expect(now).toMatchObject({ value: 8, before: said[1] });
			expect(factOf(output.facts, "before.basic_metrics.total_sessions")).toMatchObject({ id: said[1], value: 12, text: "12" });
			expect(factOf(output.facts, "before.commerce.by_currency.0.revenue")).toMatchObject({ value: 576, unit: "money", currency: "EUR" });
		});

		it("has none where the shop was not measured then, nor where the analysis has no beginning; rules compare too", async () => {
			const told = async (params: object) =>
				outputOf(await analyse(usual, params)).facts.filter(({ metric }) => metric.startsWith("before."));
			expect(await told({})).toEqual([]);
			expect(await told({ from: from - 4 * hour, to: from + 4 * hour })).toEqual([]);
			expect(await told({ from: from - 2 * hour, to: from + 2 * hour })).toEqual([]);
			const at = await start({});
			const { parsed, why } = outputOf(await analyse(at, { from, to: from + 4 * hour }));
			expect(why).toBe("no_key");
			expect(parsed.executive_summary).toContain(
				"Against the period before, sessions fell from 12 to 8; revenue fell from €576.00 to €384.00.",
			);
		});
	});

	it("asks strictly, with what may be known and nothing else", async () => {
		const at = await start({
			apiKey: secret,
			models: ["openai/gpt-4.1-mini", "mistralai/mistral-large"],
			referer: "https://shop.example",
			title: "Larch",
		});
		await analyse(at);
		const [asked] = standIn.asked.filter(({ path }) => path === "/chat/completions");
		expect(asked?.headers).toMatchObject({ authorization: `Bearer ${secret}`, "http-referer": "https://shop.example", "x-title": "Larch" });
		expect(asked?.body).toMatchObject({
			model: "openai/gpt-4.1-mini",
			models: ["openai/gpt-4.1-mini", "mistralai/mistral-large"],
			stream: true,
			response_format: { type: "json_schema", json_schema: { strict: true } },
			provider: { require_parameters: true, data_collection: "deny" },
		});
		const sent = JSON.stringify(asked?.body);
		for (const personal of ["mugs-0", "s-mugs-0", "o-mugs-0", "olga", secret]) expect(sent).not.toContain(personal);
	});

	it("is written again on asking; the products follow the catalog; those of a customer are never written", async () => {
		const at = await start({ apiKey: secret });
		const analysis = await analyse(at);
		standIn.usual = changed((report) => {
			report.executive_summary.text = "Written anew: {F01}.";
		});
		const again = await at.call(`/api/analyses/${analysis._id}/insights`, { method: "POST", as: "analyst", body: {} });
		expect(again.text).toContain("Written anew: 60.");
		await at.call("/api/product/linen", { method: "DELETE", as: "owner" });
		const saved = (await at.call(`/api/analyses/${analysis._id}`, { as: "owner" })).json as Analysis;
		expect(saved.openrouter_output?.parsed.executive_summary).toBe("Written anew: 60.");
		expect(saved.product_recommendations?.map(({ product_id }) => product_id)).toEqual(["mugs"]);
		const before = chats().length;
		expect((await analyse(at, {}, "customer")).openrouter_output).toBeUndefined();
		expect((await analyse(at, { insights: false })).openrouter_output).toBeUndefined();
		expect((await analyse(at, { kind: "simple" })).openrouter_output).toBeUndefined();
		expect(chats()).toHaveLength(before);
	});
});

describe("a text that a model wrote, when it is to be written again", () => {
	const again = (at: TestServer, { _id }: Analysis) =>
		at.call(`/api/analyses/${_id}/insights`, { method: "POST", as: "analyst", body: {} });
	const kept = async (at: TestServer, { _id }: Analysis) =>
		outputOf((await at.call(`/api/analyses/${_id}`, { as: "owner" })).json as Analysis);

	it.each<readonly [string, readonly Answer[], RegExp]>([
		["no credits", [{ kind: "status", status: 402 }], /credits.*stays as it was/],
		["a cut answer", [{ kind: "cut", how: "socket", text: '{"executive_summary' }], /stays as it was/],
		[
			"an answer that is refused twice",
			[
				{ kind: "text", text: "{}" },
				{ kind: "text", text: "{}" },
			],
			/check.*stays as it was/,
		],
	])("stays where there is %s, and the reason is told", async (_, answers, told) => {
		const at = await start({ apiKey: secret });
		const analysis = await analyse(at);
		const before = await kept(at, analysis);
		expect(before.status).toBe("ok");
		standIn.next(...answers);
		expect((await again(at, analysis)).text).toMatch(told);
		expect(await kept(at, analysis)).toEqual(before);
	});
});

interface Listed {
	readonly origin: string;
	readonly items: readonly { readonly product_id: string; readonly reason: string; readonly origin: string }[];
}

const listed = async (at: TestServer, as: "owner" | "analyst" | "local"): Promise<Listed> =>
	(await at.call("/api/recommendations?limit=5", { as })).json as Listed;

const pairs = (items: readonly { readonly product_id: string; readonly reason: string }[]) =>
	items.map(({ product_id, reason }) => [product_id, reason]);

describe("the products of a text", () => {
	it("are the recommendation engine's list, each reason a fact; nothing says what the reader looked at", async () => {
		const at = await start({});
		const popular = outputOf(await analyse(at));
		expect(popular.parsed.executive_summary).toContain("of the sessions hold an order");
		expect(pairs(popular.parsed.recommendations_for_user_products)).toEqual([
			["mugs", "1st in the shop: in 8 of 20 sessions"],
			["linen", "2nd in the shop: in 6 of 20 sessions"],
		]);
		const facts = new Map(popular.facts.map((fact) => [fact.id, fact]));
		const told = popular.candidates.map((one) => one.facts.slice(0, 2).map((id) => facts.get(id)));
		expect(told.map((two) => two.map((fact) => [fact?.name ?? null, fact?.value]))).toEqual([
			[
				["Stoneware mugs, set of 4", 8],
				[null, 20],
			],
			[
				["Linen bedding set, sage", 6],
				[null, 20],
			],
		]);
		const looked = { client_id: "olga-1", session_id: "s-olga", event_type: "product_viewed", user_id: at.userIds.owner };
		const events = [
			{ ...looked, timestamp: at.now() / 1000, properties: { product_id: "mugs", product_name: "Stoneware mugs, set of 4" } },
		];
		expect((await at.call("/api/ingest-batch", { method: "POST", as: "owner", body: { events } })).json).toMatchObject({ inserted: 1 });
		const own = outputOf(await analyse(at)).parsed.recommendations_for_user_products;
		expect(pairs(own)).toEqual(pairs((await listed(at, "owner")).items));
		expect(own.map(({ product_id }) => product_id)).toEqual(["linen"]);
		expect(JSON.stringify(own)).not.toContain("mugs");
	});

	it("that a model chose are the caller's list from then on, also of whoever sits at the computer without an account", async () => {
		const at = await start({ apiKey: secret });
		standIn.usual = changed((report) => {
			report.recommendations_for_user_products?.reverse();
		});
		for (const as of ["local", "analyst"] as const) {
			expect((await listed(at, as)).origin).toBe("computed");
			const chosen = outputOf(await analyse(at, {}, as)).parsed.recommendations_for_user_products;
			expect(chosen.map(({ product_id }) => product_id)).toEqual(["linen", "mugs"]);
			const list = await listed(at, as);
			expect(list.origin).toBe("model");
			expect(pairs(list.items)).toEqual(pairs(chosen));
			const compared = await at.call("/api/recommendations/explain?kind=visitor&id=mugs-0", { as });
			expect(compared.json).toMatchObject({ model: { chosen_for: "caller", items: [{ product_id: "linen" }, { product_id: "mugs" }] } });
		}
		expect((await listed(at, "owner")).origin).toBe("computed");
		expect((await at.call("/api/recommendations/explain?kind=visitor&id=mugs-0", { as: "owner" })).json).toMatchObject({ model: null });
		const theirs = await at.call(`/api/recommendations/explain?kind=user&id=${at.userIds.analyst}`, { as: "owner" });
		expect(theirs.json).toMatchObject({ model: { chosen_for: "account" } });
	});
});

describe("without a key", () => {
	it("rules write, and nobody outside is asked: not at the start, not by a run, not by any view", async () => {
		const at = await start({});
		const output = outputOf(await analyse(at));
		expect(output).toMatchObject({ status: "rules", why: "no_key", error: null, model: null, usage: null, request: null });
		expect(output.parsed.executive_summary).toContain("60 events in 20 sessions by 20 visitors");
		expect(output.parsed.recommendations_for_user_products.map(({ product_id }) => product_id)).toEqual(["mugs", "linen"]);
		for (const path of ["/api/openrouter/key", "/api/model", "/api/analyses", "/api/status"]) await at.call(path, { as: "owner" });
		expect(standIn.asked).toEqual([]);
	});

	it("one is made for the first run, where a management key is set", async () => {
		const at = await start({ provisioningKey: management, secretKey: "a long secret of chance" });
		expect(standIn.asked).toEqual([]);
		expect(outputOf(await analyse(at)).status).toBe("ok");
		expect(outputOf(await analyse(at)).status).toBe("ok");
		expect(standIn.asked.filter(({ path, method }) => path === "/keys" && method === "POST")).toHaveLength(1);
	});

	it("a made key that was disabled is made anew, once", async () => {
		const at = await start({ provisioningKey: management, secretKey: "a long secret of chance" });
		await analyse(at);
		for (const key of standIn.keys.values()) if (key.hash === "hash-1") key.disabled = true;
		expect(outputOf(await analyse(at)).status).toBe("ok");
		expect([...standIn.keys.values()].filter(({ hash }) => hash.startsWith("hash-")).map(({ disabled }) => disabled)).toEqual([
			true,
			false,
		]);
	});
});

describe("a call that fails", () => {
	const cases: readonly (readonly [what: string, answers: readonly Answer[], reason: string, asked: number])[] = [
		["a request that is not taken", [{ kind: "status", status: 400 }], "bad_request", 1],
		["a key that is refused", [{ kind: "status", status: 401 }], "bad_key", 1],
		["credits that are used up", [{ kind: "status", status: 402 }], "no_credits", 1],
		["moderation", [{ kind: "status", status: 403 }], "refused", 1],
		["a model that there is not", [{ kind: "status", status: 404 }], "no_model", 1],
		["a limit on requests with a long wait", [{ kind: "status", status: 429, retryAfter: "3600" }], "rate_limited", 1],
		["an error inside a 200", [{ kind: "error-in-200", code: 402 }], "no_credits", 1],
		["an error inside a stream that began", [{ kind: "error-in-stream", code: 502, text: '{"executive_summary' }], "cut", 1],
		["a stream that is cut", [{ kind: "cut", how: "socket", text: '{"executive_summary' }], "cut", 1],
		["a stream that ends without a finish", [{ kind: "cut", how: "end", text: '{"executive_summary' }], "cut", 1],
		["an answer from elsewhere", [{ kind: "nonsense" }], "unreadable", 1],
	];

	it.each(cases)("%s leaves the numbers, says what to do, and rules write", async (_, answers, reason, asked) => {
		const at = usual;
		standIn.next(...answers);
		const analysis = await analyse(at);
		expect(analysis.status).toBe("done");
		expect(outputOf(analysis)).toMatchObject({ status: "rules", why: "failed", error: { reason } });
		expect(outputOf(analysis).error?.message).toMatch(/[A-Z].*\. ?.*(Settings|OpenRouter|again|model)/);
		expect(outputOf(analysis).parsed.executive_summary).toContain("60 events");
		expect(chats()).toHaveLength(asked);
	});

	it.each([408, 429, 502, 503])("%i that passes is tried again, as soon as it is allowed", async (status) => {
		const at = usual;
		standIn.next({ kind: "status", status, retryAfter: "0" }, { kind: "status", status, retryAfter: "0" });
		expect(outputOf(await analyse(at))).toMatchObject({ status: "ok", error: null });
		expect(chats()).toHaveLength(3);
	});

	it.each([
		[408, "timeout", "faster"],
		[429, "rate_limited", "again"],
		[502, "model_down", "second model"],
		[503, "no_provider", "raise the limit"],
	] as const)("%i again and again is given up after the third, with its own next step", async (status, reason, step) => {
		standIn.usual = () => ({ kind: "status", status, retryAfter: "0" });
		const { why, error } = outputOf(await analyse(usual));
		expect({ why, error }).toMatchObject({ why: "failed", error: { reason, message: expect.stringContaining(step) } });
		expect(chats()).toHaveLength(3);
	});

	it("tells no secret that the provider repeats", async () => {
		const at = usual;
		standIn.next({ kind: "status", status: 400, message: `bad Authorization: Bearer ${secret} for sk-or-v1-other` });
		const reply = await at.call("/api/analyze", { method: "POST", as: "owner", body: {} });
		expect(reply.text).not.toContain("sk-or-");
	});
});
