import type { Recommendation } from "../contract/recommendations.js";
import type { StoredProduct } from "../store/catalog-ports.js";
import type { Chosen } from "./choose.js";
import { reasonText } from "./facts.js";

/** Of the catalog as it is now. */
export const ofCatalog = (product: StoredProduct, reason: string, origin: Recommendation["origin"]): Recommendation => ({
	product_id: product.productId,
	slug: product.slug,
	name: product.name,
	category: product.category,
	price: product.price,
	currency: product.currency,
	tags: [...product.tags],
	image_url: product.imageUrl,
	stock: product.stock,
	reason,
	origin,
	way: null,
});

export const ofChoice = ({ draft, product }: Chosen, options: { readonly named: boolean }): Recommendation => {
	const reason = reasonText(draft.because, options);
	const way = draft.because.kind;
	if (product) return { ...ofCatalog(product, reason, "computed"), way };
	const { id, name, category } = draft;
	return {
		product_id: id,
		slug: null,
		name,
		category,
		price: null,
		currency: null,
		tags: [],
		image_url: null,
		stock: null,
		reason,
		origin: "computed",
		way,
	};
};
