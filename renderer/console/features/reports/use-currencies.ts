import { useCallback, useState } from "react";
import type { Report } from "../../../../backend/contract/reports.js";
import type { Filter } from "../../app/use-filter.js";

/** How the filters name orders without a currency. */
const none = "none";

interface Told {
	readonly shown: string;
	readonly all: readonly string[];
}

const toldOf = ({ currency, other_currencies }: Report): Told => ({
	shown: currency ?? none,
	all: [currency, ...other_currencies].map((code) => code ?? none).sort(),
});

const same = (a: Told | null, b: Told): boolean => a !== null && a.shown === b.shown && a.all.join() === b.all.join();

/**
 * The currencies of the period as the reports on the page tell them, and the one to ask for: the address's, else the settings' where
 * it has orders, else (null) the one with most of them.
 */
export const useCurrencies = ({ askedCurrency, currency }: Filter) => {
	const [told, setTold] = useState<Told | null>(null);
	const tell = useCallback((report: Report) => {
		const next = toldOf(report);
		setTold((before) => (same(before, next) ? before : next));
	}, []);
	const preferred = currency !== null && told?.all.includes(currency) ? currency : null;
	return {
		tell,
		asked: askedCurrency ?? preferred,
		/** To choose from: nothing where there is no choice. */
		all: told && told.all.length > 1 ? told.all : [],
		shown: told?.shown ?? null,
	};
};
