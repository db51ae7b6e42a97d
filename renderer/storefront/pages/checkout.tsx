import { type FormEvent, useRef, useState } from "react";
import { api, ShopError } from "../api.js";
import { cart, useCart } from "../cart.js";
import { events, visitor } from "../events.js";
import { Failed, Nothing } from "../parts.js";
import { go, Link } from "../router.js";
import { Totals } from "../totals.js";
import { useOnce } from "../use-data.js";
import { linesOf, useQuote } from "../use-quote.js";

const payments = ["Credit card", "PayPal", "Cash on delivery"] as const;

const newKey = (): string => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36).padStart(7, "0")).join("");

/** Two steps on one page: who and where to, then how to pay. Nothing typed here leaves the browser: no payment is taken. */
export const Checkout = () => {
	const items = useCart();
	const quote = useQuote(items);
	const priced = quote?.state === "ready" ? quote.value : null;
	const [step, setStep] = useState<"address" | "payment">("address");
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<ShopError | null>(null);
	/** One checkout, one key: sent twice, it is one order. */
	const key = useRef(newKey());
	/** An order that was refused and is placed again completes its step once. */
	const completed = useRef(new Set<string>());
	useOnce(priced && "checkout", () => priced && events.checkoutStarted(priced));

	const place = async (): Promise<void> => {
		setBusy(true);
		setError(null);
		try {
			await events.settle();
			const order = await api.order({ items: linesOf(items), order_key: key.current, ...visitor() });
			cart.clear();
			go(`/confirmation?order=${encodeURIComponent(order.order_id)}&total=${order.total}&currency=${order.currency ?? ""}`);
		} catch (cause) {
			setError(cause instanceof ShopError ? cause : new ShopError(0, String(cause)));
		} finally {
			setBusy(false);
		}
	};
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (!completed.current.has(step)) events.stepCompleted(step);
		completed.current.add(step);
		if (step === "address") setStep("payment");
		else void place();
	};

	if (items.length === 0) {
		return (
			<Nothing title="The cart is empty">
				<Link href="/home">Look at what there is</Link>
			</Nothing>
		);
	}
	return (
		<>
			<h1>Check out</h1>
			<p className="quiet">This is a demo shop: nothing is charged or shipped, and what you type here is not sent.</p>
			<div className="checkout">
				<form onSubmit={submit} className="form">
					{step === "address" ? <Address /> : <Payment />}
					{error && <Failed error={error} />}
					<button type="submit" className="button primary" disabled={busy || !priced}>
						{step === "address" ? "Go on to payment" : busy ? "Placing the order …" : "Place the order"}
					</button>
				</form>
				<aside>
					{quote?.state === "failed" && <Failed error={quote.error} />}
					{quote?.value && <Totals priced={quote.value} />}
				</aside>
			</div>
		</>
	);
};

const Address = () => (
	<fieldset>
		<legend>Where to</legend>
		<label>
			Name
			<input autoComplete="name" required maxLength={200} />
		</label>
		<label>
			E-mail
			<input type="email" autoComplete="email" required maxLength={254} />
		</label>
		<label>
			Address
			<textarea autoComplete="street-address" required maxLength={500} rows={3} />
		</label>
	</fieldset>
);

const Payment = () => (
	<fieldset>
		<legend>How to pay</legend>
		{payments.map((name, at) => (
			<label key={name} className="check">
				<input type="radio" name="payment" defaultChecked={at === 0} /> {name}
			</label>
		))}
	</fieldset>
);
