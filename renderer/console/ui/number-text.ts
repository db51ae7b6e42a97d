const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const plain = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

/**
 * A number as the console writes it: a point before decimals, commas or spaces where they part thousands, a dollar sign before it or
 * none. Null for anything else: "1,5" may be meant as one and a half, and is never read as fifteen.
 */
export const numberIn = (text: string): number | null => {
	const bare = text.trim().replace(/^\$\s?/, "");
	const joined = /^\d{1,3}(?:[\s\u202f\u00a0]\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replace(/[\s\u202f\u00a0]/g, "") : bare;
	if (grouped.test(joined)) return Number(joined.replaceAll(",", ""));
	return plain.test(joined) ? Number(joined) : null;
};
