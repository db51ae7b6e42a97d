import type { DetailedMetrics, Finding } from "../../contract/analysis.js";
import { many, money, number, percent } from "../../words.js";
import { countFact, moneyFact, type Rule, ratioFact } from "./rule.js";

type Currency = DetailedMetrics["commerce"]["by_currency"][number];

/** Share of the revenue given back from which it is an alert. */
const much = 0.1;

/** Currencies with the most orders that are told one by one. */
const told = 3;

export const conversion: Rule = ({ metrics: { commerce, basic_metrics: basic } }) => {
	if (!commerce || !basic || commerce.conversion === null || commerce.sessions_with_order === 0) return [];
	const share = `${number(commerce.sessions_with_order)} of ${many(basic.total_sessions, "session")} (${percent(commerce.conversion)})`;
	return [
		{
			kind: "finding",
			rule: "conversion",
			text: `${share} hold an order.`,
			facts: [
				countFact("commerce.sessions_with_order", commerce.sessions_with_order),
				countFact("basic_metrics.total_sessions", basic.total_sessions),
				ratioFact("commerce.conversion", commerce.conversion),
			],
		},
	];
};

export const orderValue: Rule = ({ metrics: { commerce } }) =>
	(commerce?.by_currency ?? []).slice(0, told).flatMap((row, at) => worth(row, `commerce.by_currency.${at}`));

const worth = (row: Currency, path: string): Finding[] => {
	if (row.aov === null || row.revenue <= 0) return [];
	const sums = `${many(row.orders, "order")}, ${money(row.revenue, row.currency)}`;
	return [
		{
			kind: "finding",
			rule: "average_order_value",
			text: `An order is worth ${money(row.aov, row.currency)} on average (${sums}${row.currency === null ? ", no currency sent" : ""}).`,
			facts: [moneyFact(`${path}.aov`, row.aov), countFact(`${path}.orders`, row.orders), moneyFact(`${path}.revenue`, row.revenue)],
		},
	];
};

export const withoutAmount: Rule = ({ metrics: { commerce } }) => {
	const without = commerce?.orders_without_amount ?? 0;
	if (!commerce || without === 0) return [];
	return [
		{
			kind: "alert",
			rule: "orders_without_amount",
			text: `${number(without)} of ${many(commerce.orders, "order")} carry no amount, or one of 0, and add nothing to the revenue. Send revenue or total, or products with prices.`,
			facts: [countFact("commerce.orders_without_amount", without), countFact("commerce.orders", commerce.orders)],
		},
	];
};

export const givenBack: Rule = ({ metrics: { commerce } }) =>
	(commerce?.by_currency ?? [])
		.slice(0, told)
		.flatMap((row, at) => [
			...backOf(row, { path: `commerce.by_currency.${at}`, column: "cancelled", noun: "Cancellations" }),
			...backOf(row, { path: `commerce.by_currency.${at}`, column: "refunded", noun: "Refunds" }),
		]);

const backOf = (row: Currency, { path, column, noun }: { path: string; column: "cancelled" | "refunded"; noun: string }): Finding[] => {
	const amount = row[column];
	if (amount >= 0 || row.revenue <= 0) return [];
	const share = percent(-amount / row.revenue);
	return [
		{
			kind: -amount / row.revenue > much ? "alert" : "finding",
			rule: `${column}_share`,
			text: `${noun} take back ${share} of the revenue: ${money(amount, row.currency)} of ${money(row.revenue, row.currency)}.`,
			facts: [moneyFact(`${path}.${column}`, amount), moneyFact(`${path}.revenue`, row.revenue)],
		},
	];
};
