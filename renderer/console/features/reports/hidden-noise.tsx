import { Link } from "@tanstack/react-router";
import { keepFilter } from "../../app/filter.js";
import { format } from "../../ui/format.js";
import type { ReportFrame } from "./ask.js";
import classes from "./reports.module.css";
import { useReport } from "./use-report.js";

/** How many events the switch beside it hides, or would hide; leads to the reasons. Nothing where there are none. */
export const HiddenNoise = ({ frame }: { frame: ReportFrame }) => {
	const { params, noise } = frame.filter;
	const { data } = useReport({ ...params, report: "noise", limit: 1 }, frame);
	const events = data?.sum("events") ?? null;
	if (events === null || events === 0) return null;
	return (
		<Link
			to={"/noise" as never}
			search={((before: Record<string, unknown>) => keepFilter(before)) as never}
			className={classes.noise ?? ""}
		>
			{format.count(events)} {events === 1 ? "event" : "events"} {noise === "hide" ? "hidden as noise" : "of noise counted"}
		</Link>
	);
};
