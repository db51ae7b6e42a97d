/** DECIMAL(18,4): at most 14 digits before the point. */
const wholeDigits = 14;
const places = 4;

const decimal = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/;

/** The shortest text that reads back as the same number, which is what was sent; without an exponent. */
const textOf = (value: number): string => {
	const text = String(value);
	if (!text.includes("e")) return text;
	return Math.abs(value) < 1 ? value.toFixed(20) : BigInt(value).toString();
};

/** Half-even, on digits: 0.00005 → 0, 0.00015 → 0.0002. */
const round = (whole: string, fraction: string): string => {
	if (fraction.length <= places) return fraction === "" ? whole : `${whole}.${fraction}`;
	const kept = BigInt(whole + fraction.slice(0, places));
	const rest = fraction.slice(places);
	const half = `5${"0".repeat(rest.length - 1)}`;
	const up = rest > half || (rest === half && kept % 2n === 1n);
	const digits = (kept + (up ? 1n : 0n)).toString().padStart(places + 1, "0");
	return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/**
 * Money as decimal text with at most 4 places, exact to what was sent; further places are rounded half to even, since
 * carts send 0.30000000000000004. Null for what is no number or has more than 14 digits before the point.
 */
export const moneyText = (value: unknown): string | null => {
	if (Number.isSafeInteger(value) && Math.abs(value as number) < 10 ** wholeDigits) return String(value);
	if (typeof value === "number" ? !Number.isFinite(value) : typeof value !== "string") return null;
	const found = decimal.exec(typeof value === "number" ? textOf(value) : (value as string));
	const [, sign = "", digits = "", fraction = ""] = found ?? [];
	if (digits === "" && fraction === "") return null;
	const whole = digits.replace(/^0+(?=\d)/, "") || "0";
	if (whole.length > wholeDigits) return null;
	const rounded = round(whole, fraction);
	const point = rounded.indexOf(".");
	if ((point === -1 ? rounded.length : point) > wholeDigits) return null;
	return sign === "-" && /[1-9]/.test(rounded) ? `-${rounded}` : rounded;
};
