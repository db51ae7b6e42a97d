import type { Icon } from "@tabler/icons-react";
import type { RouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import type { z } from "zod";

export const groups = ["Read", "Reports", "Look closer", "Data", "Foot"] as const;
export type Group = (typeof groups)[number];

/** One folder of features/ is one view; its view.ts exports this as `view`, and app/views.ts names it. */
export interface View {
	readonly id: string;
	/** Below /dashboard; "/" is the first one opened. */
	readonly path: string;
	readonly title: string;
	/** The one question it answers; stands beside the title. */
	readonly question: string;
	readonly icon: Icon;
	readonly group: Group;
	/** The letter after G; null for what has none. */
	readonly key: string | null;
	/** From TanStack's lazyRouteComponent, so that each view is a chunk of its own, but for the one that opens first. */
	readonly component: RouteComponent;
	/** What the address may say beside the shared filter. Every field has `.catch(...)` or is optional: a bad address shows the default. */
	readonly search: z.ZodObject;
	/** Stands at the end of its line in the navigation, such as how far a run is; shows nothing while there is nothing to say. */
	readonly badge?: ComponentType;
	/** Roles that see it in the navigation; all who may read when missing. */
	readonly roles?: readonly ("analyst" | "owner" | "local")[];
}

export const defineView = (view: View): View => view;
