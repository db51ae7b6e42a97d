import type { SeedEstimate, SeedProgress, SeedRun } from "../../../../backend/contract/seeding.js";
import { format } from "../../ui/format.js";

export const channelNames = {
	direct: "Direct",
	search: "Search",
	email: "Email",
	social: "Social",
	ads: "Paid ads",
	referral: "Referral",
} as const;

/** 0–1 of the events that a run is expected to have. */
export const shareOf = (progress: SeedProgress | null): number =>
	progress === null || progress.expected_events === 0 ? 0 : Math.min(1, progress.events / progress.expected_events);

const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** Calendar days have no zone. */
export const dayMonth = (day: string): string => format.dayMonth(dayOf(day), "UTC");
export const fullDay = (day: string): string => format.fullDate(dayOf(day), "UTC");

export const saleWords = ({ promotion }: Pick<SeedEstimate, "promotion">): string | null =>
	promotion && `${format.dateRange(dayOf(promotion.from), dayOf(promotion.to), "UTC")}, −${Math.round(promotion.discount * 100)} %`;

/** What a run is doing, beside its title. */
export const stepWords = ({ step, step_number, steps, day }: SeedProgress, { days }: SeedEstimate): string => {
	const place = `step ${step_number} of ${steps}`;
	if (step === "products") return `${place} · products`;
	if (step === "visitors") return `${place} · who comes when`;
	return `${place} · day ${day + 1} of ${days.length}, ${fullDay(days[day]?.day ?? "")}`;
};

export const periodOf = ({ from, to, options }: SeedRun): string => format.dateRange(from, to, options.time_zone);

/** A run that the program's end cut off wrote its record a little before the last of its events, and knows not how long it took. */
export const countOf = (count: number, { status }: Pick<SeedRun, "status">): string =>
	status === "interrupted" ? `at least ${format.count(count)}` : format.count(count);
export const tookOf = ({ took_ms }: Pick<SeedRun, "took_ms">): string => format.milliseconds(took_ms === 0 ? null : took_ms);

export const plural = (count: number, noun: string): string => `${format.count(count)} ${noun}${count === 1 ? "" : "s"}`;
