import type { ReactNode } from "react";
import type { Offer, ShopError } from "./api.js";
import { cart } from "./cart.js";
import { money } from "./money.js";
import { Picture } from "./picture.js";
import { Link } from "./router.js";
import { say } from "./say.js";

export const pathOf = (product: { readonly slug: string }): string => `/p/${encodeURIComponent(product.slug)}`;

export const Failed = ({ error }: { readonly error: ShopError }) => (
	<div className="note bad" role="alert">
		<strong>{error.status === 404 ? "Not here" : "That did not work"}</strong>
		<p>{error.message}</p>
	</div>
);

export const Nothing = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
	<div className="note">
		<strong>{title}</strong>
		<p>{children}</p>
	</div>
);

/** As wide and high as what comes, so that nothing moves when it does. */
export const Waiting = ({ cards = 8 }: { readonly cards?: number }) => (
	<ul className="grid" aria-hidden>
		{Array.from({ length: cards }, (_, at) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: all alike
			<li key={at} className="card blank" />
		))}
	</ul>
);

export const isSoldOut = ({ stock }: Pick<Offer, "stock">): boolean => stock === 0;

const add = (product: Offer): void => {
	cart.add(product);
	say(`${product.name} is in the cart.`);
};

export const AddButton = ({ product }: { readonly product: Offer }) => (
	<button
		type="button"
		className="button"
		disabled={isSoldOut(product)}
		onClick={() => add(product)}
		aria-label={`Add ${product.name} to the cart`}
	>
		{isSoldOut(product) ? "Sold out" : "Add"}
	</button>
);

export const Grid = ({ products }: { readonly products: readonly Offer[] }) => (
	<ul className="grid">
		{products.map((product) => (
			<li key={product._id} className="card">
				<Link href={pathOf(product)} className="card-link">
					<Picture product={product} />
					<span className="card-name">{product.name}</span>
				</Link>
				<span className="card-category">{product.category ?? "\u00a0"}</span>
				{product.reason && <span className="card-reason">{product.reason}</span>}
				<div className="card-foot">
					<span className="price">{money(product.price, product.currency)}</span>
					<AddButton product={product} />
				</div>
			</li>
		))}
	</ul>
);
