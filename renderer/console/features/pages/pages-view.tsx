import { useNavigate } from "@tanstack/react-router";
import { Two } from "../../ui/two.js";
import { ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";

const seen = ["page", "views", "sessions", "exits", "exit_rate"] as const;
const entries = ["page", "sessions", "bounce_rate", "conversion"] as const;
const exits = ["page", "exits", "exit_rate"] as const;
const headers = { sessions: "Sessions", views: "Views" } as const;
const begins = { sessions: "Begin here" } as const;
const ends = { exits: "End here" } as const;
const byViews = { sort: "views" } as const;
const whyEmpty = "Pages are read from the field “page” or the path of “url”, and no event of these days has either.";

/** Opens the paths that go on from a page. */
const useOpenPaths = () => {
	const navigate = useNavigate();
	return (row: ReportRow): void => {
		const page = String(row.cells[0] ?? "");
		void navigate({
			to: "/paths" as never,
			search: ((before: object) => ({ ...before, page, tables: undefined, by: undefined })) as never,
		});
	};
};

export const PagesView = () => {
	const open = useOpenPaths();
	return (
		<ReportPage>
			{(frame) => (
				<>
					<ReportPanel
						frame={frame}
						id="seen"
						report="exit-pages"
						params={byViews}
						title="Pages"
						scope="by views; one opens its paths"
						rows="pages"
						whyEmpty={whyEmpty}
						main="views"
						only={seen}
						headers={headers}
						pageRows={12}
						onOpen={open}
					/>
					<Two stacked={frame.by !== undefined}>
						<ReportPanel
							frame={frame}
							report="entry-pages"
							title="Entry pages"
							scope="the first page of a session"
							rows="entry pages"
							main="sessions"
							only={entries}
							headers={begins}
							pageRows={10}
							onOpen={open}
						/>
						<ReportPanel
							frame={frame}
							report="exit-pages"
							title="Exit pages"
							scope="the last page of a session; rate of its views"
							rows="exit pages"
							main="exits"
							only={exits}
							headers={ends}
							pageRows={10}
							onOpen={open}
						/>
					</Two>
				</>
			)}
		</ReportPage>
	);
};
