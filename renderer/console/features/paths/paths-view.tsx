import { Button } from "@mantine/core";
import { useCallback, useMemo } from "react";
import { useSearchState } from "../../app/search.js";
import { FlowChart } from "../../ui/flow-chart.js";
import { format } from "../../ui/format.js";
import { Pick } from "../../ui/pick.js";
import { type ReportData, type ReportFrame, ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";
import { fewer, flowsOf, startedOf } from "./flows.js";
import { PageField } from "./page-field.js";
import { pathsSearch } from "./view.js";

const directions = [
	{ value: "after", label: "what follows" },
	{ value: "before", label: "what comes before" },
] as const;

/** All flows of three steps: thirteen pages and ends at each place. */
const mostFlows = 600;

/** Pages drawn at each place; the table has twelve. */
const drawnPages = 7;

const columns = ["step", "from_page", "to_page", "sessions", "share", "share_of_from"] as const;
const pages = ["from_page", "to_page"] as const;
const headers = { step: "Step", from_page: "From", to_page: "To", share: "Of all", share_of_from: "Of those there" } as const;

const kinds: Readonly<Record<string, string>> = { other: "other pages", end: "no further page" };

const pageOf =
	(name: "from" | "to") =>
	(row: ReportRow, data: ReportData): string =>
		data.text(row, `${name}_page`) ?? kinds[data.text(row, `${name}_kind`) ?? ""] ?? "–";

const show = { from_page: pageOf("from"), to_page: pageOf("to") };

const usePaths = () => {
	const [search, set] = useSearchState(pathsSearch);
	const setPage = useCallback((page: string | undefined) => set({ page }), [set]);
	return { page: search.page, before: search.direction === "before", setPage, set };
};

const headsOf = (page: string | undefined, before: boolean): readonly string[] =>
	before ? [page ?? "Last page", "Before it", "Two before", "Three before"] : [page ?? "First page", "Then", "Second step", "Third step"];

const Picture = ({ data, frame }: { data: ReportData; frame: ReportFrame }) => {
	const { page, before, setPage } = usePaths();
	const flows = useMemo(() => fewer(flowsOf(data), drawnPages), [data]);
	const started = startedOf(flows);
	return (
		<FlowChart
			label={`Paths of ${format.count(started)} sessions ${before ? "to" : "from"} ${page ?? (before ? "their last page" : "their first page")}, ${frame.filter.label}.`}
			flows={flows}
			unit="sessions"
			heads={headsOf(page, before)}
			backwards={before}
			words={{ other: "other pages", end: before ? "began here" : "left" }}
			onOpen={setPage}
		/>
	);
};

const Filters = () => {
	const { page, before, setPage, set } = usePaths();
	return (
		<>
			<Pick
				label="Show"
				value={before ? "before" : "after"}
				options={directions}
				onPick={(value) => set({ direction: value === "before" ? "before" : undefined })}
			/>
			<PageField page={page} placeholder={before ? "To a page, such as /cart" : "From a page, such as /cart"} onPage={setPage} />
		</>
	);
};

const Panel = ({ frame }: { frame: ReportFrame }) => {
	const { page, before, setPage } = usePaths();
	const start = page ?? (before ? "the last page of a session" : "the first page of a session");
	return (
		<ReportPanel
			frame={frame}
			report="paths"
			params={{ direction: before ? "before" : "after", ...(page === undefined ? {} : { page }) }}
			title="Paths"
			scope={`sessions ${before ? "to" : "from"} ${start}; one page opens its own`}
			rows="paths"
			whyEmpty={page === undefined ? "No session of these days names a page." : `No session of these days sees ${page}.`}
			emptyAction={
				page === undefined ? undefined : (
					<Button variant="default" onClick={() => setPage(undefined)}>
						Begin at any page
					</Button>
				)
			}
			main="sessions"
			compare={false}
			only={columns}
			elastic={pages}
			headers={headers}
			show={show}
			chartRows={mostFlows}
			{...(frame.by === undefined ? { chart: (data: ReportData) => <Picture data={data} frame={frame} /> } : {})}
		/>
	);
};

export const PathsView = () => (
	<ReportPage comparing={false} filters={() => <Filters />}>
		{(frame) => <Panel frame={frame} />}
	</ReportPage>
);
