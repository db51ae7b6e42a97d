import { many } from "../../words.js";
import { countFact, type Rule } from "./rule.js";

const clock = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;

export const peakHour: Rule = ({ metrics: { time_analysis: time }, tz }) => {
	const hour = time?.peak_hour ?? null;
	const events = time?.hourly_distribution[String(hour)];
	if (hour === null || !events) return [];
	return [
		{
			kind: "finding",
			rule: "peak_hour",
			text: `The busiest hour of the day is ${clock(hour)} to ${clock(hour + 1)} (${tz}), with ${many(events, "event")}.`,
			facts: [countFact(`time_analysis.hourly_distribution.${hour}`, events)],
		},
	];
};
