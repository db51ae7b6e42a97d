/** Whole numbers past 2^53, as some systems use for ids: JSON.parse would round them, so that two users become one. */
const longNumber = /[:[,\s]-?\d{16,}\s*[,}\]]/;

/** JSON.parse, but whole numbers that a number cannot hold come out as text with every digit. Throws SyntaxError. */
export const parseExact = (text: string): unknown => {
	const value: unknown = JSON.parse(text);
	return longNumber.test(text) ? JSON.parse(quoteLongNumbers(text)) : value;
};

/** Strings are matched first, so that digits inside them stay as they are; so does a number that is its own shortest text. */
const quoteLongNumbers = (json: string): string =>
	json.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token, at: number) => {
		if (token.startsWith('"') || /[\d.]/.test(json[at - 1] ?? "") || String(Number(token)) === token) return token;
		return `"${token}"`;
	});
