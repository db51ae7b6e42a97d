import { IconArrowDownRight, IconArrowUpRight, IconMinus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LivePicture } from "../../../../backend/contract/live.js";
import { changeOf } from "../../ui/change.js";
import { ChangeText } from "../../ui/change-text.js";
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

interface BesideProps {
	readonly now: number;
	readonly before: number | undefined;
	readonly unit: "count" | "money";
	readonly currency?: string | null;
	readonly better?: "up" | "none";
	/** When that was, such as "last Sun 14:22"; null without that day. */
	readonly then: string | null;
	/** Said where there is nothing to compare with. */
	readonly children: ReactNode;
}

/** How it changed from the same time a week ago. */
const Beside = ({ now, before, unit, currency = null, better = "up", then, children }: BesideProps) => {
	const comparison = { now, before, unit, better, currency };
	if (then === null || changeOf(comparison).text === null) return children;
	return (
		<>
			<ChangeText {...comparison} />
			<span>from {then}</span>
		</>
	);
};

/** How many more or fewer; few are told too, since a number of them is no rate. */
const More = ({ now, before, better = "none" }: { now: number; before: number; better?: "down" | "none" }) => {
	const Arrow = now === before ? IconMinus : now > before ? IconArrowUpRight : IconArrowDownRight;
	const tone = better === "none" || now === before ? undefined : now < before ? "good" : "bad";
	return (
		<span className={classes.more} data-tone={tone}>
			<Arrow size={13} stroke={1.8} aria-hidden />
			<b className="num">{format.countChange(now - before)}</b>
		</span>
	);
};

/** The numbers of now. They change in place and are not announced. */
export const NowCards = ({ picture }: { picture: LivePicture }) => {
	const { visitors, per_minute, orders_today, revenue_today, last_week: week, ingest, day_from, tz, at } = picture;
	const since = `since ${format.time(day_from, tz)}, ${tz}`;
	const then = week && `last ${format.weekday(week.at, tz)} ${format.time(week.at, tz)}`;
	/** Currencies are not added, and so compared where there is one. */
	const [only, ...others] = revenue_today;
	const revenueThen = week?.revenue.length === 1 && week.revenue[0]?.currency === only?.currency ? week.revenue[0]?.revenue : undefined;
	const { rejected, rejected_before: rejectedBefore } = ingest;
	/** Null where it has not run for an hour. */
	const sinceStart = at - ingest.since >= 59 * 60_000 ? null : `since ${format.time(ingest.since, tz)}; `;
	return (
		<ul className={classes.cards} aria-label="Now">
			<Now
				title="Visitors now"
				value={`${visitors.more ? "over " : ""}${format.count(visitors.now)}`}
				definition="Distinct visitors with an event in the last five minutes; beside it, how many more or fewer than in the five minutes before"
			>
				{!visitors.more && <More {...visitors} />} in 5 minutes
			</Now>
			<Now title="Events per minute" value={format.count(per_minute)} definition="Events of the last whole minute">
				<Beside now={per_minute} before={week?.per_minute} unit="count" better="none" then={then}>
					in the last whole minute
				</Beside>
			</Now>
			<Now
				title="Orders today"
				value={format.count(orders_today)}
				definition="Distinct orders since the day began, by source and order id; each counts once however often it is told"
			>
				<Beside now={orders_today} before={week?.orders} unit="count" then={then}>
					{since}
				</Beside>
			</Now>
			<Now
				title="Revenue today"
				value={revenueOf(picture)}
				definition="Of the orders of today: of each the revenue that its first event tells for the whole, else the sum of its lines, else its total. Currencies are not added"
			>
				{only && others.length === 0 ? (
					<Beside now={only.revenue} before={revenueThen} unit="money" currency={only.currency} then={then}>
						{since}
					</Beside>
				) : (
					since
				)}
			</Now>
			<Now
				title={sinceStart === null ? "Rejected in the last hour" : "Rejected"}
				value={format.count(rejected)}
				definition="Events that this server refused in the last hour, or since it started; beside it, how many more or fewer than in the hour before"
			>
				{rejectedBefore === null ? (
					sinceStart
				) : (
					<>
						<More now={rejected} before={rejectedBefore} better="down" />
						<span>{`from ${format.count(rejectedBefore)};`}</span>
					</>
				)}{" "}
				see <Link to={"/tracking" as never}>Tracking</Link>
			</Now>
		</ul>
	);
};
