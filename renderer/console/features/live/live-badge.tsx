import { useStatus } from "../../app/queries.js";
import { format } from "../../ui/format.js";
import { CountBadge } from "../../ui/progress.js";

/** How many events came in the last whole minute; nothing while none do. */
export const LiveBadge = () => {
	const perMinute = useStatus().data?.lately.per_minute ?? 0;
	return perMinute > 0 ? <CountBadge text={`${format.count(perMinute)}/min`} about="Events of the last whole minute" /> : null;
};
