import type { ImportField, Mapping } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import type { NewEvent } from "../store/event.js";
import { textOf } from "./cells.js";
import type { Plan } from "./plan.js";
import type { RowProblem } from "./problems.js";

const amountFields = ["price", "revenue", "total"] as const satisfies readonly ImportField[];

/** An order of nothing, or less, is left out, or taken as a refund; null where there is nothing to say. */
export const refundProblem = (event: NewEvent, mapping: Mapping, column: { column?: string }): RowProblem | null => {
	if (event.action !== "order_completed" || event.quantity === null || event.quantity > 0) return null;
	const amount = String(event.quantity).replace("-", "\u2212");
	if (mapping.negative_orders === "refund" && event.quantity < 0)
		return {
			code: "quantity_refund",
			severity: "info",
			title: "Orders taken as refunds",
			message: `an order of ${amount} is taken as a refund.`,
		};
	return {
		code: "quantity_not_above_0",
		severity: "error",
		title: "Quantity not above 0",
		message: `an order of ${amount}. Left out.`,
		...column,
	};
};

/** What to know about amounts that are taken: no currency, a comma that could be read otherwise. */
export const moneyProblems = (event: NewEvent, row: FileRow, plan: Plan): RowProblem[] => {
	if (event.price === null && event.revenue === null && event.total === null) return [];
	return [...currencyProblem(event, row, plan), ...commaProblem(row, plan)];
};

const currencyProblem = (event: NewEvent, row: FileRow, { at, columns, mapping }: Plan): RowProblem[] => {
	const fallback = mapping.default_currency;
	if (at.currency === undefined)
		return event.currency === null ? [noCurrency("an amount without a currency; such amounts are a group of their own.", {})] : [];
	const cell = textOf(row.cells[at.currency]);
	const column = { column: columns[at.currency] ?? "" };
	if (cell !== null) return event.currency === null ? [oddCurrency(cell, column)] : [];
	if (fallback === null) return [noCurrency("an amount without a currency; such amounts are a group of their own.", column)];
	return [noCurrency(`the currency is empty. ${fallback} will be used.`, column)];
};

const noCurrency = (message: string, column: { column?: string }): RowProblem => ({
	code: "currency_missing",
	severity: "warning",
	title: "No currency",
	message,
	...column,
});

const oddCurrency = (cell: string, column: { column?: string }): RowProblem => ({
	code: "currency_unknown",
	severity: "warning",
	title: "Currency not known",
	message: `"${cell.slice(0, 20)}" is no currency of three letters; the amount counts without one.`,
	...column,
});

const commaProblem = (row: FileRow, { at, columns, mapping }: Plan): RowProblem[] => {
	const problems: RowProblem[] = [];
	for (const field of amountFields) {
		const index = at[field];
		const cell = index === undefined ? null : row.cells[index];
		if (typeof cell !== "string" || !cell.includes(",")) continue;
		const column = columns[index ?? 0] ?? "";
		if (mapping.decimal === "comma")
			problems.push({
				code: "decimal_comma",
				severity: "warning",
				title: "Decimal comma",
				message: `"${cell}" is read with a decimal comma.`,
				column,
			});
		else if (!cell.includes("."))
			problems.push({
				code: "comma_groups",
				severity: "warning",
				title: "Comma read as thousands",
				message: `"${cell}" is read as thousands. Choose a decimal comma if it is one.`,
				column,
			});
	}
	return problems;
};
