import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { SeedEstimate, SeedRun, SeedTruth } from "../../../../backend/contract/seeding.js";
import { useClient } from "../../app/client.js";
import { download } from "../../ui/csv.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { Panel } from "../../ui/panel.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { DaysChart } from "./days-chart.js";
import classes from "./seeding.module.css";
import { channelNames, dayMonth } from "./words.js";

interface Told {
	readonly channels: readonly { readonly channel: keyof typeof channelNames; readonly share: number; readonly conversion: number }[];
	readonly facts: readonly (readonly [string, string, string?])[];
	readonly days: SeedEstimate["days"];
}

const ofEstimate = (estimate: SeedEstimate): Told => ({
	channels: estimate.channels,
	days: estimate.days,
	facts: [
		["Sessions", `about ${format.count(estimate.sessions)}`],
		["Bots beside them", `about ${format.count(estimate.bot_sessions)}`],
		["Visitors who return in 7 days", format.percent(estimate.returns_within_7_days)],
		["Cart abandoned", format.percent(estimate.cart_abandonment)],
		["Promotion lifts conversion", estimate.promotion ? `× ${format.decimal(estimate.promotion.lift)}` : "–", saleDays(estimate.promotion)],
		["Searches that find nothing", format.percent(estimate.searches_without_results)],
		["Refunded orders", format.percent(estimate.refunded_orders)],
	],
});

const saleDays = (sale: SeedEstimate["promotion"]): string => {
	if (!sale) return "";
	return sale.from === sale.to ? dayMonth(sale.from) : `${dayMonth(sale.from)} – ${dayMonth(sale.to)}`;
};

const part = (one: number, all: number): number | null => (all === 0 ? null : one / all);

const ofTruth = (truth: SeedTruth): Told => {
	const { people, funnel, searches, refunds, retention, promotion } = truth;
	const back = retention.within_7_days;
	return {
		channels: truth.channels.map(({ channel, sessions, sessions_with_order }) => ({
			channel,
			share: part(sessions, people.sessions) ?? 0,
			conversion: part(sessions_with_order, sessions) ?? 0,
		})),
		days: truth.days,
		facts: [
			["Sessions", format.count(people.sessions)],
			["Bots beside them", format.count(truth.totals.sessions - people.sessions)],
			["Visitors who return in 7 days", format.percent(part(back.returned, back.visitors))],
			["Cart abandoned", format.percent(part(funnel.cart - funnel.order, funnel.cart))],
			["Promotion lifts conversion", promotion ? `× ${format.decimal(promotion.lift)}` : "–", saleDays(promotion)],
			["Searches that find nothing", format.percent(part(searches.without_results, searches.searches))],
			["Refunded orders", format.percent(part(refunds.refunds, refunds.orders))],
		],
	};
};

const Channels = ({ channels }: Pick<Told, "channels">) => {
	const most = Math.max(...channels.map(({ conversion }) => conversion), 1e-9);
	return (
		<table className={classes.channels} aria-label="Channels">
			<thead>
				<tr>
					<th scope="col">Channel</th>
					<th scope="col">Share</th>
					<th scope="col">Converts at</th>
					<td />
				</tr>
			</thead>
			<tbody>
				{[...channels]
					.sort((a, b) => b.share - a.share)
					.map(({ channel, share, conversion }) => (
						<tr key={channel}>
							<th scope="row">{channelNames[channel]}</th>
							<td className="num">{format.percent(share)}</td>
							<td className="num">{format.percent(conversion)}</td>
							<td aria-hidden>
								<i>
									<b style={{ width: `${(conversion / most) * 100}%` }} />
								</i>
							</td>
						</tr>
					))}
			</tbody>
		</table>
	);
};

const Told = ({ told, written, children }: { told: Told; written: number; children?: ReactNode }) => (
	<>
		<div className={classes.truth}>
			<div>
				<Channels channels={told.channels} />
				<p className={classes.note}>
					Visit → view → cart → order follows public figures of shops: 2–10 % of product views reach a cart, about 30 % of carts an order.
				</p>
			</div>
			<dl className={classes.facts}>
				{told.facts.map(([name, value, about]) => (
					<div key={name}>
						<dt>
							{name} {about && <span>{about}</span>}
						</dt>
						<dd className="num">{value}</dd>
					</div>
				))}
			</dl>
		</div>
		<DaysChart days={told.days} written={written} />
		{children}
	</>
);

const SaveTruth = ({ truth }: { truth: SeedTruth }) => (
	<LinkButton small onClick={() => download(`${truth.run_id}-truth.json`, JSON.stringify(truth, null, "\t"), "application/json")}>
		Save truth file
	</LinkButton>
);

interface Props {
	readonly estimate: SeedEstimate | undefined;
	/** Fields that are wrong estimate nothing. */
	readonly isWrong: boolean;
	readonly failure: unknown;
	/** The run with these options that is done. */
	readonly done: SeedRun | null;
	/** Days written so far. */
	readonly written: number;
}

/** What the reports should find: expected before a run, exact after it. */
export const TruthPanel = ({ estimate, isWrong, failure, done, written }: Props) => {
	const client = useClient();
	const truth = useQuery({
		queryKey: ["seed-truth", done?.run_id],
		queryFn: ({ signal }) => client.seeding.truth({ run_id: done?.run_id ?? "" }, { signal }),
		enabled: done !== null,
	}).data;
	const exact = done !== null && truth !== undefined;
	return (
		<Panel
			title="The truth in it"
			scope={exact ? "what the reports find again" : "what the reports should find again"}
			controls={exact && <SaveTruth truth={truth} />}
		>
			{exact && <Told told={ofTruth(truth)} written={truth.days.length} />}
			{!exact && estimate && <Told told={ofEstimate(estimate)} written={written} />}
			{!exact &&
				!estimate &&
				(failure && !isWrong ? (
					<ErrorPanel what="What would be made is not known." error={failure} />
				) : isWrong ? (
					<p className={classes.note}>Nothing can be told until the marked fields are right.</p>
				) : (
					<Skeleton shape="lines" rows={8} />
				))}
		</Panel>
	);
};
