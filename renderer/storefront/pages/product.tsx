import { useEffect } from "react";
import { api, type Product, ShopError } from "../api.js";
import { events } from "../events.js";
import { money } from "../money.js";
import { AddButton, Failed, Grid, isSoldOut } from "../parts.js";
import { Picture } from "../picture.js";
import { Recommended } from "../recommended.js";
import { Link } from "../router.js";
import { shopName } from "../shop-name.js";
import { type Data, useData, useOnce } from "../use-data.js";
import { categoryPath } from "./home.js";

const load = (url: URL): Promise<Product> => {
	const slug = /^\/p\/([^/]+)\/?$/.exec(url.pathname)?.[1];
	if (slug !== undefined) return api.bySlug(decodeURIComponent(slug));
	const id = url.searchParams.get("id");
	return id ? api.byId(id) : Promise.reject(new ShopError(404, "This address names no product. Choose one from the list."));
};

/** `/p/{slug}`, and `/product?id=` for old links. */
export const ProductPage = ({ url }: { readonly url: URL }) => {
	const key = url.pathname + (url.searchParams.get("id") ?? "");
	const data = useData(key, () => load(url));
	if (data.state === "failed") return <Failed error={data.error} />;
	if (data.state === "loading") return <div className="product blank" aria-hidden />;
	return <Shown product={data.value} key={data.value._id} />;
};

const Shown = ({ product }: { readonly product: Product }) => {
	const related = useData(`related ${product._id}`, () => api.related(product._id));
	useOnce(product._id, () => events.viewed(product));
	useEffect(() => {
		document.title = `${product.name} · ${shopName}`;
	}, [product.name]);
	return (
		<>
			<nav className="crumbs" aria-label="Where you are">
				<Link href="/home">Home</Link> <span aria-hidden>/</span>{" "}
				{product.category && (
					<>
						<Link href={categoryPath(product.category)}>{product.category}</Link> <span aria-hidden>/</span>{" "}
					</>
				)}
				<span aria-current="page">{product.name}</span>
			</nav>
			<article className="product">
				<Picture product={product} />
				<div>
					<h1>{product.name}</h1>
					{product.brand && <p className="quiet">by {product.brand}</p>}
					<p className="price big">{money(product.price, product.currency)}</p>
					<p className={isSoldOut(product) ? "bad-text" : "good-text"}>{stockText(product)}</p>
					<AddButton product={product} />
					{product.description && <p className="description">{product.description}</p>}
					<p className="tags">
						{product.tags.map((tag) => (
							<Link key={tag} className="tag" href={`/category?tags=${encodeURIComponent(tag)}`}>
								{tag}
							</Link>
						))}
					</p>
				</div>
			</article>
			<Related data={related} />
			<Recommended title="Goes with it" products={[product._id]} />
		</>
	);
};

const stockText = ({ stock }: Product): string => {
	if (stock === null) return "In stock";
	if (stock === 0) return "Sold out";
	return stock <= 5 ? `Only ${stock} left` : "In stock";
};

const Related = ({ data }: { readonly data: Data<{ readonly items: readonly Product[] }> }) =>
	data.value && data.value.items.length > 0 ? (
		<section aria-labelledby="related">
			<h2 id="related">More of this kind</h2>
			<Grid products={data.value.items} />
		</section>
	) : null;
