import { cart, useCart } from "../cart.js";
import type { CartItem } from "../cart-item.js";
import { events } from "../events.js";
import { money } from "../money.js";
import { Failed, Nothing, pathOf } from "../parts.js";
import { Picture } from "../picture.js";
import { Quantity } from "../quantity.js";
import { Recommended } from "../recommended.js";
import { Link } from "../router.js";
import { Totals } from "../totals.js";
import { useOnce } from "../use-data.js";
import { useQuote } from "../use-quote.js";

const Line = ({ item }: { readonly item: CartItem }) => (
	<li className="line">
		<Link href={pathOf(item)} className="line-picture" tabIndex={-1} aria-hidden>
			<Picture product={{ ...item, image_url: null }} />
		</Link>
		<Link href={pathOf(item)} className="line-name">
			{item.name}
		</Link>
		<span className="price">{money(item.price, item.currency)}</span>
		<Quantity item={item} />
		<button
			type="button"
			className="button quiet-button"
			onClick={() => cart.setQuantity(item.product_id, 0)}
			aria-label={`Remove ${item.name}`}
		>
			Remove
		</button>
	</li>
);

export const Cart = () => {
	const items = useCart();
	const quote = useQuote(items);
	const priced = quote?.state === "ready" ? quote.value : null;
	useOnce(priced && "cart", () => priced && events.cartViewed(priced));
	if (items.length === 0) {
		return (
			<>
				<h1>Cart</h1>
				<Nothing title="The cart is empty">
					<Link href="/home">Look at what there is</Link>
				</Nothing>
			</>
		);
	}
	const price = quote?.state === "failed" ? priceOf(quote.error.details) : null;
	return (
		<>
			<h1>Cart</h1>
			<ul className="lines">
				{items.map((item) => (
					<Line key={item.product_id} item={item} />
				))}
			</ul>
			{quote?.state === "failed" && <Failed error={quote.error} />}
			{price && (
				<button type="button" className="button" onClick={() => cart.reprice(price.id, price.price)}>
					Take the new price
				</button>
			)}
			{quote?.value && <Totals priced={quote.value} />}
			{priced && (
				<Link href="/checkout" className="button primary">
					Check out
				</Link>
			)}
			<Recommended title="You may also want" products={items.map(({ product_id }) => product_id)} />
		</>
	);
};

const priceOf = (details: Readonly<Record<string, unknown>>): { readonly id: string; readonly price: number } | null =>
	details["reason"] === "price" ? { id: String(details["product_id"]), price: Number(details["price"]) } : null;
