import type { MigrationProgress, MigrationState } from "../../../../backend/contract/migration.js";

export type Found = NonNullable<MigrationState["found"]>;

/** What becomes of each kind, in the order of the list. */
export const fates = [
	["events", "Events", "Taken over in place, each under an id made from its own; so a second time changes nothing"],
	["users", "Accounts", "Taken over without passwords; send each a link under People"],
	["products", "Products", "Taken over with their ids"],
	["aggregates_minute", "Counts by minute", "Removed, and counted anew from the events"],
	["api_keys", "Model keys", "Removed: they lie there in plain text. Enter yours again"],
	["log_ins", "Log-ins", "Ended: they lie there in plain text"],
	["analyses", "Saved analyses", "Stay where they are, unread; their figures were wrong"],
	["orders", "Orders", "Stay where they are, unread; the events of these purchases are what is counted"],
	["carts", "Carts", "Stay where they are, unread; what was put into them the events tell"],
] as const satisfies readonly (readonly [keyof Found, string, string])[];

const staying: ReadonlySet<keyof Found> = new Set(["analyses", "orders", "carts"]);

/** Whether anything is there that would be taken over, or removed. */
export const isToDo = (found: Found): boolean => fates.some(([kind]) => !staying.has(kind) && found[kind] > 0);

const kindWords: Readonly<Record<string, string>> = Object.fromEntries(fates.map(([kind, name]) => [kind, name.toLowerCase()]));

export const stepWords = ({ step, of }: MigrationProgress): string => {
	const kind = kindWords[of] ?? of;
	if (step === "backup") return `Copying ${kind}`;
	return step === "checking" ? `Checking ${kind}` : `Taking over ${kind}`;
};

/** Whether there is anything to tell. */
export const isWorthTelling = ({ found, state }: MigrationState): boolean => found !== null && (state !== "none" || isToDo(found));
