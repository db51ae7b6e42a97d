import { api } from "../api.js";
import { Listing } from "../listing.js";
import { Recommended } from "../recommended.js";
import { Link } from "../router.js";
import { useData } from "../use-data.js";

export const categoryPath = (category: string): string => `/category?category=${encodeURIComponent(category)}`;

export const Home = ({ url }: { readonly url: URL }) => {
	const categories = useData("categories", api.categories);
	return (
		<>
			<h1>Good things, near you</h1>
			<nav className="categories" aria-label="Categories">
				{categories.value?.items.map((category) => (
					<Link key={category} href={categoryPath(category)} className="tag">
						{category}
					</Link>
				))}
			</nav>
			<Listing
				url={url}
				list="home"
				empty={<>The shelves are empty. Whoever runs this shop fills them in the console, under Import: Products of the shop.</>}
			/>
			<Recommended title="Recommended for you" />
		</>
	);
};
