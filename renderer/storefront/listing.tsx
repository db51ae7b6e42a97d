import { type FormEvent, type ReactNode, useId } from "react";
import { api, type ProductPage } from "./api.js";
import { events } from "./events.js";
import { textOf } from "./form-text.js";
import { counted } from "./money.js";
import { Failed, Grid, Nothing, Waiting } from "./parts.js";
import { go, Link, withSearch } from "./router.js";
import { useData, useOnce } from "./use-data.js";

const sorts = [
	["", "Best match"],
	["price_asc", "Price, lowest first"],
	["price_desc", "Price, highest first"],
	["name_asc", "Name"],
	["created_desc", "Newest"],
] as const;

const perPage = 12;

const pageOf = (url: URL): number => Math.max(1, Math.trunc(Number(url.searchParams.get("page"))) || 1);

/** What the address asks for, in the server's words. */
const queryOf = (url: URL, fixed: Readonly<Record<string, string>>): URLSearchParams => {
	const asked = new URLSearchParams(fixed);
	for (const name of ["category", "min_price", "max_price", "tags", "sort", "q", "in_stock"]) {
		const value = url.searchParams.get(name);
		if (value) asked.set(name, value);
	}
	asked.set("limit", String(perPage));
	asked.set("offset", String((pageOf(url) - 1) * perPage));
	return asked;
};

interface ListingProps {
	readonly url: URL;
	/** Names the list in its events. */
	readonly list: "home" | "category" | "search";
	readonly fixed?: Readonly<Record<string, string>>;
	readonly empty: ReactNode;
}

/** Products of an address: filters, sorting and pages are in it, so that it can be copied, and Back works. */
export const Listing = ({ url, list, fixed = {}, empty }: ListingProps) => {
	const query = queryOf(url, fixed);
	const isSearch = list === "search";
	const data = useData(`${list}?${query}`, () => (isSearch ? api.search(query) : api.products(query)));
	const page = data.state === "ready" ? data.value : null;
	const q = query.get("q") ?? "";
	// Sorting, filtering and turning pages is no new search.
	useOnce(page && isSearch ? q : null, () => page && events.searched(q, page.total));
	useOnce(page && `${list}?${query}`, () => page && events.listViewed(list, query.get("category"), page.items));
	return (
		<>
			<Filters url={url} sorted={!isSearch} />
			{data.state === "failed" ? (
				<Failed error={data.error} />
			) : data.value ? (
				<Found url={url} page={data.value} busy={data.state === "loading"} empty={empty} />
			) : (
				<Waiting cards={perPage} />
			)}
		</>
	);
};

const Found = ({
	url,
	page,
	busy,
	empty,
}: {
	readonly url: URL;
	readonly page: ProductPage;
	readonly busy: boolean;
	readonly empty: ReactNode;
}) => {
	if (page.total === 0) return <Nothing title="Nothing found">{empty}</Nothing>;
	const last = Math.ceil(page.total / perPage);
	const at = pageOf(url);
	const to = (next: number): string => withSearch(url, { page: next === 1 ? null : String(next) });
	return (
		<div aria-busy={busy}>
			<p className="quiet" role="status">
				{counted(page.total, "product")}
			</p>
			<Grid products={page.items} />
			{last > 1 && (
				<nav className="pages" aria-label="Pages">
					{at > 1 && <Link href={to(Math.min(at - 1, last))}>Previous</Link>}
					<span>
						Page {at} of {last}
					</span>
					{at < last && <Link href={to(at + 1)}>Next</Link>}
				</nav>
			)}
		</div>
	);
};

const Filters = ({ url, sorted }: { readonly url: URL; readonly sorted: boolean }) => {
	const id = useId();
	const value = (name: string): string => url.searchParams.get(name) ?? "";
	const change = (changes: Readonly<Record<string, string | null>>): void =>
		go(withSearch(url, { ...changes, page: null }), { replace: true });
	const submit = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		change({ min_price: textOf(form, "min_price"), max_price: textOf(form, "max_price") });
	};
	return (
		<form className="filters" onSubmit={submit}>
			<Price label="From" name="min_price" value={value("min_price")} />
			<Price label="To" name="max_price" value={value("max_price")} />
			<button type="submit" className="button quiet-button">
				Set price
			</button>
			<label className="check">
				<input
					type="checkbox"
					checked={value("in_stock") === "true"}
					onChange={(event) => change({ in_stock: event.target.checked ? "true" : null })}
				/>
				In stock
			</label>
			{value("tags") && (
				<button type="button" className="tag" onClick={() => change({ tags: null })} aria-label={`Take away the tag ${value("tags")}`}>
					{value("tags")} ×
				</button>
			)}
			<span className="sort">
				<label htmlFor={`${id}-sort`}>Sort</label>
				<select id={`${id}-sort`} value={value("sort")} onChange={(event) => change({ sort: event.target.value || null })}>
					{sorts
						.map(([name, title]) => (
							<option key={name} value={name}>
								{name === "" && sorted ? "Name" : title}
							</option>
						))
						.filter((_, at) => !(sorted && sorts[at]?.[0] === "name_asc"))}
				</select>
			</span>
		</form>
	);
};

/** Follows the address; only a change of its own price makes it anew, so that the focus stays where it is. */
const Price = ({ label, name, value }: { readonly label: string; readonly name: string; readonly value: string }) => (
	<label>
		{label}
		<input key={value} name={name} type="number" min="0" step="any" inputMode="decimal" defaultValue={value} />
	</label>
);
