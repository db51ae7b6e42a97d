import { useQuery } from "@tanstack/react-query";
import type { FileInfo } from "../../../../backend/contract/transfer.js";
import { useClient } from "../../app/client.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { Note } from "../../ui/states.js";
import { importsKey } from "./history-panel.js";

/** Said before anything is written: this content is here already, and what pressing Import will do. */
export const AlreadyNote = ({ file, again }: { file: FileInfo; again: boolean }) => {
	const client = useClient();
	const tz = useZone();
	const imports = useQuery({ queryKey: importsKey, queryFn: ({ signal }) => client.transfer.list({ limit: 50 }, { signal }) });
	if (file.already_imported === null) return null;
	const before = imports.data?.items.find((record) => record.import_id === file.already_imported);
	const when = before ? ` on ${format.dateTime(Date.parse(before.started_at), tz)} (${tz})` : "";
	return (
		<Note tone="warning">
			This file was imported{when}.{" "}
			{again
				? "Its rows will be added once more, as new events."
				: "Its rows are skipped: importing it adds nothing, unless you ask for them again."}
		</Note>
	);
};
