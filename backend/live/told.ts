type Properties = Readonly<Record<string, unknown>>;

/** Entries of the list that an event tells, `products` (Segment) or `items` (GA4): one a product that was ordered, whatever its quantity. Null without any. */
export const productsOf = (properties: Properties): number | null => {
	const items = properties["products"] ?? properties["items"];
	return Array.isArray(items) && items.length > 0 ? items.length : null;
};

const names = ["results", "result_count", "results_count", "number_of_results", "search_results"] as const;
const whole = /^(\d{1,15})(?:\.0+)?$/;

/** How many results a search had: the first of the names that is a whole number, as the reports read it (`told_results` of prelude.sql). Null: none tells it. */
export const resultsOf = (properties: Properties): number | null => {
	for (const name of names) {
		const told = properties[name];
		const found = typeof told === "number" || typeof told === "string" ? whole.exec(String(told)) : null;
		if (found) return Number(found[1]);
	}
	return null;
};
