import { Listing } from "../listing.js";
import { Link } from "../router.js";

export const Category = ({ url }: { readonly url: URL }) => {
	const category = url.searchParams.get("category") ?? "";
	return (
		<>
			<nav className="crumbs" aria-label="Where you are">
				<Link href="/home">Home</Link> <span aria-hidden>/</span> <span aria-current="page">{category || "All products"}</span>
			</nav>
			<h1>{category || "All products"}</h1>
			<Listing url={url} list="category" empty="No product here fits. Take a filter away, or look at another category." />
		</>
	);
};

export const Search = ({ url }: { readonly url: URL }) => {
	const q = url.searchParams.get("q") ?? "";
	return (
		<>
			<h1>{q ? `Results for “${q}”` : "All products"}</h1>
			<Listing url={url} list="search" empty="No product holds all of these words. Try fewer, or other ones." />
		</>
	);
};
