import type { Priced } from "./api.js";
import { money } from "./money.js";

/** What is to be paid, as the server adds it up. */
export const Totals = ({ priced }: { readonly priced: Priced }) => (
	<dl className="totals">
		{(
			[
				["Subtotal", priced.subtotal],
				["Tax (10 %)", priced.tax],
				["Shipping", priced.shipping],
				["Total", priced.total],
			] as const
		).map(([name, amount]) => (
			<div key={name} className={name === "Total" ? "total" : undefined}>
				<dt>{name}</dt>
				<dd>{money(amount, priced.currency)}</dd>
			</div>
		))}
	</dl>
);
