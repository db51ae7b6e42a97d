/** Headers that are not simply their column's name in words. */
const headers: Readonly<Record<string, string>> = {
	aov: "Average order",
	by: "By",
	utm_source: "Source",
	utm_medium: "Medium",
	utm_campaign: "Campaign",
	product_id: "Product id",
	sessions_with_order: "With an order",
	avg_duration_ms: "Mean duration",
};

/** The name of a report's column, as a header: bounce_rate becomes Bounce rate. */
export const headerOf = (name: string): string => {
	const known = headers[name];
	if (known !== undefined) return known;
	const words = name.replaceAll("_", " ");
	return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
