/** Numbers as the interface writes them (English): 26,907 · 2.76 % with a narrow no-break space · 1 h 12 min · true minus sign. */

const narrow = "\u202f";
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

const trueMinus = (text: string): string => text.replace("-", "\u2212");

export const number = (value: number): string => trueMinus(whole.format(value));

/** "1 session", "2,749 sessions". */
export const many = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

/** Two decimals below 10 %, one above. */
export const percent = (ratio: number): string => {
	const digits = Math.abs(ratio) < 0.1 ? 2 : 1;
	return `${trueMinus((ratio * 100).toFixed(digits))}${narrow}%`;
};

export const duration = (seconds: number): string => {
	if (seconds < 60) return `${seconds.toFixed(seconds < 1 ? 2 : 1)}${narrow}s`;
	const total = Math.round(seconds);
	if (total < 3600) return `${Math.floor(total / 60)}${narrow}min ${total % 60}${narrow}s`;
	return `${Math.floor(total / 3600)}${narrow}h ${Math.floor((total % 3600) / 60)}${narrow}min`;
};

/** Prices of calls: "$10.00"; with four decimals below ten cents, as the bill has them: "$0.0214". */
export const dollars = (value: number): string => {
	const decimals = value > 0 && value < 0.1 ? 4 : 2;
	const format = { style: "currency", currency: "USD", minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
	return new Intl.NumberFormat("en", format).format(value);
};

/** "£1,515,110.70"; the code behind the number where it is no known currency; nothing where none was sent. */
export const money = (value: number, currency: string | null): string => {
	const plain = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	if (currency === null) return trueMinus(plain.format(value));
	if (!/^[A-Z]{3}$/.test(currency)) return `${trueMinus(plain.format(value))} ${currency}`;
	return trueMinus(new Intl.NumberFormat("en", { style: "currency", currency }).format(value));
};
