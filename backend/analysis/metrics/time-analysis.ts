import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Part, record, type SectionMetric } from "../metric.js";
import { grain } from "../zone.js";
import daysSql from "./time-analysis.days.sql";
import hoursSql from "./time-analysis.hours.sql";

const hours = { name: "time_analysis.hours", sql: hoursSql, row: z.object({ hour: z.int(), events: z.int() }) } satisfies Part<unknown>;
const days = { name: "time_analysis.days", sql: daysSql, row: z.object({ day: z.string(), events: z.int() }) } satisfies Part<unknown>;

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

type Hour = z.infer<typeof hours.row>;
type Day = z.infer<typeof days.row>;

/** A saved analysis stays small: of more days than this, the newest are kept. The trend covers them all. */
export const maxDays = 1_100;

/**
 * Events by local hour of the day (all 24 keys) and by local day (days with events). Peaks: most events, the earlier on a tie,
 * null without events; the peak day is found among all days. Local time is that of the scope's zone, daylight saving included,
 * and computed once a quarter hour.
 */
export const timeAnalysis = {
	name: "time_analysis",
	parts: [hours, days],
	definitions: {
		hourly_distribution: "Events by local hour of the day. An hour that the clocks repeat adds up.",
		daily_distribution: "Events by local day; days without events are left out.",
		peak_hour: "The hour of the day with the most events, the earlier on a tie.",
		peak_day: "The local day with the most events, the earlier on a tie.",
	},
	compute: async (ask, { tz, from, to }) => {
		const params = { grain: grain(tz, from, to) };
		return section(await ask(hours, params), await ask(days, params));
	},
} satisfies SectionMetric<"time_analysis", DetailedMetrics["time_analysis"]>;

const section = (ofHour: readonly Hour[], ofDay: readonly Day[]): DetailedMetrics["time_analysis"] => {
	const events = new Map(ofHour.map((row) => [row.hour, row.events]));
	return {
		hourly_distribution: record(hoursOfDay, (hour) => [String(hour), events.get(hour) ?? 0]),
		daily_distribution: record(ofDay.slice(-maxDays), (row) => [row.day, row.events]),
		peak_hour: most(ofHour)?.hour ?? null,
		peak_day: most(ofDay)?.day ?? null,
	};
};

const most = <Row extends { readonly events: number }>(rows: readonly Row[]): Row | undefined =>
	rows.reduce<Row | undefined>((best, row) => (best && best.events >= row.events ? best : row), undefined);
