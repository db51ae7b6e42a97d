import type { Product, ProductPage } from "../../backend/contract/catalog.js";
import type { ErrorBody } from "../../backend/contract/errors.js";
import type { Order, Priced } from "../../backend/contract/orders.js";
import type { Recommendation } from "../../backend/contract/recommendations.js";

export type { Order, Priced, Product, ProductPage, Recommendation };

export interface Me {
	readonly user: { readonly user_id: string; readonly username: string } | null;
}

/** What the server said went wrong, in its own words. */
export class ShopError extends Error {
	override readonly name = "ShopError";
	readonly status: number;
	readonly details: Readonly<Record<string, unknown>>;

	constructor(status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
		super(message);
		this.status = status;
		this.details = details;
	}
}

const unreachable = "The shop cannot be reached. Check your connection, then try again.";

/**
 * The product's typed client carries every schema with it and would double what the shop loads, so this speaks to the same routes
 * with the contract's types alone.
 */
const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
	const reply = await fetch(path, init).catch(() => null);
	if (!reply) throw new ShopError(0, unreachable);
	const body = (await reply.json().catch(() => null)) as (T & Partial<ErrorBody>) | null;
	if (reply.ok && body) return body;
	throw new ShopError(reply.status, body?.error?.message ?? unreachable, body?.error?.details);
};

const post = <T>(path: string, body: object): Promise<T> =>
	call(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** A product as a card shows it. */
export type Offer = Pick<Product, "_id" | "slug" | "name" | "category" | "price" | "currency" | "stock" | "image_url"> & {
	/** Why it is recommended. */
	readonly reason?: string;
};

export interface CartLine {
	readonly product_id: string;
	readonly quantity: number;
	/** As the visitor saw it. */
	readonly price: number;
}

export const api = {
	/** `search` as the address bar has it. */
	products: (search: URLSearchParams) => call<ProductPage>(`/api/products?${search}`),
	search: (search: URLSearchParams) => call<ProductPage>(`/api/search?${search}`),
	categories: () => call<{ items: string[]; counts: Record<string, number> }>("/api/categories"),
	bySlug: (slug: string) => call<Product>(`/api/product/slug/${encodeURIComponent(slug)}`),
	byId: (id: string) => call<Product>(`/api/product/${encodeURIComponent(id)}`),
	related: (id: string) => call<{ items: Product[] }>(`/api/product/${encodeURIComponent(id)}/related?limit=4`),
	recommended: (search: URLSearchParams) => call<{ items: Recommendation[] }>(`/api/recommendations?${search}`),
	quote: (items: readonly CartLine[]) => post<Priced>("/api/cart/quote", { items }),
	order: (body: { items: readonly CartLine[]; order_key: string; client_id: string; session_id: string }) =>
		post<Order>("/api/orders", body),
	orders: () => call<{ items: Order[] }>("/api/orders"),
	me: () => call<Me>("/api/me"),
	logIn: (username: string, password: string) => post<{ user_id: string }>("/api/login", { username, password, cookie: true }),
	signUp: (username: string, email: string, password: string) => post<{ user_id: string }>("/api/signup", { username, email, password }),
	logOut: () => post<object>("/api/logout", {}),
};
