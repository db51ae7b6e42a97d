import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { FileInfo, Mapping } from "../../../../backend/contract/transfer.js";
import { useClient } from "../../app/client.js";
import { download, fileName, toCsv } from "../../ui/csv.js";
import { failureOf } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { problemColumns, readProblemRows } from "./problem-rows.js";

/** As many as the contract gives at once. */
const most = 100_000;

interface Props {
	readonly file: FileInfo;
	readonly mapping: Mapping;
	/** Rows left out, from the check or the finished import. */
	readonly count: number;
}

/** A CSV of the rows left out, each with its place and reasons, so that they can be mended and imported. */
export const SaveRows = ({ file, mapping, count }: Props) => {
	const client = useClient();
	const save = useMutation({
		mutationFn: () => readProblemRows(client, { file, mapping, limit: most }, new AbortController().signal),
		onSuccess: ({ rows, columns, complete }) => {
			download(
				fileName([file.name.replace(/\.(csv|tsv|txt|json|ndjson|jsonl|log|parquet|gz)/gi, ""), "left out"], "csv"),
				toCsv(problemColumns(columns), rows),
			);
			if (!complete)
				notifications.show({
					title: `The first ${format.count(rows.length)} rows were saved`,
					message: `${format.count(count)} are left out. Mend what they have in common, then check the file again.`,
				});
		},
		onError: (error) =>
			notifications.show({ title: "The rows were not saved.", message: failureOf(error).message, color: "red", autoClose: false }),
	});
	if (count === 0) return null;
	return (
		<LinkButton disabled={save.isPending} onClick={() => save.mutate()}>
			{save.isPending ? "Reading the file again …" : `Save the ${format.count(count)} ${count === 1 ? "row" : "rows"} left out`}
		</LinkButton>
	);
};
