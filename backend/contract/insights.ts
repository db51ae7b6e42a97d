import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { analysis } from "./analysis.js";
import { operation, readers } from "./base.js";
import { insightProgress } from "./insight-text.js";

export const insightMessage = z.discriminatedUnion("type", [insightProgress, z.object({ type: z.literal("done"), analysis })]);
export type InsightMessage = z.infer<typeof insightMessage>;

export const insightsContract = {
	write: operation
		.route({
			method: "POST",
			path: "/api/analyses/{id}/insights",
			summary: "Write the text of a saved analysis again, and keep it in place of the former",
			tags: ["Analysis"],
		})
		.meta({ roles: readers })
		.input(z.object({ id: z.string().max(64) }))
		.output(eventIterator(insightMessage)),
};
