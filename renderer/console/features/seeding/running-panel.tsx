import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { SeedProgress } from "../../../../backend/contract/seeding.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { Bar } from "../../ui/progress.js";
import type { Work } from "./maker.js";
import classes from "./running.module.css";
import { plural, shareOf, stepWords } from "./words.js";

interface Figure {
	readonly name: string;
	readonly value: string;
	readonly under: string;
}

const Figures = ({ figures }: { figures: readonly Figure[] }) => (
	<dl className={classes.figures}>
		{figures.map(({ name, value, under }) => (
			<div key={name}>
				<dt>{name}</dt>
				<dd>
					<b className="num">{value}</b>
					<span className="num">{under}</span>
				</dd>
			</div>
		))}
	</dl>
);

const left = ({ left_ms }: SeedProgress, tz: string, now: number): Figure => ({
	name: "Left",
	value: left_ms === null ? "–" : format.seconds(Math.ceil(left_ms / 1000)),
	under: left_ms === null ? "not known yet" : `ends about ${format.timeSeconds(now + left_ms, tz)}`,
});

const figuresOf = (work: Extract<Work, { state: "making" }>, tz: string): Figure[] => {
	const { estimate, progress } = work;
	if (progress === null) return [];
	return [
		{ name: "Written", value: format.count(progress.events), under: `of about ${format.count(progress.expected_events)} events` },
		{ name: "Rate", value: format.count(progress.rate === null ? null : Math.round(progress.rate)), under: "events a second" },
		left(progress, tz, Date.now()),
		{ name: "Visitors", value: format.count(progress.visitors), under: `of ${format.count(estimate.visitors)}` },
		{ name: "Orders", value: format.count(progress.orders), under: `of about ${format.count(estimate.orders)}` },
	];
};

const titleOf = (work: Extract<Work, { state: "making" | "undoing" }>): string =>
	work.state === "making" ? `Writing ${plural(work.estimate.days.length, "day")} of visits` : `Taking out the run ${work.run.run_id}`;

const noteOf = (work: Extract<Work, { state: "making" | "undoing" }>): string => {
	if (work.state === "undoing") return `${format.count(work.progress?.events ?? 0)} of ${format.count(work.run.events)} events`;
	return work.progress === null ? "begins" : stepWords(work.progress, work.estimate);
};

/** Bar, per cent, done of total, rate, time left; cancelling keeps nothing. */
export const RunningPanel = ({ work, onCancel }: { work: Extract<Work, { state: "making" | "undoing" }>; onCancel: () => void }) => {
	const tz = useZone();
	const share = shareOf(work.progress);
	const title = titleOf(work);
	const cancelling = work.state === "making" && work.cancelling;
	return (
		<section className={classes.running} aria-label={title}>
			<header>
				<h2>{title}</h2>
				<span>{noteOf(work)}</span>
				{work.state === "making" && (
					<Button variant="default" leftSection={<IconX size={15} stroke={1.7} aria-hidden />} onClick={onCancel} disabled={cancelling}>
						{cancelling ? "Taking out what is written" : "Cancel, keep nothing"}
					</Button>
				)}
			</header>
			<div className={classes.progress}>
				<Bar share={share} label={title} />
				<b className="num">{format.percent(share)}</b>
			</div>
			{work.state === "making" && <Figures figures={figuresOf(work, tz)} />}
		</section>
	);
};
