import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../backend/contract/analysis.js";
import type { InsightFact } from "../../backend/contract/insight-text.js";
import { checkAnswer } from "../../backend/insights/check/check.js";
import { type Candidate, groundOf } from "../../backend/insights/facts/candidates.js";
import { clean } from "../../backend/insights/facts/clean.js";
import { messagesFor } from "../../backend/insights/prompt/prompt.js";
import { schemaFor } from "../../backend/insights/prompt/schema.js";
import { fill } from "../../backend/insights/text/fill.js";
import type { StoredProduct } from "../../backend/store/catalog-ports.js";
import { root } from "../directions/tree.js";
import { tableUnder } from "../docs/markdown.js";
import { reportFor } from "../stand-ins/report.js";
import { hostileStrings, mustNotLeave } from "./hostile-strings.js";
import { analyse, chats, openTextBench, outputOf, standIn, start } from "./text-bench.js";

openTextBench();

const product = (productId: string, name: string): StoredProduct => ({
	productId,
	slug: productId,
	name,
	category: name,
	price: 10,
	currency: "EUR",
	tags: [],
	description: null,
	brand: null,
	stock: 3,
	imageUrl: null,
	createdAt: 0,
	updatedAt: 0,
});

/** An analysis in which a string is a page, an event type and the name of a product. */
const analysisWith = (text: string): Analysis =>
	({
		parameters: { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default" },
		analysis_metadata: null,
		detailed_metrics: {
			basic_metrics: {
				total_events: 900,
				total_sessions: 300,
				visitors: 200,
				bounced_sessions: 90,
				bounce_rate: 0.3,
				avg_session_duration_seconds: 61,
			},
			page_analysis: { pages: 1, top_pages: [{ page: text, count: 50 }], page_distribution: {} },
			event_analysis: { types: 1, event_types: {}, top_event_types: [{ type: text, count: 40 }], actions: {} },
			product_analysis: { products: 1, top_products: [{ product_id: "p", name: text, events: 90, viewed: 50, added: 20, bought: 20 }] },
		},
		insights: null,
	}) as unknown as Analysis;

interface Ground {
	readonly facts: readonly InsightFact[];
	readonly candidates: readonly Candidate[];
	readonly sent: string;
	readonly schema: string;
}

const groundFor = (text: string): Ground => {
	const analysis = analysisWith(text);
	const because = { kind: "category", category: text, rank: 1, sessions: 20, of: 300 } as const;
	const { facts, candidates } = groundOf(analysis, {
		before: null,
		recommended: [{ product: product("p", text), because, reason: `1st in ${text}: in 20 of 300 sessions` }],
	});
	const messages = messagesFor({ analysis, facts, candidates });
	const ids = { facts: facts.map(({ id }) => id), products: candidates.map(({ id }) => id) };
	return { facts, candidates, sent: messages.map(({ content }) => content).join("\n"), schema: JSON.stringify(schemaFor(ids)) };
};

/** What a model that obeys the string would have shown; null where the check refuses it. */
const obeyed = (text: string, { facts, candidates }: Ground): string | null => {
	const known = {
		facts: new Map(facts.map((fact) => [fact.id, fact])),
		products: new Set(candidates.map(({ id }) => id)),
		untrusted: facts.flatMap(({ name }) => (name === null ? [] : [name])),
	};
	const answer = JSON.stringify({ risk_alerts: [{ text, facts: ["F01"] }] });
	const items = checkAnswer(answer, known, ["risk_alerts"]).passed.get("risk_alerts");
	return items ? items.map((item) => fill(item.text, { facts: known.facts, candidates: new Map() })).join() : null;
};

/** Judged apart from the rules of the check: words of Latin letters and the marks of a sentence, nothing that can be followed, run or counted. */
const isHarmless = (text: string, facts: Ground["facts"]): boolean => {
	const words = facts.reduce((rest, { text: value }) => rest.replaceAll(value, ""), text);
	return /^[\p{Script=Latin} .,:;'"’“”!?()/@&+-]*$/u.test(words) && !/:\/\/|@|\w\.\w|javascript:|[<>{}[\]]/i.test(words);
};

describe("a hostile string", () => {
	it("is one of at least a hundred", () => {
		expect(new Set(hostileStrings.map(([, text]) => text)).size).toBeGreaterThanOrEqual(100);
	});

	it.each(hostileStrings)("(%s) goes as data, cleaned, cut and marked: %j", async (_, text) => {
		const { facts, sent, schema } = groundFor(text);
		const data = JSON.parse(sent.slice(sent.lastIndexOf("\n") + 1)) as { facts: { untrusted?: string }[] };
		const names = data.facts.flatMap(({ untrusted }) => (untrusted === undefined ? [] : [untrusted]));
		for (const name of names) {
			expect(name).not.toMatch(/[\p{C}\p{Zl}\p{Zp} {}<>`^|\\*_[\]#~]/u);
			expect(name.length).toBeLessThanOrEqual(80);
		}
		const line = sent.slice(sent.lastIndexOf("\n") + 1);
		expect(line).not.toMatch(/[<>&\u2028\u2029]/);
		for (const piece of mustNotLeave) expect(sent).not.toContain(piece);
		const allowed = new Set(facts.map(({ id }) => id));
		for (const [id] of schema.matchAll(/F\d{2,3}/g)) expect(allowed.has(id)).toBe(true);
		const told = clean(text).slice(0, 30);
		if (told.length > 8) expect(schema).not.toContain(told);
	});

	it.each(hostileStrings)("(%s) that a model obeys is refused, or is words that do nothing: %j", async (_, text) => {
		const ground = groundFor(text);
		const result = obeyed(text, ground);
		if (result !== null) expect(isHarmless(result, ground.facts), result).toBe(true);
	});

	it("and its kind stand in docs/insights.md with what becomes of them", async () => {
		const counts = new Map<string, { strings: number; refused: number; shown: number }>();
		for (const [kind, text] of hostileStrings) {
			const count = counts.get(kind) ?? { strings: 0, refused: 0, shown: 0 };
			const result = obeyed(text, groundFor(text));
			counts.set(kind, {
				strings: count.strings + 1,
				refused: count.refused + Number(result === null),
				shown: count.shown + Number(result !== null),
			});
		}
		const told = tableUnder(readFileSync(join(root, "docs/insights.md"), "utf8"), "What becomes of hostile strings").map((cells) =>
			cells.slice(0, 4),
		);
		expect(told).toEqual([...counts].map(([kind, { strings, refused, shown: words }]) => [kind, strings, refused, words].map(String)));
	});
});

describe("a shop full of them", () => {
	it("leaks nothing, and nothing invented is shown, by a model that repeats what it reads", async () => {
		const at = await start({ apiKey: "sk-or-v1-0123456789abcdef9f2c" });
		const events = hostileStrings
			.filter(([, text]) => text.length < 1_000 && !text.includes("\u0000"))
			.flatMap(([, text], at_string) =>
				Array.from({ length: 6 }, (_, n) => ({
					client_id: `h-${at_string}-${n}`,
					session_id: `hs-${at_string}-${n}`,
					event_type: n % 2 === 0 ? text : "product_viewed",
					page: text,
					timestamp: 1_768_100_000 + n,
					properties: { product_id: `hostile-${at_string}`, product_name: text, utm_campaign: text, query: text },
				})),
			);
		for (let from = 0; from < events.length; from += 400) {
			const sent = await at.call("/api/ingest-batch", { method: "POST", body: { events: events.slice(from, from + 400) } });
			expect(sent.status, sent.text).toBe(200);
		}
		standIn.usual = (body) => {
			const data = body.messages.find(({ role }) => role === "user")?.content ?? "";
			const names = [...data.matchAll(/"untrusted":"([^"]+)"/g)].map(([, name = ""]) => name.replaceAll("ˆ", " "));
			const report = reportFor(body);
			report.executive_summary.text = names[0] ?? "";
			report.key_insights = names.slice(0, 6).map((name) => ({ title: name, text: name, facts: ["F01"], next: name }));
			report.recommendations = names.slice(6, 11).map((name) => ({ text: name, facts: ["F01"] }));
			report.recommendations_for_user_products = [{ product_id: "P99", reason: "Best", facts: ["F01"] }];
			return { kind: "text", text: JSON.stringify(report) };
		};
		const analysis = await analyse(at);
		const output = outputOf(analysis);
		expect(chats()).toHaveLength(2);
		for (const piece of mustNotLeave) expect(JSON.stringify(chats())).not.toContain(piece);
		for (const personal of ["h-0-0", "hs-0-0", "hostile-0"]) expect(JSON.stringify(chats())).not.toContain(personal);
		expect(output.from_rules).toContain("recommendations_for_user_products");
		expect(output.parsed.recommendations_for_user_products.every(({ product_id }) => ["mugs", "linen"].includes(product_id))).toBe(true);
		const { parsed, from_rules: rules, facts } = output;
		const own = [
			...(rules.includes("executive_summary") ? [] : [parsed.executive_summary]),
			...(rules.includes("key_insights") ? [] : parsed.key_insights.flatMap(({ title, text, next }) => [title ?? "", text, next ?? ""])),
			...(rules.includes("recommendations") ? [] : parsed.recommendations.map(({ text }) => text)),
		];
		for (const text of own) expect(isHarmless(text, facts), text).toBe(true);
		expect(rules).toContain("key_insights");
		expect(output.parsed.kpis.total_events).toBe(analysis.detailed_metrics?.basic_metrics?.total_events);
	});
});
