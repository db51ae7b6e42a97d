import type { InsightSection } from "../../contract/insight-text.js";
import { insightSections } from "../../contract/insight-text.js";
import { shapes } from "../check/draft.js";

type Schema = Readonly<Record<string, unknown>>;

/** The subset of JSON schema that strict outputs share: every key required, nothing further, no bounds. The check knows the bounds. */
const object = (properties: Readonly<Record<string, Schema>>, description?: string): Schema => ({
	type: "object",
	...(description !== undefined && { description }),
	properties,
	required: Object.keys(properties),
	additionalProperties: false,
});

const text: Schema = { type: "string" };
const arrayOf = (items: Schema, description?: string): Schema => ({
	type: "array",
	...(description !== undefined && { description }),
	items,
});

export interface Ids {
	readonly facts: readonly string[];
	readonly products: readonly string[];
}

/** What may be asked of a model: without candidates no products, since an empty list of choices is no schema. */
export const sectionsFor = ({ products }: Ids): InsightSection[] =>
	insightSections.filter(
		(section) =>
			products.length > 0 || (section !== "recommendations_for_user_products" && section !== "traffic_insights.popular_categories"),
	);

/** The schema of an answer; its enums hold the ids that there are, and no others. */
export const schemaFor = (ids: Ids): Schema => {
	const cited = arrayOf({ type: "string", enum: [...ids.facts] });
	const said = { text, facts: cited };
	const schemaOf = (section: InsightSection): Schema => {
		const { most, about } = shapes[section];
		const told = `${about}. At most ${most}.`;
		if (section === "executive_summary") return object(said, about);
		if (section === "key_insights") return arrayOf(object({ title: text, ...said, next: { type: ["string", "null"] } }), told);
		if (section === "recommendations_for_user_products") {
			return arrayOf(object({ product_id: { type: "string", enum: [...ids.products] }, reason: text, facts: cited }), told);
		}
		return arrayOf(object(said), told);
	};
	const asked = sectionsFor(ids);
	const flat = asked.filter((section) => !section.includes("."));
	const nested = (outer: string): Record<string, Schema> =>
		Object.fromEntries(
			asked.filter((section) => section.startsWith(`${outer}.`)).map((section) => [section.slice(outer.length + 1), schemaOf(section)]),
		);
	return object({
		...Object.fromEntries(flat.map((section) => [section, schemaOf(section)])),
		traffic_insights: object(nested("traffic_insights")),
		conversion_analysis: object(nested("conversion_analysis")),
	});
};
