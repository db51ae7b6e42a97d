import type { User } from "../../../../backend/contract/accounts.js";
import type { AnalysisHead } from "../../../../backend/contract/analysis.js";
import { format } from "../../ui/format.js";

/** The days that an analysis read, in its own zone; the end of a range is its first instant after. */
export const periodOf = ({ parameters }: Pick<AnalysisHead, "parameters">): string => {
	const { from, to, tz } = parameters;
	if (from === null && to === null) return "All data";
	if (from === null) return `Until ${format.date((to ?? 0) - 1, tz)}`;
	if (to === null) return `From ${format.date(from, tz)}`;
	return format.dateRange(from, to - 1, tz);
};

export interface Asking {
	/** Null before it is known who asks. */
	readonly me: { readonly user: User | null } | null;
	/** Names of accounts by id, as far as the caller may see them. */
	readonly people: ReadonlyMap<string, string>;
}

/** Analyses without an account are of who sits at the computer. */
export const whoOf = (userId: string | null, { me, people }: Asking): string => {
	if (userId === null) return "This computer";
	if (me?.user?.user_id === userId) return "You";
	return people.get(userId) ?? "An account since removed";
};
