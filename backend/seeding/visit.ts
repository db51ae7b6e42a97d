import type { Persona, SeedChannel } from "../contract/seeding.js";
import { absentTerms, categoryFor, categoryPage, productIn, productsOf, termFor } from "./assortment.js";
import { calibration } from "./calibration.js";
import type { Depth } from "./depth.js";
import { cartProperties, type Line, orderProperties, productProperties } from "./event.js";
import { type Origin, pageOf, site } from "./origin.js";
import { place, type Random, sumsOf } from "./random.js";
import type { ShopProduct } from "./shop/products.js";

/** What happens on a visit, before it has times and ids. */
export interface Step {
	readonly type: string;
	readonly page: string;
	readonly properties: Record<string, unknown>;
}

export interface Facts {
	views: number;
	added: number;
	removed: number;
	searches: number;
	withoutResults: number;
	/** Of the order, after the discount. */
	orderCents: number | null;
}

export interface Visit {
	readonly steps: Step[];
	readonly facts: Facts;
	/** Place of the first step of which the visitor has signed in; null for none. */
	readonly signsInAt: number | null;
}

export interface VisitRequest {
	readonly random: Random;
	readonly depth: Depth;
	readonly origin: Origin;
	/** Told by the first step, so that reports can be broken down by it. */
	readonly persona: Persona | null;
	readonly landsOnProduct: number;
	/** Mean of the steps in between. */
	readonly browsing: number;
	readonly favourites: readonly number[];
	readonly course: number;
	readonly discount: number;
	readonly orderId: string;
	/** Whether the visitor has an account and is not signed in yet. */
	readonly maySignIn: boolean;
}

const { browsing, cart, quantity, searchFindsNothing } = calibration;
const kinds = ["product", "category", "search", "page"] as const;
const withProducts = sumsOf(kinds.map((kind) => browsing[kind]));
const withoutProducts = sumsOf(kinds.map((kind) => (kind === "product" ? 0 : browsing[kind])));
const pages = ["/about", "/delivery", "/returns", "/gift-cards"] as const;
const payments = ["credit_card", "credit_card", "paypal", "paypal", "apple_pay", "invoice"] as const;
const mostBrowsing = 150;

/** Geometric with this mean, so that a few visits are long. */
const browsingSteps = (random: Random, mean: number): number =>
	mean <= 0 ? 0 : Math.min(mostBrowsing, Math.floor(Math.log(1 - random.next()) / Math.log(mean / (1 + mean))));

const homepageShare: Readonly<Record<SeedChannel, number>> = {
	direct: 0.8,
	search: 0.4,
	email: 0.45,
	social: 0.5,
	ads: 0.3,
	referral: 0.6,
};

/** Writes the steps of one visit; what it has done so far stands in `facts`. */
const openScript = ({ random, favourites, course, origin, persona }: VisitRequest) => {
	const steps: Step[] = [];
	const facts: Facts = { views: 0, added: 0, removed: 0, searches: 0, withoutResults: 0, orderCents: null };
	let looking = categoryFor(random, favourites, course);
	/** The first step carries how the visit came. */
	const step = (type: string, page: string, properties: Record<string, unknown> = {}): void => {
		if (steps.length > 0) steps.push({ type, page, properties });
		else
			steps.push({
				type,
				page,
				properties: {
					...properties,
					url: addressOf(page, origin),
					...(origin.referrer !== null && { referrer: origin.referrer }),
					...(persona !== null && { persona }),
				},
			});
	};
	const product = (): ShopProduct => {
		const shown = productIn(random, looking);
		facts.views += 1;
		step("product_view", pageOf(shown), productProperties(shown));
		return shown;
	};
	const category = (): void => {
		looking = categoryFor(random, favourites, course);
		step("pageview", categoryPage(looking));
	};
	const search = (): void => {
		const findsNothing = random.chance(searchFindsNothing);
		looking = categoryFor(random, favourites, course);
		facts.searches += 1;
		if (findsNothing) facts.withoutResults += 1;
		step("search", "/search", {
			search_term: findsNothing ? random.pick(absentTerms) : termFor(random, looking),
			results: findsNothing ? 0 : productsOf(looking),
		});
	};
	const browse = (sums: Float64Array): void => {
		const kind = kinds[place(sums, random.next())];
		if (kind === "product") product();
		else if (kind === "category") category();
		else if (kind === "search") search();
		else step("pageview", random.pick(pages));
	};
	return { steps, facts, step, product, category, browse };
};

type Script = ReturnType<typeof openScript>;

const addressOf = (page: string, { query }: Origin): string => `${site}${page}${query === "" ? "" : `?${query}`}`;

const land = (script: Script, { random, origin, landsOnProduct, depth }: VisitRequest): void => {
	if (depth !== "browse" && random.chance(landsOnProduct)) script.product();
	else if (random.chance(homepageShare[origin.channel])) script.step("pageview", "/home");
	else script.category();
};

const pieces = (random: Random): number => {
	const at = random.next();
	if (at < quantity.more) return 3 + random.below(4);
	return at < quantity.more + quantity.two ? 2 : 1;
};

const addedLine = (script: Script, random: Random): Line => {
	const line = { product: script.product(), quantity: pieces(random) };
	script.facts.added += 1;
	script.step("add_to_cart", pageOf(line.product), { ...productProperties(line.product), quantity: line.quantity });
	return line;
};

/** A cart with something in it, unless the visit is to end there. */
const fillCart = (script: Script, { random, depth }: VisitRequest): Line[] => {
	const lines = [addedLine(script, random)];
	if (random.chance(cart.another)) {
		const line = addedLine(script, random);
		const same = lines.find(({ product }) => product === line.product);
		if (same) same.quantity += line.quantity;
		else lines.push(line);
	}
	if (random.chance(cart.removed) && (lines.length > 1 || depth === "cart")) {
		const line = lines.pop() as Line;
		script.facts.removed += 1;
		script.step("remove_from_cart", "/cart", { ...productProperties(line.product), quantity: line.quantity });
	}
	return lines;
};

const payFor = (script: Script, request: VisitRequest, lines: readonly Line[]): void => {
	const { random, discount, orderId, depth } = request;
	const payment_method = random.pick(payments);
	script.step("checkout_step_completed", "/checkout", { step: "shipping" });
	script.step("payment_info_entered", "/checkout", { payment_method });
	if (depth !== "order") return;
	const { cents, properties } = orderProperties(lines, discount);
	script.facts.orderCents = cents;
	script.step("purchase", "/checkout", { order_id: orderId, payment_method, ...properties });
};

const signIn = (script: Script): number => {
	script.step("login", "/account");
	return script.steps.length - 1;
};

const buy = (script: Script, request: VisitRequest): number | null => {
	const { random, depth, maySignIn } = request;
	const lines = fillCart(script, request);
	if (depth === "cart") {
		if (random.chance(0.6)) script.step("view_cart", "/cart", cartProperties(lines));
		return null;
	}
	script.step("view_cart", "/cart", cartProperties(lines));
	const signsInAt = maySignIn ? signIn(script) : null;
	script.step("checkout_started", "/checkout", cartProperties(lines));
	if (depth !== "checkout") payFor(script, request, lines);
	return signsInAt;
};

/** The steps of a visit that goes exactly as far as `depth`. */
export const visitOf = (request: VisitRequest): Visit => {
	const { random, depth } = request;
	const script = openScript(request);
	const { steps, facts } = script;
	land(script, request);
	if (depth === "bounce") return { steps, facts, signsInAt: null };
	const sums = depth === "browse" ? withoutProducts : withProducts;
	for (let left = browsingSteps(random, request.browsing); left > 0; left--) script.browse(sums);
	if (depth === "view" && facts.views === 0) script.product();
	if (steps.length === 1) script.category();
	const signsInAt = depth === "browse" || depth === "view" ? null : buy(script, request);
	return { steps, facts, signsInAt };
};

/** A visit to send something back: the order's refund, asked for where the customer sees the order. */
export const refundVisitOf = ({
	orderId,
	cents,
	currency,
	persona,
}: {
	readonly orderId: string;
	readonly cents: number;
	readonly currency: string;
	readonly persona: Persona;
}): Visit => ({
	steps: [
		{ type: "pageview", page: "/account", properties: { url: `${site}/account`, persona } },
		{ type: "pageview", page: "/account/orders", properties: {} },
		{ type: "refund", page: "/account/orders", properties: { order_id: orderId, total: cents / 100, currency } },
	],
	facts: { views: 0, added: 0, removed: 0, searches: 0, withoutResults: 0, orderCents: null },
	signsInAt: null,
});
