export type Decimal = "point" | "comma";

/**
 * A number of a file as plain decimal text ("1234.50"), digit for digit, or null when it is none. Takes groups of three
 * ("1,234.50", "1 234,50", "1'234.50"), a currency sign, a true minus and a trailing or bracketed one as accountants write it.
 */
export const decimalText = (cell: unknown, decimal: Decimal): string | null => {
	if (typeof cell === "number") return Number.isFinite(cell) ? plain(cell) : null;
	if (typeof cell !== "string") return null;
	const bare = cell.replace(/[\p{Sc}\s\u00a0\u202f]/gu, "").replace(/^\u2212/, "-");
	const { sign, digits } = signOf(bare);
	const text = decimal === "comma" ? digits.replace(/[.,]/g, (mark) => (mark === "," ? "." : ",")) : digits;
	if (/^\d+(\.\d+)?$|^\.\d+$/.test(text)) return sign + withZero(text);
	if (/^\d{1,3}([,']\d{3})+(\.\d+)?$/.test(text)) return sign + text.replace(/[,']/g, "");
	const scientific = decimal === "point" && /^\d+(\.\d+)?e[+-]?\d{1,2}$/i.test(text);
	return scientific ? sign + plain(Number(text)) : null;
};

const signOf = (text: string): { sign: string; digits: string } => {
	if (/^\(.*\)$/.test(text)) return { sign: "-", digits: text.slice(1, -1) };
	if (text.startsWith("-")) return { sign: "-", digits: text.slice(1) };
	if (/\d-$/.test(text)) return { sign: "-", digits: text.slice(0, -1) };
	return { sign: "", digits: text.replace(/^\+/, "") };
};

const withZero = (text: string): string => (text.startsWith(".") ? `0${text}` : text);

/** Shortest text that reads back as the same number, without an exponent. */
const plain = (value: number): string => {
	const text = String(value);
	return text.includes("e") ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : text;
};

/**
 * The decimal sign that reads most of the samples. `1,234` alone could be either: in a file that is separated by semicolons it is
 * a decimal comma, since that is why the semicolons are there; elsewhere commas group thousands.
 */
export const decimalOf = (samples: readonly string[], delimiter: string | null = null): Decimal => {
	const readable = (decimal: Decimal): number => samples.filter((cell) => decimalText(cell, decimal) !== null).length;
	const [comma, point] = [readable("comma"), readable("point")];
	if (comma !== point) return comma > point ? "comma" : "point";
	return delimiter === ";" && samples.some((cell) => cell.includes(",")) ? "comma" : "point";
};
