import { place, type Random, sumsOf } from "./random.js";
import { categories } from "./shop/categories.js";
import { type ShopProduct, shopProducts } from "./shop/products.js";

const byCategory: readonly (readonly ShopProduct[])[] = categories.map((_, at) =>
	shopProducts.filter(({ categoryAt }) => categoryAt === at),
);

/** Within a category the few best sell most: Zipf's law with an exponent of 0.8. */
const ranks = byCategory.map((list) => sumsOf(list.map((_, rank) => 1 / (rank + 1) ** 0.8)));

/** Categories that gain or lose over the period: by how much at its end, against its middle. */
const trends: ReadonlyMap<string, number> = new Map([
	["Candles", 0.35],
	["Blankets", 0.3],
	["Bed Linen", 0.15],
	["Garden Tools", -0.4],
	["Planters", -0.3],
]);

const trendSums = Array.from({ length: 11 }, (_, tenth) =>
	sumsOf(categories.map(({ name, weight }) => weight * (1 + (trends.get(name) ?? 0) * ((tenth - 5) / 5)))),
);

export const categoryPage = (at: number): string => `/category/${(categories[at]?.name ?? "").toLowerCase().replace(/[^a-z]+/g, "-")}`;

/** A category: mostly one the visitor cares for. `course`: how far the period is, 0 to 1. */
export const categoryFor = (random: Random, favourites: readonly number[], course: number): number =>
	random.chance(0.65) ? random.pick(favourites) : place(trendSums[Math.round(course * 10)] as Float64Array, random.next());

export const productIn = (random: Random, category: number): ShopProduct => {
	const list = byCategory[category] as readonly ShopProduct[];
	return list[place(ranks[category] as Float64Array, random.next())] as ShopProduct;
};

export const termFor = (random: Random, category: number): string => random.pick(categories[category]?.terms ?? ["gift"]);
export const productsOf = (category: number): number => byCategory[category]?.length ?? 0;

/** What people look for in a shop for the home that it does not have. */
export const absentTerms = [
	"air fryer",
	"garden hose",
	"led strip",
	"mattress",
	"paint",
	"toaster",
	"vaccum cleaner",
	"wallpaper",
	"bycicle",
	"sofa bed",
] as const;
