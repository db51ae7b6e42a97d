import { type FormEvent, useState } from "react";
import { api, type Me, type Order, ShopError } from "../api.js";
import { events } from "../events.js";
import { textOf } from "../form-text.js";
import { money } from "../money.js";
import { Failed, Nothing } from "../parts.js";
import { type Data, useData } from "../use-data.js";

interface AccountProps {
	readonly me: Data<Me>;
	readonly onChange: () => void;
}

/** Log in or sign up; once in, the orders. */
export const Account = ({ me, onChange }: AccountProps) => {
	if (me.state === "failed") return <Failed error={me.error} />;
	if (!me.value) return null;
	return me.value.user ? <SignedIn name={me.value.user.username} onChange={onChange} /> : <SignIn onChange={onChange} />;
};

const SignIn = ({ onChange }: Pick<AccountProps, "onChange">) => {
	const [isNew, setNew] = useState(false);
	const [error, setError] = useState<ShopError | null>(null);
	const [busy, setBusy] = useState(false);
	const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		const text = (name: string): string => textOf(form, name);
		setBusy(true);
		setError(null);
		try {
			if (isNew) await api.signUp(text("username"), text("email"), text("password"));
			const { user_id } = await api.logIn(text("username"), text("password"));
			events.signedIn(user_id);
			onChange();
		} catch (cause) {
			setError(cause instanceof ShopError ? cause : new ShopError(0, String(cause)));
			setBusy(false);
		}
	};
	return (
		<>
			<h1>{isNew ? "Sign up" : "Sign in"}</h1>
			<form className="form" onSubmit={(event) => void submit(event)}>
				<label>
					Name
					<input name="username" autoComplete="username" required minLength={2} maxLength={64} />
				</label>
				{isNew && (
					<label>
						E-mail
						<input name="email" type="email" autoComplete="email" required maxLength={254} />
					</label>
				)}
				<label>
					Password
					<input
						name="password"
						type="password"
						autoComplete={isNew ? "new-password" : "current-password"}
						required
						minLength={isNew ? 10 : 1}
						maxLength={256}
					/>
				</label>
				{error && <Failed error={error} />}
				<button type="submit" className="button primary" disabled={busy}>
					{isNew ? "Make the account" : "Sign in"}
				</button>
				<button type="button" className="button quiet-button" onClick={() => setNew(!isNew)}>
					{isNew ? "I have an account" : "I am new here"}
				</button>
			</form>
		</>
	);
};

const SignedIn = ({ name, onChange }: { readonly name: string; readonly onChange: () => void }) => {
	const orders = useData("orders", api.orders);
	const [error, setError] = useState<ShopError | null>(null);
	const signOut = async (): Promise<void> => {
		try {
			// What waits was done by who is still signed in, whom the server vouches for.
			await events.settle();
			await api.logOut();
			events.signedOut();
			onChange();
		} catch (cause) {
			setError(cause instanceof ShopError ? cause : new ShopError(0, String(cause)));
		}
	};
	return (
		<>
			<h1>Hello, {name}</h1>
			<button type="button" className="button quiet-button" onClick={() => void signOut()}>
				Sign out
			</button>
			{error && <Failed error={error} />}
			<h2>Your orders</h2>
			{orders.state === "failed" && <Failed error={orders.error} />}
			{orders.value && <Orders orders={orders.value.items} />}
		</>
	);
};

const Orders = ({ orders }: { readonly orders: readonly Order[] }) =>
	orders.length === 0 ? (
		<Nothing title="No orders yet">What you order while signed in is listed here.</Nothing>
	) : (
		<ul className="lines">
			{orders.map((order) => (
				<li key={order.order_id} className="line">
					<span className="line-name">{new Date(order.created_at).toLocaleString()}</span>
					<span className="quiet">{order.items.map(({ name, quantity }) => `${quantity} × ${name}`).join(", ")}</span>
					<span className="price">{money(order.total, order.currency)}</span>
				</li>
			))}
		</ul>
	);
