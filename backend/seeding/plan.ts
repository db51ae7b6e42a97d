import { createHash } from "node:crypto";
import { DateTime } from "luxon";
import { AppError } from "../contract/errors.js";
import { type SeedOptions, seedLimits } from "../contract/seeding.js";

/** Raise it when the same options come to give other events: their ids must then be others too. */
const generation = 1;

export type ResolvedOptions = SeedOptions & { readonly now: string };

/** Options checked, with all that follows from them. */
export interface Plan {
	readonly options: ResolvedOptions;
	/** Names the run and begins every id in it: equal for equal options. */
	readonly key: string;
	readonly seed: number;
	readonly days: number;
	readonly visitors: number;
	readonly sessionsPerVisitor: number;
	readonly avgEvents: number;
	/** Epoch ms. */
	readonly now: number;
	readonly timeZone: string;
	/** Days by their place, both inclusive. */
	readonly promotion: { readonly first: number; readonly last: number } | null;
	readonly spike: number | null;
	readonly bots: boolean;
	readonly username: string | null;
}

/** A sale in the last third, a tenth of the period long. */
const saleOf = (days: number): Plan["promotion"] => {
	const length = Math.max(1, Math.round(days / 10));
	const first = Math.floor(days * 0.72) - Math.floor(length / 2);
	return { first, last: first + length - 1 };
};

const earliest = Date.UTC(2001, 0, 1);
const fewestDays = 4;

const invalid = (path: string, message: string): AppError => new AppError("invalid", message, { path });

const tooMany = (events: number): AppError =>
	invalid(
		"user_count",
		`${events.toLocaleString("en")} events are more than a run may make (${seedLimits.events.toLocaleString("en")}). Ask for fewer visitors, sessions or events.`,
	);

/** What makes a run the same run; the products it also puts in the catalog do not. */
const identityOf = ({ seed_products: _, ...rest }: ResolvedOptions, now: number): string =>
	JSON.stringify(Object.entries({ ...rest, now, generation }).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Checks options that fit the schema. `now`: epoch ms, where they name none. Throws AppError `invalid`, which names the option. */
export const planOf = (options: SeedOptions, now: number): Plan => {
	const at = options.now === undefined ? now : Date.parse(options.now);
	const events = options.user_count * options.sessions_per_user * options.avg_events;
	if (events > seedLimits.events) throw tooMany(Math.round(events));
	if (at > now + 60_000)
		throw invalid("now", `now lies ahead (${options.now}). Events are never made in the future: choose a time that has come.`);
	const first = DateTime.fromMillis(at, { zone: options.time_zone })
		.startOf("day")
		.minus({ days: options.days - 1 });
	if (first.toMillis() < earliest) throw invalid("days", `The first day would be ${first.toISODate()}. Choose a later now, or fewer days.`);
	const resolved = { ...options, now: new Date(at).toISOString() };
	const key = createHash("sha256").update(identityOf(resolved, at)).digest("hex").slice(0, 8);
	return {
		options: resolved,
		key,
		seed: options.seed,
		days: options.days,
		visitors: options.user_count,
		sessionsPerVisitor: options.sessions_per_user,
		avgEvents: options.avg_events,
		now: at,
		timeZone: options.time_zone,
		promotion: options.promotion && options.days >= fewestDays ? saleOf(options.days) : null,
		spike: options.spikes && options.days >= fewestDays ? Math.floor(options.days * 0.4) : null,
		bots: options.bots,
		username: options.username ?? null,
	};
};

export const runId = ({ key }: Pick<Plan, "key">): string => `demo-${key}`;
