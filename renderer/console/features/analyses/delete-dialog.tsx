import type { AnalysisHead } from "../../../../backend/contract/analysis.js";
import { useClient } from "../../app/client.js";
import { keys } from "../../app/queries.js";
import { RemovalDialog } from "../../app/removal-dialog.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { periodOf } from "./words.js";

export const DeleteDialog = ({ analysis, onClose }: { analysis: AnalysisHead | null; onClose: () => void }) => {
	const client = useClient();
	const tz = useZone();
	return (
		<RemovalDialog
			title="Delete this analysis?"
			subject={analysis}
			action="Delete the analysis"
			failed="The analysis was not deleted."
			remove={({ _id }) => client.analysis.remove({ id: _id })}
			stale={keys.analyses}
			onClose={onClose}
		>
			{(gone) =>
				`The analysis of ${periodOf(gone)}, saved ${format.dateTime(Date.parse(gone.created_at), tz)} (${tz}). It cannot be brought back. The events stay, and the same period can be analysed again.`
			}
		</RemovalDialog>
	);
};
