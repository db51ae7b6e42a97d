import { Button } from "@mantine/core";
import { limitsSet, noLimits } from "./search.js";
import type { EventsAddress } from "./use-events.js";

/** Takes all filters out of the address; nothing when none is set. */
export const ClearButton = ({ address: { search, period, set }, variant }: { address: EventsAddress; variant: "subtle" | "default" }) => {
	const limits = limitsSet(search, period);
	if (limits === 0) return null;
	return (
		<Button
			variant={variant}
			size={variant === "subtle" ? "compact-sm" : "sm"}
			onClick={() => set({ ...noLimits, from: undefined, to: undefined } as never)}
		>
			{limits === 1 ? "Clear the filter" : `Clear ${limits} filters`}
		</Button>
	);
};
