import { type FormEvent, useEffect, useState } from "react";
import { api } from "./api.js";
import { useCart } from "./cart.js";
import { textOf } from "./form-text.js";
import { counted } from "./money.js";
import { Account } from "./pages/account.js";
import { Cart } from "./pages/cart.js";
import { Checkout } from "./pages/checkout.js";
import { Confirmation } from "./pages/confirmation.js";
import { Home } from "./pages/home.js";
import { Category, Search } from "./pages/lists.js";
import { ProductPage } from "./pages/product.js";
import { Nothing } from "./parts.js";
import { go, Link, useAddress } from "./router.js";
import { onSaid } from "./say.js";
import { shopName } from "./shop-name.js";
import { useData } from "./use-data.js";

const titles: readonly (readonly [RegExp, string])[] = [
	[/^\/(home)?$/, shopName],
	[/^\/category$/, `Products · ${shopName}`],
	[/^\/search$/, `Search · ${shopName}`],
	[/^\/cart$/, `Cart · ${shopName}`],
	[/^\/checkout$/, `Check out · ${shopName}`],
	[/^\/confirmation$/, `Thank you · ${shopName}`],
	[/^\/static\/auth\.html$/, `Account · ${shopName}`],
	// Until the product is there, whose name its page writes.
	[/^\/(product|p\/.*)$/, shopName],
];

export const App = () => {
	const url = useAddress();
	const [asked, setAsked] = useState(0);
	const me = useData(`me ${asked}`, api.me);
	useEffect(() => {
		document.title = titles.find(([path]) => path.test(url.pathname))?.[1] ?? `Not found · ${shopName}`;
	}, [url.pathname]);
	return (
		<>
			<a className="skip" href="#main">
				Skip to the products
			</a>
			<Head url={url} signedIn={me.value?.user?.username ?? null} />
			<main id="main" tabIndex={-1}>
				<Page url={url} account={<Account me={me} onChange={() => setAsked(asked + 1)} />} />
			</main>
			<footer>
				<p>A demo shop. Its clicks are told to the analytics of whoever runs it.</p>
			</footer>
			<Said />
		</>
	);
};

const Page = ({ url, account }: { readonly url: URL; readonly account: React.ReactNode }) => {
	const path = url.pathname;
	if (path === "/" || path === "/home") return <Home url={url} />;
	if (path === "/category") return <Category url={url} />;
	if (path === "/search") return <Search url={url} />;
	if (path === "/product" || path.startsWith("/p/")) return <ProductPage url={url} />;
	if (path === "/cart") return <Cart />;
	if (path === "/checkout") return <Checkout />;
	if (path === "/confirmation") return <Confirmation url={url} />;
	if (path === "/static/auth.html") return account;
	return <Nothing title="There is no such page">The address may be wrong, or old.</Nothing>;
};

const Head = ({ url, signedIn }: { readonly url: URL; readonly signedIn: string | null }) => {
	const count = useCart().reduce((sum, { quantity }) => sum + quantity, 0);
	const search = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const q = textOf(new FormData(event.currentTarget), "q").trim();
		go(q ? `/search?q=${encodeURIComponent(q)}` : "/search");
	};
	return (
		<header>
			<Link href="/home" className="brand">
				{shopName}
			</Link>
			<search>
				<form onSubmit={search} key={url.pathname === "/search" ? url.search : ""}>
					<input
						name="q"
						type="search"
						aria-label="Search products"
						placeholder="Search"
						maxLength={200}
						defaultValue={url.pathname === "/search" ? (url.searchParams.get("q") ?? "") : ""}
					/>
					<button type="submit" className="button quiet-button">
						Search
					</button>
				</form>
			</search>
			<nav aria-label="Account and cart">
				<Link href="/static/auth.html">{signedIn ?? "Sign in"}</Link>
				<Link href="/cart" aria-label={`Cart, ${counted(count, "piece")}`}>
					Cart <span className="count">{count}</span>
				</Link>
			</nav>
		</header>
	);
};

/** What was said last, for some seconds. */
const Said = () => {
	const [text, setText] = useState("");
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const stop = onSaid((said) => {
			clearTimeout(timer);
			setText(said);
			timer = setTimeout(() => setText(""), 4_000);
		});
		return () => {
			stop();
			clearTimeout(timer);
		};
	}, []);
	return (
		<div className="said" role="status" aria-live="polite" data-shown={text !== ""}>
			{text}
		</div>
	);
};
