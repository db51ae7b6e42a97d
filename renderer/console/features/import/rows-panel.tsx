import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FileInfo, Mapping, Problem } from "../../../../backend/contract/transfer.js";
import { useClient } from "../../app/client.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { SidePanel } from "../../ui/side-panel.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { problemColumns, readProblemRows } from "./problem-rows.js";
import classes from "./problems.module.css";

/** More are told by number; all of them are in the saved file. */
const most = 500;

interface Props {
	readonly file: FileInfo;
	readonly mapping: Mapping;
	/** Null: closed. */
	readonly problem: Problem | null;
	readonly onClose: () => void;
}

/** The rows with one problem, as they stand in the file, at the right of what is being mapped. */
export const RowsPanel = ({ file, mapping, problem, onClose }: Props) => (
	<SidePanel opened={problem !== null} onClose={onClose} title={problem?.title ?? "Rows"} wide>
		{problem && <Rows file={file} mapping={mapping} problem={problem} />}
	</SidePanel>
);

const Rows = ({ file, mapping, problem }: { file: FileInfo; mapping: Mapping; problem: Problem }) => {
	const client = useClient();
	const asked = { file, mapping, code: problem.code, limit: most };
	const { data, error, refetch } = useQuery({
		queryKey: ["problem rows", file.file_id, mapping, problem.code],
		queryFn: ({ signal }) => readProblemRows(client, asked, signal),
	});
	const columns = useMemo(() => problemColumns(data?.columns ?? []), [data]);
	if (error) return <ErrorPanel what="The rows were not read." error={error} retry={() => void refetch()} />;
	if (!data) return <Skeleton shape="table" rows={12} />;
	return (
		<div className={classes.rows}>
			<p>
				{data.complete ? format.count(data.rows.length) : `The first ${format.count(data.rows.length)} of ${format.count(problem.rows)}`}{" "}
				rows as they stand in the file, {data.rows.some((row) => row.left_out) ? "left out" : "taken in all the same"}.
			</p>
			<DataTable
				label={`Rows: ${problem.title}`}
				columns={columns}
				rows={data.rows}
				rowKey={({ row }) => String(row)}
				maxHeight={Math.max(240, window.innerHeight - 160)}
			/>
		</div>
	);
};
