import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { AnalysisHead } from "../../../../backend/contract/analysis.js";
import { useClient } from "../../app/client.js";
import { usePeopleNames } from "../../app/people.js";
import { keys, useMe } from "../../app/queries.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import { ViewTitle } from "../../app/view-title.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { analysisColumns } from "./columns.js";
import { DeleteDialog } from "./delete-dialog.js";

/** As many as the contract gives at once; older ones are found by their id. */
const most = 200;

const useAnalyses = () => {
	const client = useClient();
	return useQuery({ queryKey: [...keys.analyses, most], queryFn: ({ signal }) => client.analysis.list({ limit: most }, { signal }) });
};

const scopeOf = (count: number): string => (count === most ? `the newest ${format.count(most)}` : format.count(count));

export const AnalysesView = () => {
	const { data, error, isPending, refetch } = useAnalyses();
	const me = useMe().data ?? null;
	const people = usePeopleNames();
	const zone = useZone();
	const navigate = useNavigate();
	const [leaving, setLeaving] = useState<AnalysisHead | null>(null);
	const columns = useMemo(() => analysisColumns({ zone, me, people, onDelete: setLeaving }), [zone, me, people]);
	return (
		<Page>
			<ViewTitle />
			<Panel
				title="Saved analyses"
				{...(data && data.length > 0 && { scope: `${scopeOf(data.length)}, newest first; ${zoneWords(zone)}` })}
				csv={data && data.length > 0 ? { columns: columns.filter(({ id }) => id !== "delete"), rows: data, file: ["analyses"] } : undefined}
			>
				{error && <ErrorPanel what="The analyses were not read." error={error} retry={() => void refetch()} />}
				{isPending && <Skeleton shape="table" rows={8} />}
				{data?.length === 0 && (
					<Empty title="No analysis has been saved" icon={IconHistory} action={<Link to="/">Open Overview</Link>}>
						Run analysis in Overview saves what is read there, with its period and settings, so that it can be opened again.
					</Empty>
				)}
				{data && data.length > 0 && (
					<DataTable
						label="Saved analyses"
						columns={columns}
						rows={data}
						rowKey={(row) => row._id}
						onOpen={(row) => void navigate({ to: "/", search: { analysis: row._id } as never })}
						rowHeight={34}
						maxHeight={680}
					/>
				)}
			</Panel>
			<DeleteDialog analysis={leaving} onClose={() => setLeaving(null)} />
		</Page>
	);
};
