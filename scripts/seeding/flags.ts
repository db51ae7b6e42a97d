import { type Command, InvalidArgumentError, Option } from "commander";
import { type SeedInput, seedLimits, seedOptions } from "../../backend/contract/seeding.js";

export interface SeedFlags {
	readonly days: number;
	readonly userCount?: number;
	readonly sessionsPerUser: number;
	readonly avgEvents: number;
	readonly seed: number;
	readonly now?: string;
	readonly tz: string;
	readonly username?: string;
	readonly seedProducts: boolean;
	readonly promotion: boolean;
	readonly bots: boolean;
	readonly spikes: boolean;
	readonly truth?: string;
	readonly json: boolean;
}

/** What a flag takes, as the contract has it; told in the contract's words when it does not fit. */
const ofOption =
	(name: keyof typeof seedOptions.shape, read: (text: string) => unknown = Number) =>
	(text: string): unknown => {
		const result = seedOptions.shape[name].safeParse(read(text));
		if (result.success) return result.data;
		throw new InvalidArgumentError((result.error.issues[0]?.message ?? "does not fit").replace(/^(?=is |does )/, "It "));
	};

/** Digits alone: `Number` takes an empty text for 0. */
const numberIn = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);

/** A date alone is its last instant, as the last day of the data; without a zone it is UTC. */
const instantIn = (text: string): unknown => {
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T23:59:59Z`;
	return /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
};

/** The flags of the predecessor's script, and more. */
export const withSeedFlags = (command: Command, defaults: { readonly sessionsPerUser: number; readonly avgEvents: number }): Command =>
	command
		.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
		.option("--days <n>", "days of visits, the last of which ends at now", ofOption("days", numberIn), 7)
		.option("--user-count <n>", "visitors; 25 when missing, 1 with --username", ofOption("user_count", numberIn))
		.option(
			"--sessions-per-user <n>",
			"visits of a visitor over the whole period, on the average",
			ofOption("sessions_per_user", numberIn),
			defaults.sessionsPerUser,
		)
		.option(
			"--avg-events <n>",
			`events of a visit, on the average (${seedLimits.avgEvents.least} to ${seedLimits.avgEvents.most})`,
			ofOption("avg_events", numberIn),
			defaults.avgEvents,
		)
		.option("--seed <n>", "of the random generator: equal flags, seed and now give equal events", ofOption("seed", numberIn), 42)
		.option("--now <iso>", "no event is later; the present when missing", ofOption("now", instantIn))
		.option("--tz <zone>", "time zone whose days and hours the visitors keep", ofOption("time_zone", String), "UTC")
		.option("--username <name>", "the first visitor is this account, made without a password when missing", ofOption("username", String))
		.option("--seed-products", "also put the products into the catalog", false)
		.addOption(new Option("--no-promotion", "without the sale that raises orders for some days"))
		.option("--bots", "plant bots, spam and other noise; the truth names each of their events", false)
		.option("--spikes", "a day on which a link is passed around", false)
		.option("--truth <file>", "write what was planted, as JSON")
		.option("--json", "print the result as JSON", false);

export const inputOf = (flags: SeedFlags): SeedInput => ({
	days: flags.days,
	user_count: flags.userCount ?? (flags.username === undefined ? 25 : 1),
	sessions_per_user: flags.sessionsPerUser,
	avg_events: flags.avgEvents,
	seed: flags.seed,
	...(flags.now !== undefined && { now: flags.now }),
	time_zone: flags.tz,
	promotion: flags.promotion,
	bots: flags.bots,
	spikes: flags.spikes,
	seed_products: flags.seedProducts,
	...(flags.username !== undefined && { username: flags.username }),
});
