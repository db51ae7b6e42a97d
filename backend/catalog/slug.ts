/** A name as a slug: `Café au lait 2.0` → `cafe-au-lait-2-0`. Empty when the name holds no letter and no digit. */
export const slugOf = (name: string): string =>
	name
		.normalize("NFKD")
		.replace(/\p{M}+/gu, "")
		.toLowerCase()
		.replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, "-")
		.replace(/^-|-$/g, "")
		.slice(0, 200)
		.replace(/-$/, "");
