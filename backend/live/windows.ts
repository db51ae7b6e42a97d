import { DateTime } from "luxon";
import { minuteMs, minuteOf } from "../store/minute-counts.js";

/** Bars of the chart: the minute that runs and those before it. */
export const shownMinutes = 60;
/** Minutes of the pages: the one that runs and the four before. */
export const nearMinutes = 5;
/** A visitor is here for so long after an event, ms. */
export const hereMs = 300_000;

/** First instant of the day that holds `at`, on the clocks of `tz`; where these skip midnight, the first instant after. */
export const dayStart = (tz: string, at: number): number => DateTime.fromMillis(at, { zone: tz }).startOf("day").toMillis();

export const hourStart = (at: number): number => minuteOf(at) - (shownMinutes - 1) * minuteMs;
export const nearStart = (at: number): number => minuteOf(at) - (nearMinutes - 1) * minuteMs;
