import { IconFilter } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { type FunnelInput, funnel, peopleSorts } from "../../../../backend/contract/funnel.js";
import { defineReportView } from "../reports/view.js";

export const whos = ["reached", "went_on", "left"] as const;
export type Who = (typeof whos)[number];

export const funnelsSearch = z.object({
	/** The whole funnel as it was asked, without what is usual; the shop's own steps when missing. */
	funnel: z
		.custom<FunnelInput>((value) => funnel.safeParse(value).success)
		.optional()
		.catch(undefined),
	/** The saved funnel that was opened. */
	saved: z.string().max(64).optional().catch(undefined),
	/** The people behind a bar: in the side panel. */
	people: z
		.object({
			step: z.int().min(1).max(8),
			who: z.enum(whos),
			value: z.string().max(2000).nullable().optional(),
			page: z.int().min(1).optional(),
			/** The newest first when missing. */
			sort: z.enum(peopleSorts).optional(),
			ascending: z.literal(true).optional(),
		})
		.optional()
		.catch(undefined),
});
export type FunnelsSearch = z.infer<typeof funnelsSearch>;

export const view = defineReportView({
	id: "funnels",
	path: "/funnels",
	title: "Funnels",
	question: "How many take these steps, and where do they leave?",
	icon: IconFilter,
	key: "F",
	component: lazyRouteComponent(() => import("./funnels-view.js"), "FunnelsView"),
	search: funnelsSearch,
});
