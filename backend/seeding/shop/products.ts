import type { ProductDraft } from "../../store/catalog-ports.js";
import { mix, openRandom } from "../random.js";
import { type Category, categories } from "./categories.js";

/** Invented; no shop or maker of these names is meant. */
const brands = [
	"Larch & Loom",
	"Fernholt",
	"Oddmere",
	"Tallow Yard",
	"Skovlund",
	"Brindlewick",
	"Norrvane",
	"Calder Row",
	"Maplethorn",
	"Ossian Works",
	"Quillhaven",
	"Pebblecote",
	"Vesterlin",
	"Hazelgarth",
	"Tinder & Tide",
	"Ravensell",
	"Lumen Vale",
	"Corrigate",
	"Aldersmith",
	"Wrenfield",
] as const;

export const currency = "EUR";

/** A product of the shop that is seeded, with where it stands in it. */
export interface ShopProduct extends ProductDraft {
	readonly category: string;
	/** Place in `categories`. */
	readonly categoryAt: number;
	/** Price in cents: sums of whole numbers are exact. */
	readonly cents: number;
}

/** 12 of most categories, 11 of some: 412 in all, as a shop's numbers are uneven. */
const countOf = (at: number): number => (at % 5 === 3 || at === 34 ? 11 : 12);

const slugify = (name: string): string =>
	name
		.normalize("NFKD")
		.replace(/\p{M}+/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");

/** Of a noun's range, in cents, ending as shops' prices end. */
const priceOf = (least: number, most: number, at: number): number => {
	const euros = Math.round(least + (most - least) * at);
	return euros >= 100 ? euros * 100 : euros * 100 - (euros % 3 === 0 ? 5 : 10);
};

const article = (word: string): string => (/^[aeiou]/i.test(word) ? "An" : "A");

const productOf = (category: Category, categoryAt: number, index: number): ShopProduct => {
	const random = openRandom(mix(0x5eed, categoryAt), index);
	const { noun, least, most } = category.nouns[index % category.nouns.length] as Category["nouns"][number];
	/** Each noun meets other words on its next turn, so that no name comes twice. */
	const turn = Math.floor(index / category.nouns.length);
	const word = category.words[(index + turn) % category.words.length] as string;
	const brand = random.pick(brands);
	const name = `${word} ${noun}`;
	const slug = slugify(name);
	const cents = priceOf(least, most, random.next());
	return {
		productId: slug,
		slug,
		name,
		category: category.name,
		categoryAt,
		cents,
		price: cents / 100,
		currency,
		tags: [category.tags[index % category.tags.length] as string, word.toLowerCase()],
		description: `${article(word)} ${name.toLowerCase()} by ${brand}. ${random.pick(category.lines)}`,
		brand,
		stock: 5 + random.below(240),
		imageUrl: `/static/products/${slug}.svg`,
	};
};

/** The shop's products, the same on every machine, by category. */
export const shopProducts: readonly ShopProduct[] = categories.flatMap((category, at) =>
	Array.from({ length: countOf(at) }, (_, index) => productOf(category, at, index)),
);

export const productBySlug: ReadonlyMap<string, ShopProduct> = new Map(shopProducts.map((product) => [product.slug, product]));
