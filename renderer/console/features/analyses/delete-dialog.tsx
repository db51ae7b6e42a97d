import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AnalysisHead } from "../../../../backend/contract/analysis.js";
import { useClient } from "../../app/client.js";
import { keys } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { format } from "../../ui/format.js";
import { periodOf } from "./words.js";

export const DeleteDialog = ({ analysis, onClose }: { analysis: AnalysisHead | null; onClose: () => void }) => {
	const client = useClient();
	const tz = useZone();
	const queries = useQueryClient();
	const remove = useMutation({
		mutationFn: (id: string) => client.analysis.remove({ id }),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.analyses });
			onClose();
		},
	});
	const close = (): void => {
		remove.reset();
		onClose();
	};
	return (
		<ConfirmDialog
			title="Delete this analysis?"
			opened={analysis !== null}
			onClose={close}
			action="Delete the analysis"
			onAct={() => analysis && remove.mutate(analysis._id)}
			busy={remove.isPending}
			failed={remove.error && { what: "The analysis was not deleted.", error: remove.error }}
		>
			{analysis &&
				`The analysis of ${periodOf(analysis)}, saved ${format.dateTime(Date.parse(analysis.created_at), tz)} (${tz}). It cannot be brought back. The events stay, and the same period can be analysed again.`}
		</ConfirmDialog>
	);
};
