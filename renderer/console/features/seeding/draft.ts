import { type SeedInput, seedLimits, seedOptions } from "../../../../backend/contract/seeding.js";
import { addDays, dayOf } from "../../app/period.js";
import { startOfDay } from "../../app/zone.js";
import { numberIn } from "../../ui/number-text.js";

/** What stands in the fields, as typed. */
export interface Draft {
	readonly days: string;
	readonly visitors: string;
	readonly sessions: string;
	readonly events: string;
	/** The last day, YYYY-MM-DD; empty for the present. */
	readonly ends: string;
	readonly zone: string;
	readonly seed: string;
	readonly promotion: boolean;
	readonly bots: boolean;
	readonly spikes: boolean;
	readonly products: boolean;
}

export const firstDraft = (zone: string): Draft => ({
	days: "28",
	visitors: "18,400",
	sessions: "1.46",
	events: "5.5",
	ends: "",
	zone,
	seed: "42",
	promotion: true,
	bots: true,
	spikes: false,
	products: true,
});

export type Errors = Readonly<Partial<Record<"days" | "visitors" | "sessions" | "events" | "ends" | "seed", string>>>;

const numberOf = (text: string): number => numberIn(text) ?? Number.NaN;

const between = (least: number, most: number, whole: boolean): string =>
	`${whole ? "A whole number" : "A number"} from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;

const words: Readonly<Record<string, readonly [keyof Errors, string]>> = {
	days: ["days", between(1, seedLimits.days, true)],
	user_count: ["visitors", between(1, seedLimits.users, true)],
	sessions_per_user: ["sessions", between(1, seedLimits.sessionsPerUser, false)],
	avg_events: ["events", between(seedLimits.avgEvents.least, seedLimits.avgEvents.most, false)],
	seed: ["seed", between(0, 4_294_967_295, true)],
};

const lastInstant = ({ ends, zone }: Draft): number => startOfDay(addDays(ends, 1), zone) - 1;

/** The run that a draft asks for, or what is wrong with which field. `now`: epoch ms. */
export const inputOf = (draft: Draft, now: number): { readonly input: SeedInput } | { readonly errors: Errors } => {
	const isPast = draft.ends !== "" && draft.ends < dayOf(now, draft.zone);
	const asked = {
		days: numberOf(draft.days),
		user_count: numberOf(draft.visitors),
		sessions_per_user: numberOf(draft.sessions),
		avg_events: numberOf(draft.events),
		seed: numberOf(draft.seed),
		time_zone: draft.zone,
		promotion: draft.promotion,
		bots: draft.bots,
		spikes: draft.spikes,
		seed_products: draft.products,
		...(isPast && { now: new Date(lastInstant(draft)).toISOString() }),
	};
	const ahead: Errors = draft.ends > dayOf(now, draft.zone) ? { ends: "A day that has come" } : {};
	const read = seedOptions.safeParse(asked);
	if (read.success && ahead.ends === undefined) return { input: asked };
	const found = (read.error?.issues ?? []).flatMap(({ path }) => {
		const known = words[String(path[0])];
		return known ? [known] : [];
	});
	return { errors: { ...Object.fromEntries(found), ...ahead } };
};

/** The same run from a terminal. */
export const commandOf = (input: SeedInput): string => {
	const flags = [
		["--days", input.days],
		["--user-count", input.user_count],
		["--sessions-per-user", input.sessions_per_user],
		["--avg-events", input.avg_events],
		["--seed", input.seed],
		["--tz", input.time_zone],
		["--now", input.now],
	].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${value}`]));
	const switches = [
		input.promotion === false && "--no-promotion",
		input.bots && "--bots",
		input.spikes && "--spikes",
		input.seed_products && "--seed-products",
	];
	return ["npm run seed:realistic --", ...flags, ...switches.filter((one) => typeof one === "string")].join(" ");
};
