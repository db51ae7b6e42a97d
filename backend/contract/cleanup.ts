import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { boolParam, intParam, operation, owners, readers } from "./base.js";

/** Names of the rules, in the order in which reasons stand on an event. */
export const noiseRules = [
	"known_source",
	"demo_client",
	"declared_bot",
	"internal",
	"spam_referrer",
	"too_fast",
	"exact_intervals",
	"no_view",
	"repeated_order",
	"impossible_amount",
	"invalid_page",
	"missing_type",
] as const;
export const noiseRule = z.enum(noiseRules);
export type NoiseRuleId = z.infer<typeof noiseRule>;

const ratio = z.number().nullable();
const texts = z.array(z.string().trim().min(1).max(256)).max(1_000);

/** A rule as it is set. Limits and lists that a rule does not have are refused. */
export const ruleSetting = z.object({
	on: z.boolean().optional(),
	limits: z.record(z.string(), z.number()).optional(),
	lists: z.record(z.string(), texts).optional(),
});
export type RuleSetting = z.infer<typeof ruleSetting>;

export const ruleSettings = z.partialRecord(noiseRule, ruleSetting);
export type RuleSettings = z.infer<typeof ruleSettings>;

/** A rule as the console shows it. */
export const ruleInfo = z.object({
	rule: noiseRule,
	title: z.string(),
	about: z.string(),
	on: z.boolean(),
	threshold: z.string().describe("The limits in a few words"),
	alone: z.boolean().describe("True when it can judge an event by itself, as it arrives"),
	limits: z.array(
		z.object({ name: z.string(), label: z.string(), value: z.number(), least: z.number(), most: z.number(), usual: z.number() }),
	),
	lists: z.array(z.object({ name: z.string(), label: z.string(), values: z.array(z.string()), usual: z.array(z.string()) })),
});
export type RuleInfo = z.infer<typeof ruleInfo>;

/** What decides about a shop at a glance. */
export const headline = z.object({
	events: z.int(),
	sessions: z.int(),
	visitors: z.int(),
	page_views: z.int(),
	orders: z.int(),
	conversion: ratio.describe("Sessions with an order over all sessions"),
	bounce_rate: ratio.describe("Sessions of a single event over all sessions"),
	revenue: z
		.array(z.object({ currency: z.string().nullable(), orders: z.int(), revenue: z.number(), aov: ratio }))
		.describe("By currency, never added across"),
});
export type Headline = z.infer<typeof headline>;

export const reasonCount = z.object({
	rule: noiseRule,
	title: z.string(),
	found: z.int().describe("Events it holds for"),
	fresh: z.int().describe("Those that are not marked with it yet"),
	examples: z.array(z.object({ text: z.string(), events: z.int(), seq: z.int().describe("Number of one of these events") })),
});
export type ReasonCount = z.infer<typeof reasonCount>;

export const dryRunResult = z.object({
	at: z.int().describe("Epoch milliseconds"),
	took_ms: z.int(),
	since: z.int().nullable().describe("Only events from this instant on are judged; null for all"),
	events: z.int().describe("Events that were judged"),
	marked: z.int().describe("Those that are marked already"),
	fresh: z.int().describe("Events that would be marked, or get another reason"),
	doomed: z.int().describe("Events that a deletion would take: these, and those that are marked"),
	reasons: z.array(reasonCount).describe("Rules that are on; an event can have several reasons"),
	now: headline.describe("Noise hidden, as it is"),
	without: headline.describe("As it would be"),
});
export type DryRunResult = z.infer<typeof dryRunResult>;

export const cleanupRun = z.object({
	run: z.int(),
	action: z.enum(["tag", "delete", "arrival"]).describe("arrival: what was marked as it came in on one day, UTC"),
	state: z
		.enum(["running", "done", "undone", "interrupted"])
		.describe("done: in effect; interrupted: the program ended during the run, and nothing was changed"),
	at: z.int(),
	since: z.int().nullable(),
	events: z.int().describe("Marked or deleted"),
	reasons: z.array(z.object({ rule: noiseRule, events: z.int() })).describe("Most events first"),
	undone_at: z.int().nullable(),
	restored: z.int().nullable().describe("Of an undone deletion: events put back; one that was sent again meanwhile is not doubled"),
	backup: z
		.string()
		.nullable()
		.describe("Name of what holds the deleted: a file in the data folder, of a store in MongoDB a collection there"),
	turning: z.enum(["undo", "redo"]).nullable().describe("What is being done to it now"),
	error: z.string().nullable().describe("What was cut off, and what became of it: of the run, or of its last undo or redo"),
});
export type CleanupRun = z.infer<typeof cleanupRun>;

/** Why, by whom and when an event was marked. */
export const noiseMark = z.object({
	reason: z.string(),
	title: z.string().nullable(),
	score: z.number().describe("0 to 1: how sure"),
	run: z.int().nullable().describe("Null when no run made it"),
	on_arrival: z.boolean().describe("Marked as it came in"),
	at: z.int(),
});
export type NoiseMark = z.infer<typeof noiseMark>;

const progress = z.object({
	type: z.literal("progress"),
	done: z.int().describe("Steps"),
	total: z.int(),
	doing: z.string().describe("In words"),
	share: z.number().describe("0 to 1, of the whole"),
	events: z.int().describe("Done so far in this part of the work; judging counts an event once for each rule"),
	expected_events: z.int(),
	rate: z.number().nullable().describe("Events a second; null while unknown"),
	left_ms: z.int().nullable().describe("Of this part"),
});
export type CleanupProgress = z.infer<typeof progress>;

/** A century. */
export const mostDays = 36_500;
const sinceDays = intParam(z.number().min(1).max(mostDays)).optional().describe("Judge only events of the last so many days");
const rulesSet = z.object({
	rules: z.array(ruleInfo),
	on_arrival: z.boolean().describe("Events are marked as they arrive, by the rules that can judge an event by itself (alone)"),
});
const which = z.object({ run: intParam(z.number().min(1)) });
const runDone = z.object({ type: z.literal("done"), run: cleanupRun.nullable().describe("Null when there was nothing to do") });
const turned = eventIterator(z.discriminatedUnion("type", [progress, z.object({ type: z.literal("done"), run: cleanupRun })]));

export const cleanupContract = {
	rules: operation
		.route({ method: "GET", path: "/api/cleanup/rules", summary: "The noise rules and how they are set", tags: ["Clean up"] })
		.meta({ roles: readers })
		.output(rulesSet),
	changeRules: operation
		.route({ method: "PATCH", path: "/api/cleanup/rules", summary: "Set the noise rules", tags: ["Clean up"] })
		.meta({ roles: owners })
		.input(z.strictObject({ rules: ruleSettings.prefault({}), on_arrival: boolParam.optional() }))
		.output(rulesSet),
	dryRun: operation
		.route({
			method: "POST",
			path: "/api/cleanup/dry-run",
			summary: "What is noise, and what the numbers would become; writes nothing",
			tags: ["Clean up"],
		})
		.meta({ roles: readers })
		.input(z.strictObject({ since_days: sinceDays }).prefault({}))
		.output(eventIterator(z.discriminatedUnion("type", [progress, z.object({ type: z.literal("done"), result: dryRunResult })]))),
	run: operation
		.route({ method: "POST", path: "/api/cleanup/run", summary: "Mark noise, or delete it with a backup", tags: ["Clean up"] })
		.meta({ roles: owners })
		.input(
			z
				.strictObject({
					action: z.enum(["tag", "delete"]).default("tag"),
					since_days: sinceDays,
					confirm: intParam(z.number().min(0)).optional().describe("Of a deletion: the number of events it takes"),
				})
				.refine(({ action, confirm }) => action === "tag" || confirm !== undefined, {
					path: ["confirm"],
					message: "a deletion needs the number of events that it takes, as the dry run tells it (doomed)",
				}),
		)
		.output(eventIterator(z.discriminatedUnion("type", [progress, runDone]))),
	undo: operation
		.route({
			method: "POST",
			path: "/api/cleanup/undo",
			summary: "Put back what a run marked or deleted; ending the stream early changes nothing",
			tags: ["Clean up"],
		})
		.meta({ roles: owners })
		.input(which)
		.output(turned),
	redo: operation
		.route({
			method: "POST",
			path: "/api/cleanup/redo",
			summary: "Put the marks of an undone run back; ending the stream early changes nothing",
			tags: ["Clean up"],
		})
		.meta({ roles: owners })
		.input(which)
		.output(turned),
	runs: operation
		.route({ method: "GET", path: "/api/cleanup/runs", summary: "Runs, newest first", tags: ["Clean up"] })
		.meta({ roles: readers })
		.input(z.object({ limit: intParam(z.number().min(1).max(200)).default(50) }))
		.output(z.object({ items: z.array(cleanupRun) })),
	marks: operation
		.route({ method: "GET", path: "/api/cleanup/marks", summary: "Why an event is marked", tags: ["Clean up"] })
		.meta({ roles: readers })
		.input(z.object({ seq: intParam(z.number().min(1)) }))
		.output(z.object({ items: z.array(noiseMark) })),
};
