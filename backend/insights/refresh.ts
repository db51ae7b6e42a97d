import type { Analysis } from "../contract/analysis.js";
import type { ProductRecommendation } from "../contract/insight-text.js";
import type { CatalogStore } from "../store/catalog-ports.js";
import { shownOf } from "./text/assemble.js";

/** The products of a saved text as the catalog has them now; those it has no longer are left out. */
export const refreshProducts = async (catalog: Pick<CatalogStore, "productsOf">, analysis: Analysis): Promise<Analysis> => {
	const saved = analysis.product_recommendations ?? [];
	const output = analysis.openrouter_output;
	if (saved.length === 0 || !output) return analysis;
	const known = new Map((await catalog.productsOf(saved.map(({ product_id: id }) => id))).map((product) => [product.productId, product]));
	const now = (items: readonly ProductRecommendation[]): ProductRecommendation[] =>
		items.flatMap((item) => {
			const product = known.get(item.product_id);
			return product ? [{ ...item, ...shownOf(product) }] : [];
		});
	const parsed = { ...output.parsed, recommendations_for_user_products: now(output.parsed.recommendations_for_user_products) };
	return { ...analysis, openrouter_output: { ...output, parsed }, product_recommendations: now(saved) };
};
