/** Characters of a string from outside that go any further. */
const most = 80;

/** What is nobody's to send on: addresses of people, numbers of cards and telephones, tokens. */
const personal = /[^\s/?#&=]+@[^\s/?#&=]+|%40|(?:\d[ .()-]?){7,}|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}|\b[\w-]{32,}\b/i;

/** Stands where a name looked like somebody's. */
export const keptBack = "(kept back)";

/**
 * A string from an event as it may be shown to a model: one form of each letter (NFKC), without control, bidi, zero-width, private and
 * tag characters, without what means something in our templates or in markup, blanks single, at most 80 characters. Whatever looks like
 * a person's address, number or token is not told at all.
 */
export const clean = (text: string): string => {
	const plain = text
		.slice(0, 2_000)
		.normalize("NFKC")
		.replace(/\s/gu, " ")
		.replace(/\p{C}|\p{Variation_Selector}/gu, "")
		.replace(/[{}<>`^|\\*_[\]#~]/g, " ")
		.replace(/\s+/gu, " ")
		.trim();
	if (personal.test(plain)) return keptBack;
	return plain
		.slice(0, most)
		.replace(/[\ud800-\udbff]$/, "")
		.trim();
};
