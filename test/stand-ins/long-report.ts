import type { Answer, ChatBody } from "./openrouter.js";
import { idsOf, reportFor } from "./report.js";

/** As long as a model writes; one section is refused. */
export const longReport = (body: ChatBody): Answer => {
	const report = reportFor(body);
	const { facts, products } = idsOf(body);
	const [a = "F01", b = "F02", c = "F03", d = "F04", e = "F05"] = facts;
	report.executive_summary = {
		text: `Visitors left {${a}} events in {${b}} sessions, and {${e}} of those show interest that ends early. Few of the {${c}} visitors came by a second way, so the order of the pages matters more than their number.`,
		facts: [a, b, c, e],
	};
	report.key_insights = [
		{
			title: "Many looked, few went on",
			text: `Of {${b}} sessions, {${d}} hold one event alone.`,
			facts: [b, d],
			next: "Walk through a product page on a phone.",
		},
		{
			title: "Visitors come once",
			text: `{${c}} visitors stand behind {${b}} sessions.`,
			facts: [c, b],
			next: "Ask for an address where a cart is left.",
		},
		{ title: "The shop is read, not searched", text: `Behind {${a}} events stand mostly views.`, facts: [a], next: null },
	];
	const words = ["is what most sessions hold", "comes close behind it, and there is enough of it to sell", "is looked at again and again"];
	report.recommendations_for_user_products = products
		.slice(0, 3)
		.map((id, at) => ({ product_id: id, reason: `{${id}} ${words[at] ?? ""}.`, facts: facts.slice(at - 5).slice(0, 2) }));
	report.risk_alerts = [{ text: "Conversion fell to 38 %.", facts: [a] }];
	return { kind: "text", text: JSON.stringify(report) };
};
