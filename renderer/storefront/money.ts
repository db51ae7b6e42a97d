/** An amount in its currency, in the visitor's own way of writing; a bare number where the catalog names none. */
export const money = (amount: number, currency: string | null): string =>
	new Intl.NumberFormat(
		undefined,
		currency ? { style: "currency", currency } : { minimumFractionDigits: 2, maximumFractionDigits: 2 },
	).format(amount);

export const counted = (count: number, noun: string): string => `${count.toLocaleString()} ${noun}${count === 1 ? "" : "s"}`;
