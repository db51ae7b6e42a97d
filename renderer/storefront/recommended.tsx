import { useId } from "react";
import { api, type Offer, type Recommendation } from "./api.js";
import { events, visitor } from "./events.js";
import { Grid } from "./parts.js";
import { useData, useOnce } from "./use-data.js";

const shown = 4;

/** Without a slug a product has no page, and without a price it cannot be bought: it is not in the catalog. */
const offersOf = (items: readonly Recommendation[]): Offer[] =>
	items.flatMap(({ product_id, slug, price, ...rest }) =>
		slug === null || price === null ? [] : [{ ...rest, _id: product_id, slug, price, reason: reasonFor(rest) }],
	);

/** The server's reason counts sessions, which is for the analyst; customers are told what it means to them. */
const reasonFor = ({ way, category, reason }: Pick<Recommendation, "way" | "category" | "reason">): string => {
	if (way === null) return reason;
	return way === "category" && category !== null ? `Popular in ${category}` : words[way];
};

const words: Readonly<Record<NonNullable<Recommendation["way"]>, string>> = {
	together: "Often bought together",
	neighbours: "Chosen by customers like you",
	follows: "Often looked at next",
	category: "Popular in its category",
	popular: "Popular in this shop",
};

interface Props {
	readonly title: string;
	/** What is looked at, the newest last; the visitor's own session where nothing is. */
	readonly products?: readonly string[];
}

/** What the server recommends to this visitor, each with why; nothing where it recommends nothing, or cannot. */
export const Recommended = ({ title, products = [] }: Props) => {
	const id = useId();
	const ids = products.join();
	const asked = useData(`recommended ${ids}`, () =>
		api.recommended(new URLSearchParams({ limit: String(shown), ...(ids === "" ? visitor() : { products: ids }) })),
	);
	const offers = offersOf(asked.value?.items ?? []);
	useOnce(asked.state === "ready" && offers.length > 0 ? ids : null, () => events.listViewed("recommended", null, offers));
	if (offers.length === 0) return null;
	return (
		<section aria-labelledby={id} className="recommended">
			<h2 id={id}>{title}</h2>
			<Grid products={offers} />
		</section>
	);
};
