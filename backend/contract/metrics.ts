import { z } from "zod";
import { intParam, operation, owners, readers } from "./base.js";

/** Who keeps the minute aggregates: ingest itself, a consumer of the Kafka topic, or the Spark job. Exactly one does. */
export const aggregateOwners = ["ingest", "consumer", "spark"] as const;
export const aggregateOwner = z.enum(aggregateOwners);
export type AggregateOwner = z.infer<typeof aggregateOwner>;

/** ISO 8601 in UTC, with its Z: without one, browsers read a time as local. */
const utc = z.string().regex(/^-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

const aggregate = z.object({
	window_start: utc.describe("First instant of the minute"),
	window_end: utc.describe("First instant of the next minute"),
	page: z.string().nullable().describe("Path with ids as *; null for events without a page"),
	event_type: z.string(),
	count: z.int().min(1),
});

/** Rows of one answer; of more the oldest minutes are left out. */
export const mostAggregates = 50_000;

export const metricsContract = {
	aggregates: operation
		.route({
			method: "GET",
			path: "/api/metrics/aggregates",
			summary: "Accepted events by minute, page and type, before the noise filter",
			tags: ["Metrics"],
		})
		.meta({ roles: readers })
		.input(
			z.object({
				minutes: intParam(z.number().min(1).max(1440))
					.default(60)
					.describe("How many minutes up to now, the one that runs among them; by the time of the events"),
			}),
		)
		.output(
			z.object({
				items: z.array(aggregate).describe("Oldest minute first; within one by count descending"),
				owner: aggregateOwner.nullable().describe("Who counts; null where nobody does yet"),
				complete: z.boolean().describe(`False where more than ${mostAggregates} rows were there and the oldest minutes are left out`),
			}),
		),
	handOver: operation
		.route({
			method: "POST",
			path: "/api/metrics/aggregates/owner",
			summary: "Forget the minute aggregates and let another keep them",
			tags: ["Metrics"],
		})
		.meta({ roles: owners })
		.input(z.strictObject({ owner: aggregateOwner }))
		.output(z.object({ owner: aggregateOwner })),
};
