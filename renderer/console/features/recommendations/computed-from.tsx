import {
	type Icon,
	IconEye,
	IconFileText,
	IconLayoutGrid,
	IconReceipt,
	IconSearch,
	IconShoppingCart,
	IconShoppingCartMinus,
	IconShoppingCartPlus,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Explained } from "../../../../backend/contract/recommendations.js";
import { useStatus } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import classes from "./recommendations.module.css";
import { entryText } from "./words.js";

type Entry = Explained["timeline"][number];

const marks: Readonly<Record<string, Icon>> = {
	product_viewed: IconEye,
	product_added: IconShoppingCartPlus,
	product_removed: IconShoppingCartMinus,
	cart_viewed: IconShoppingCart,
	checkout_started: IconShoppingCart,
	order_completed: IconReceipt,
	products_searched: IconSearch,
	product_list_viewed: IconLayoutGrid,
};

const Step = ({ entry, tz }: { entry: Entry; tz: string }) => {
	const Mark = (entry.action && marks[entry.action]) || IconFileText;
	const paid = entry.price !== null && (entry.action === "product_added" || entry.action === "order_completed");
	return (
		<li>
			<time className="num" dateTime={new Date(entry.at).toISOString()} title={format.dateTime(entry.at, tz)}>
				{format.time(entry.at, tz)}
			</time>
			<span className={classes.mark} aria-hidden>
				<Mark size={13} stroke={1.6} />
			</span>
			<span className={classes.did}>
				{entryText(entry)}
				{paid && <small className="num">{`${format.count(entry.quantity ?? 1)} × ${format.money(entry.price, entry.currency)}`}</small>}
			</span>
		</li>
	);
};

const newest = 8;
const shownBought = 5;

const names = (items: readonly { readonly name: string }[]): string => {
	const first = items.slice(0, shownBought).map(({ name }) => name);
	return items.length > shownBought ? `${first.join(", ")} and ${format.count(items.length - shownBought)} more` : first.join(", ");
};

/** The session it is computed from, what was bought before, and how many there were at each step. */
export const ComputedFrom = ({ explained: { session, timeline, bought, steps, items } }: { explained: Explained }) => {
	const tz = useZone();
	const now = useStatus().data?.now ?? null;
	const [all, setAll] = useState(false);
	return (
		<Panel title="What it is computed from">
			<div className={classes.from}>
				{session ? (
					<>
						<p className={`num ${classes.when}`}>
							{`${format.nearDate(session.from, now, tz)}, ${format.time(session.from, tz)} – ${format.time(session.to, tz)} · `}
							<code title="Session">{session.key}</code>
						</p>
						<ol className={classes.timeline} aria-label="Events of the session">
							{timeline.slice(all ? 0 : -newest).map((entry) => (
								<Step key={entry.seq} entry={entry} tz={tz} />
							))}
						</ol>
						{timeline.length > newest && (
							<button type="button" className={classes.link} aria-expanded={all} onClick={() => setAll(!all)}>
								{all ? "Show the newest alone" : `Show all ${format.count(timeline.length)} events`}
							</button>
						)}
					</>
				) : (
					<p className={classes.when}>No session with products: the list is what the shop looks at most.</p>
				)}
				{bought.length > 0 && (
					<p className={classes.bought}>
						Bought before: <strong>{names(bought)}</strong>.
					</p>
				)}
				<h3>How the {format.count(items.length)} came about</h3>
				<Facts
					items={[
						["Sessions with a product in common", format.count(steps.candidates)],
						["Nearest kept", format.count(steps.neighbours)],
						["Products in them", format.count(steps.products)],
						["Out of stock, left out", format.count(steps.out_of_stock)],
						["Bought before, left out", format.count(steps.bought)],
						["Gone from the catalog, left out", format.count(steps.gone)],
						["Same category, thinned out", format.count(steps.thinned)],
					]}
				/>
			</div>
		</Panel>
	);
};
