import { useSearchState } from "../../app/search.js";
import { CohortTable, highestOf } from "../../ui/cohort-table.js";
import { Pick } from "../../ui/pick.js";
import { mostValues, type ReportData, type ReportFrame, ReportPage, ReportPanel, sharesOf } from "../reports/reports.js";
import { cohortsOf } from "./cohorts.js";
import classes from "./retention.module.css";
import { retentionSearch } from "./view.js";

type Period = "day" | "week";

const periods = [
	{ value: "week", label: "week" },
	{ value: "day", label: "day" },
] as const;

const usePeriod = () => {
	const [search, set] = useSearchState(retentionSearch);
	const period: Period = search.period ?? "week";
	return [period, (value: string) => set({ period: value === "day" ? "day" : undefined })] as const;
};

const PeriodPick = () => {
	const [period, setPeriod] = usePeriod();
	return <Pick label="Cohorts by" value={period} options={periods} onPick={setPeriod} width={160} />;
};

/** A table a value of what the view is broken down by; a colour means the same in all. */
const Groups = ({ data, period, by }: { data: ReportData; period: Period; by: string }) => {
	const groups = sharesOf(data, { measure: "returned", by }).map((share) => ({ ...share, ...cohortsOf(share.data, period) }));
	const top = Math.max(0, ...groups.map(({ cohorts }) => highestOf(cohorts)));
	return (
		<div className={classes.groups}>
			{groups.map(({ id, name, cohorts, periods: columns }, at) => (
				<section key={id} aria-label={name}>
					<h3>{name}</h3>
					<CohortTable
						label={`${name}: visitors who came back, by the ${period} of their first visit`}
						cohorts={cohorts}
						periods={columns}
						top={top}
						legend={at === groups.length - 1}
					/>
				</section>
			))}
		</div>
	);
};

const splitParams = { by_most: mostValues } as const;

const Cohorts = ({ data, period }: { data: ReportData; period: Period }) => {
	const { cohorts, periods: columns } = cohortsOf(data, period);
	return <CohortTable label={`Visitors who came back, by the ${period} of their first visit`} cohorts={cohorts} periods={columns} />;
};

const Panel = ({ frame }: { frame: ReportFrame }) => {
	const [period] = usePeriod();
	return (
		<ReportPanel
			frame={frame}
			report="retention"
			params={{ period, ...(frame.by === undefined ? {} : splitParams) }}
			compare={false}
			title="Who comes back"
			scope={`share of each cohort, by the ${period} of the first visit`}
			rows="new visitors"
			whyEmpty="A cohort is the visitors whose first visit ever lies in these days. Choose more days."
			main="share"
			chart={(data) =>
				frame.by === undefined ? <Cohorts data={data} period={period} /> : <Groups data={data} period={period} by={frame.by} />
			}
			chartRows={10_000}
			headers={{
				cohort: `First ${period}`,
				period: `${period === "day" ? "Days" : "Weeks"} later`,
				returned: "Came back",
				visitors: "Cohort",
			}}
		/>
	);
};

export const RetentionView = () => (
	<ReportPage comparing={false} filters={() => <PeriodPick />}>
		{(frame) => <Panel frame={frame} />}
	</ReportPage>
);
