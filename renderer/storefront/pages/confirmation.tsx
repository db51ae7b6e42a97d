import { money } from "../money.js";
import { Nothing } from "../parts.js";
import { Link } from "../router.js";

/** What was ordered is in the address, so that a reload shows it and orders nothing. */
export const Confirmation = ({ url }: { readonly url: URL }) => {
	const order = url.searchParams.get("order");
	const total = Number(url.searchParams.get("total"));
	const currency = /^[A-Z]{3}$/.exec(url.searchParams.get("currency") ?? "")?.[0] ?? null;
	if (!order || !Number.isFinite(total)) return <Nothing title="No order here">This address names no order.</Nothing>;
	return (
		<>
			<h1>Thank you</h1>
			<div className="note good" role="status">
				<strong>Your order is placed</strong>
				<p>
					Order <code>{order}</code>, {money(total, currency)}.
				</p>
			</div>
			<Link href="/home" className="button">
				Go on shopping
			</Link>
		</>
	);
};
