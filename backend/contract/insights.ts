import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { analysis } from "./analysis.js";
import { operation, readers } from "./base.js";
import { insightProgress } from "./insight-text.js";

export const insightMessage = z.discriminatedUnion("type", [insightProgress, z.object({ type: z.literal("done"), analysis })]);
export type InsightMessage = z.infer<typeof insightMessage>;

const ofAnalysis = z.object({ id: z.string().max(64) });

export const insightsContract = {
	/** Whoever asks while it is written follows that writing; it goes on when they leave. */
	write: operation
		.route({
			method: "POST",
			path: "/api/analyses/{id}/insights",
			summary: "Write the text of a saved analysis again, and keep it in place of the former",
			tags: ["Analysis"],
		})
		.meta({ roles: readers })
		.input(ofAnalysis)
		.output(eventIterator(insightMessage)),
	follow: operation
		.route({
			method: "GET",
			path: "/api/analyses/{id}/insights",
			summary: "Follow the text of a saved analysis while it is written; ends at once where it is not",
			tags: ["Analysis"],
		})
		.meta({ roles: readers })
		.input(ofAnalysis)
		.output(eventIterator(insightMessage)),
	cancel: operation
		.route({
			method: "DELETE",
			path: "/api/analyses/{id}/insights",
			summary: "Stop writing the text of a saved analysis; the former stays",
			tags: ["Analysis"],
		})
		.meta({ roles: readers })
		.input(ofAnalysis)
		.output(z.object({ status: z.literal("ok"), cancelled: z.boolean().describe("false: none was being written") })),
};
