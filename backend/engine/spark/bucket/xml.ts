const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const plain = (text: string): string =>
	text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
		if (decimal) return String.fromCodePoint(Number(decimal));
		if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
		return entities[name ?? ""] ?? whole;
	});

/** What is in each element of the name, as it is written. S3's replies have no attributes that matter, and no element in one of its own name. */
export const elements = (xml: string, name: string): string[] =>
	[...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, "g"))].map(([, inner = ""]) => inner);

/** The text of the first element of the name; null where there is none. */
export const textOf = (xml: string, name: string): string | null => {
	const [first] = elements(xml, name);
	return first === undefined ? null : plain(first);
};
