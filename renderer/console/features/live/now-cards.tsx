import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LivePicture } from "../../../../backend/contract/live.js";
import { format } from "../../ui/format.js";
import classes from "./live.module.css";
import { revenueOf } from "./words.js";

interface NowProps {
	readonly title: string;
	readonly value: string;
	/** How it is defined; the tooltip. */
	readonly definition: string;
	readonly children: ReactNode;
}

const Now = ({ title, value, definition, children }: NowProps) => (
	<li className={classes.card} title={definition}>
		<h2>{title}</h2>
		<strong className="num">{value}</strong>
		<small>{children}</small>
	</li>
);

/** The numbers of now. They change in place and are not announced. */
export const NowCards = ({ picture }: { picture: LivePicture }) => {
	const { visitors, per_minute, orders_today, ingest, day_from, tz, at } = picture;
	const since = `since ${format.time(day_from, tz)}, ${tz}`;
	const ofHour = at - ingest.since >= 59 * 60_000 ? "in the last hour" : `since ${format.time(ingest.since, tz)}`;
	return (
		<ul className={classes.cards} aria-label="Now">
			<Now
				title="Visitors now"
				value={`${visitors.more ? "over " : ""}${format.count(visitors.now)}`}
				definition="Distinct visitors with an event in the last five minutes"
			>
				in 5 minutes
			</Now>
			<Now title="Events per minute" value={format.count(per_minute)} definition="Events of the last whole minute">
				in the last whole minute
			</Now>
			<Now
				title="Orders today"
				value={format.count(orders_today)}
				definition="Distinct orders since the day began, by source and order id; each counts once however often it is told"
			>
				{since}
			</Now>
			<Now
				title="Revenue today"
				value={revenueOf(picture)}
				definition="Of the orders of today: of each the revenue that its first event tells for the whole, else the sum of its lines, else its total. Currencies are not added"
			>
				{since}
			</Now>
			<Now
				title="Rejected"
				value={format.count(ingest.rejected)}
				definition="Events that this server refused in the last hour, or since it started"
			>
				{ofHour}; see <Link to={"/tracking" as never}>Tracking</Link>
			</Now>
		</ul>
	);
};
