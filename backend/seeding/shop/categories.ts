import list from "./categories.json" with { type: "json" };

/** What a category sells: every noun goes with every word. Prices are those of its nouns, in euros; `lines` follow the description's first sentence. */
export interface Category {
	readonly name: string;
	/** Silhouette of its pictures; see picture.ts. */
	readonly form: Form;
	readonly nouns: readonly { readonly noun: string; readonly least: number; readonly most: number }[];
	readonly words: readonly string[];
	readonly lines: readonly string[];
	readonly tags: readonly string[];
	/** How many visitors care for it, against the others. */
	readonly weight: number;
	/** What people type to find it. */
	readonly terms: readonly string[];
}

/** Silhouettes of pictures. */
const forms = [
	"mug",
	"bowl",
	"bottle",
	"jar",
	"lamp",
	"chair",
	"table",
	"box",
	"cloth",
	"cushion",
	"frame",
	"plant",
	"tool",
	"candle",
	"bag",
	"clock",
] as const;
export type Form = (typeof forms)[number];

/** Thirty-five categories of a shop for the home. */
export const categories = list as readonly Category[];
