import type { ProductQuery, StoredProduct } from "../catalog-ports.js";

/** Without case and accents. */
export const folded = (text: string): string =>
	text
		.toLowerCase()
		.normalize("NFD")
		.replace(/\p{Mn}/gu, "");

interface Folded {
	readonly name: string;
	readonly tags: readonly string[];
	readonly category: string;
	readonly brand: string;
	readonly description: string;
}

const fold = ({ name, tags, category, brand, description }: StoredProduct): Folded => ({
	name: folded(name),
	tags: tags.map(folded),
	category: folded(category ?? ""),
	brand: folded(brand ?? ""),
	description: folded(description ?? ""),
});

/** The best field that a word stands in; 0 where it stands in none. Words are looked for letter by letter. */
const rankOf = (word: string, { name, tags, category, brand, description }: Folded): number => {
	if (word === "") return 1;
	if (name === word) return 16;
	if (name.startsWith(`${word} `)) return 12;
	if (` ${name} `.includes(` ${word} `)) return 10;
	if (` ${name}`.includes(` ${word}`)) return 8;
	if (tags.includes(word)) return 6;
	if (category === word || brand === word) return 5;
	if (name.includes(word)) return 4;
	if (category.includes(word) || brand.includes(word)) return 3;
	if (tags.join(" ").includes(word)) return 2;
	return description.includes(word) ? 1 : 0;
};

interface Ranked {
	readonly product: StoredProduct;
	readonly name: string;
	readonly rank: number;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const orders = {
	relevance: (a, b) => b.rank - a.rank,
	price_asc: (a, b) => a.product.price - b.product.price,
	price_desc: (a, b) => b.product.price - a.product.price,
	name_asc: () => 0,
	name_desc: (a, b) => compareText(b.name, a.name),
	created_desc: (a, b) => b.product.createdAt - a.product.createdAt,
} as const satisfies Record<ProductQuery["sort"], (a: Ranked, b: Ranked) => number>;

/**
 * Of products that fit the filters those that hold every word of `q`, in the query's order. The same rules as the embedded store's
 * sql/catalog/find.sql: a word's rank is that of the best field it stands in, and the whole question found in the name counts on top.
 */
export const search = (products: readonly StoredProduct[], { q, sort }: Pick<ProductQuery, "q" | "sort">): StoredProduct[] => {
	const question = folded(q).trim();
	const words = [...new Set(question.split(/\s+/))];
	const found: Ranked[] = [];
	for (const product of products) {
		const text = fold(product);
		const ranks = words.map((word) => rankOf(word, text));
		if (ranks.includes(0)) continue;
		const whole = question.includes(" ") && text.name.includes(question) ? 4 : 0;
		found.push({ product, name: text.name, rank: ranks.reduce((sum, rank) => sum + rank, whole) });
	}
	const order = orders[sort];
	found.sort((a, b) => order(a, b) || compareText(a.name, b.name) || compareText(a.product.productId, b.product.productId));
	return found.map(({ product }) => product);
};
