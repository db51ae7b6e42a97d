import type { ImportField, Mapping } from "../../../../backend/contract/transfer.js";

/** The words for what a column can mean, grouped as the select shows them. Every field of the contract stands here once. */
export const fieldGroups = [
	{ group: "When and who", fields: ["timestamp", "client_id", "session_id", "user_id", "event_id"] },
	{ group: "What and where", fields: ["event_type", "page", "url", "referrer", "search_term"] },
	{ group: "Product", fields: ["product_id", "product_name", "product_category", "price", "quantity", "currency"] },
	{ group: "Order", fields: ["order_id", "revenue", "total"] },
	{ group: "Campaign", fields: ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] },
	{ group: "Device and origin", fields: ["user_agent", "ip", "source"] },
	{ group: "Anything else", fields: ["properties", "property", "skip"] },
] as const satisfies readonly { group: string; fields: readonly ImportField[] }[];

export const fieldLabels = {
	timestamp: "Time",
	event_id: "Event id",
	client_id: "Visitor",
	user_id: "User",
	session_id: "Session",
	event_type: "Event type",
	page: "Page",
	url: "Page address",
	referrer: "Referrer",
	product_id: "Product",
	product_name: "Product name",
	product_category: "Category",
	price: "Price",
	quantity: "Quantity",
	currency: "Currency",
	order_id: "Order",
	revenue: "Revenue",
	total: "Order total",
	search_term: "Search term",
	user_agent: "Browser",
	ip: "IP address",
	utm_source: "Campaign source",
	utm_medium: "Campaign medium",
	utm_campaign: "Campaign",
	utm_term: "Campaign term",
	utm_content: "Campaign content",
	source: "Source",
	properties: "Properties (JSON)",
	property: "Keep as it is",
	skip: "Leave out",
} as const satisfies Record<ImportField, string>;

const numeric: ReadonlySet<ImportField> = new Set(["price", "quantity", "revenue", "total"]);

/** Right aligned in the preview, and read with the chosen decimal sign. */
export const isNumeric = (field: ImportField): boolean => numeric.has(field);

/** Several columns may be kept or left out; every other meaning belongs to one column. */
const mayRepeat = (field: ImportField): boolean => field === "property" || field === "skip";

/** Columns that share a meaning which only one of them can have. */
export const repeatedColumns = (mapping: Mapping): ReadonlySet<string> => {
	const byField = new Map<ImportField, string[]>();
	for (const { column, field } of mapping.columns) {
		if (!mayRepeat(field)) byField.set(field, [...(byField.get(field) ?? []), column]);
	}
	return new Set([...byField.values()].filter((columns) => columns.length > 1).flat());
};

/** The mapping with one column given another meaning. */
export const withField = (mapping: Mapping, column: string, field: ImportField): Mapping => ({
	...mapping,
	columns: mapping.columns.map((entry) => (entry.column === column ? { column, field } : entry)),
});
