import { z } from "zod";
import { appliedFilter, filterParams } from "./analysis.js";
import { intParam, operation, readers } from "./base.js";
import { funnel, peopleSorts, stepBounds } from "./funnel.js";
import { reportParams } from "./reports.js";

/** Funnels computed, saved and shared. What a funnel is stands in funnel.ts, which the first screen can have without the rest. */

const compared = reportParams.pick({ compare: true, compare_from: true, compare_to: true });

export const funnelRequest = filterParams.extend(compared.shape).extend({
	funnel,
	groups: z.int().min(1).max(50).default(10).describe("With by: how many values, those with most at step 1 first"),
});
export type FunnelRequest = z.input<typeof funnelRequest>;

const ratio = z.number().nullable();

export const funnelCounts = z.object({
	steps: z.array(
		z.object({
			count: z.int().describe("Sessions or persons that came this far"),
			of_first: ratio,
			of_previous: ratio.describe("Null at the first step"),
			median_ms: ratio.describe("From the step before, of those that came this far; null at the first step and where nobody did"),
		}),
	),
	median_total_ms: ratio.describe("From the first step to the last, of those that came to the end"),
});
export type FunnelCounts = z.infer<typeof funnelCounts>;

const funnelGroup = funnelCounts.extend({ value: z.string().nullable() });

export const funnelResult = z.object({
	funnel,
	parameters: appliedFilter,
	compared: z.object({ from: z.int(), to: z.int() }).nullable(),
	all: funnelCounts,
	groups: z.array(funnelGroup).describe("With by: by count at step 1 descending, then value, none last"),
	groups_total: z.int(),
	before: z
		.object({ all: funnelCounts, groups: z.array(funnelCounts.nullable()) })
		.nullable()
		.describe("The compared period; of each group above, null where it has none"),
	data_through: z.int().nullable().describe("The newest event's time"),
	notes: z.array(z.string()),
	took_ms: z.int(),
});
export type FunnelResult = z.infer<typeof funnelResult>;

export const peopleRequest = filterParams.extend({
	funnel,
	step: z.int().min(1).max(stepBounds.most).describe("1 is the first"),
	who: z
		.enum(["reached", "went_on", "left"])
		.default("reached")
		.describe("Of those who reached the step: all, who reached the next, who did not"),
	group: z
		.object({ value: z.string().max(2000).nullable() })
		.optional()
		.describe("Only those with this value at step 1"),
	sort: z
		.enum(peopleSorts)
		.default("began")
		.describe(
			"who: the visitor of a session, or the person; value: of the breakdown; began: time of step 1; reached: steps; took: from step 1 to the last one reached",
		),
	descending: z.boolean().default(true),
	limit: z.int().min(1).max(200).default(50),
	offset: z.int().min(0).default(0),
});

export const peoplePage = z.object({
	items: z.array(
		z.object({
			id: z.string().describe("The session's key, or the person"),
			visitor: z.string().describe("Of the event taken as step 1, as the two below"),
			user_id: z.string().nullable(),
			session_id: z.string().nullable(),
			value: z.string().nullable().describe("What the funnel is broken down by; null without"),
			times: z.array(z.int()).describe("Of the steps reached, epoch ms"),
		}),
	),
	total: z.int(),
});
export type PeoplePage = z.infer<typeof peoplePage>;

const counted = z.array(z.object({ value: z.string(), events: z.int() }));

export const funnelName = z.string().trim().min(1).max(80);

/** What is shared as a file. */
export const funnelFile = z.strictObject({ format: z.literal("clickstream-funnel"), version: z.literal(1), name: funnelName, funnel });
export type FunnelFile = z.infer<typeof funnelFile>;
export const longestFile = 100_000;

export const savedFunnel = z.object({
	id: z.string(),
	name: funnelName,
	funnel,
	created_at: z.string(),
	changed_at: z.string(),
	created_by: z.string().nullable().describe("The account's id; null for who sits at the computer"),
});
export type SavedFunnel = z.infer<typeof savedFunnel>;

const id = z.string().max(64);

export const funnelsContract = {
	compute: operation
		.route({ method: "POST", path: "/api/funnels/compute", summary: "Compute a funnel of one's own, now", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(funnelRequest)
		.output(funnelResult),
	people: operation
		.route({
			method: "POST",
			path: "/api/funnels/people",
			summary: "Who came to a step, went on, or left, sorted and paged",
			tags: ["Funnels"],
		})
		.meta({ roles: readers })
		.input(peopleRequest)
		.output(peoplePage),
	choices: operation
		.route({ method: "GET", path: "/api/funnels/choices", summary: "What a funnel's steps can be made of", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(filterParams.extend({ limit: intParam(z.number().min(1).max(1000)).default(300) }))
		.output(
			z.object({
				event_types: counted,
				actions: counted,
				pages: counted.describe("Without what browsers fetch beside a page and what robots ask for, such as /favicon.ico"),
			}),
		),
	list: operation
		.route({ method: "GET", path: "/api/funnels", summary: "Saved funnels, by name", tags: ["Funnels"] })
		.meta({ roles: readers })
		.output(z.array(savedFunnel)),
	save: operation
		.route({ method: "POST", path: "/api/funnels", summary: "Save a funnel under a name", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(z.strictObject({ name: funnelName, funnel }))
		.output(savedFunnel),
	change: operation
		.route({ method: "PATCH", path: "/api/funnels/{id}", summary: "Rename a saved funnel, or change its steps", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(z.strictObject({ id, name: funnelName.optional(), funnel: funnel.optional() }))
		.output(savedFunnel),
	remove: operation
		.route({ method: "DELETE", path: "/api/funnels/{id}", summary: "Delete a saved funnel", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(z.object({ id }))
		.output(z.object({ status: z.literal("ok") })),
	file: operation
		.route({ method: "GET", path: "/api/funnels/{id}/file", summary: "A saved funnel as a file to share", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(z.object({ id }))
		.output(funnelFile),
	take: operation
		.route({ method: "POST", path: "/api/funnels/file", summary: "Save the funnel of a shared file", tags: ["Funnels"] })
		.meta({ roles: readers })
		.input(z.strictObject({ file: z.string().max(longestFile).describe("The file's text") }))
		.output(savedFunnel),
};
