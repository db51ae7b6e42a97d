import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { keepFilter } from "./filter.js";
import { commandKey } from "./title-bar.js";
import classes from "./tour.module.css";
import { endTour, goToStop, useTourStop } from "./tour-state.js";

interface Stop {
	readonly path: string;
	readonly title: string;
	readonly text: string;
}

const stops: readonly Stop[] = [
	{
		path: "/import",
		title: "Bring data in",
		text: "Drop a file here: CSV, NDJSON, Parquet or a web server’s log. You see every problem before anything is written. A shop can also send its events by itself; Tracking shows how.",
	},
	{
		path: "/demo",
		title: "No data at hand?",
		text: "Demo data makes a believable shop whose true answers are known, and takes it out again in one step.",
	},
	{
		path: "/",
		title: "Read the numbers",
		text: "Run analysis counts what is there and saves it. Every number opens: what it means, its course, and the SQL behind it. Period, zone and noise stand in the bar above, and in the address.",
	},
	{
		path: "/events",
		title: "Look closer",
		text: "Events lists exactly what was received, and what was refused with the reason. The reports beside it answer one question each.",
	},
	{
		path: "/cleanup",
		title: "Take noise out",
		text: "Bots, spam and repeated orders are found by rules and hidden, not destroyed. A dry run tells first what would change.",
	},
	{
		path: "/settings",
		title: "Keep it safe",
		text: `Settings tells where the data is, backs it up and restores it. Everything here can also be found under ${commandKey}; the key ? lists all keys.`,
	},
];

/** A card at the corner that goes from view to view with its reader; it covers nothing and changes nothing. */
export const Tour = () => {
	const index = useTourStop() ?? 0;
	const navigate = useNavigate();
	const title = useRef<HTMLHeadingElement>(null);
	const stop = stops[index];
	const last = index === stops.length - 1;
	useEffect(() => {
		if (stop === undefined) return endTour();
		const search = (before: Record<string, unknown>) => keepFilter(before);
		void navigate({ to: stop.path, search: search as never }).then(() => title.current?.focus());
	}, [stop, navigate]);
	useEffect(() => {
		const leave = (event: KeyboardEvent): void => {
			if (event.key === "Escape" && !event.defaultPrevented) endTour();
		};
		window.addEventListener("keydown", leave);
		return () => window.removeEventListener("keydown", leave);
	}, []);
	if (stop === undefined) return null;
	return (
		<section className={classes.tour} aria-label="Tour">
			<p className={classes.place}>
				{index + 1} of {stops.length}
			</p>
			<h2 ref={title} tabIndex={-1}>
				{stop.title}
			</h2>
			<p>{stop.text}</p>
			<div className={classes.buttons}>
				<Button variant="subtle" onClick={endTour}>
					{last ? "Close" : "End the tour"}
				</Button>
				<Button variant="default" disabled={index === 0} onClick={() => goToStop(index - 1)}>
					Back
				</Button>
				{!last && (
					<Button variant="default" onClick={() => goToStop(index + 1)}>
						Next
					</Button>
				)}
			</div>
		</section>
	);
};
