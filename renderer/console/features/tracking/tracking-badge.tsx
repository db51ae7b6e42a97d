import { useStatus } from "../../app/queries.js";
import { format } from "../../ui/format.js";
import { CountBadge } from "../../ui/progress.js";

/** How many events were refused in the last hour; nothing where none was. */
export const TrackingBadge = () => {
	const rejected = useStatus().data?.lately.rejected ?? 0;
	return rejected > 0 ? <CountBadge text={format.count(rejected)} about="Events rejected in the last hour" bad /> : null;
};
