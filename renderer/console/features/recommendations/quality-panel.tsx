import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MeasuredQuality } from "../../../../backend/contract/recommendations.js";
import { useClient } from "../../app/client.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import classes from "./side.module.css";
import { methodNames } from "./words.js";

type Method = MeasuredQuality["methods"][number];

const columns: readonly Column<Method>[] = [
	{ id: "method", header: "Method", value: ({ method }) => methodNames[method] },
	{ id: "recall", header: "Found in 20", value: ({ recall }) => recall, unit: "ratio" },
	{ id: "mrr", header: "Rank", value: ({ mrr }) => mrr, unit: "decimal" },
	{ id: "coverage", header: "Products shown", value: ({ coverage }) => coverage, unit: "ratio" },
];

/** Measured once asked: it takes some seconds of the machine. Leaving the view ends it. */
export const QualityPanel = () => {
	const client = useClient();
	const [wanted, setWanted] = useState(false);
	const { data, error, refetch } = useQuery({
		queryKey: ["recommendations", "quality"],
		queryFn: ({ signal }) => client.recommendations.quality(undefined, { signal }),
		enabled: wanted,
		staleTime: 600_000,
	});
	const twin = data && { columns, rows: data.methods, file: ["recommendations", "quality"] };
	return (
		<Panel
			title="How often it is right"
			scope={data ? `on the last ${data.days === 1 ? "day" : `${format.count(data.days)} days`}` : undefined}
			twin={twin}
		>
			{error ? (
				<ErrorPanel what="It was not measured." error={error} retry={() => void refetch()} />
			) : data ? (
				<Measured data={data} />
			) : wanted ? (
				<Skeleton shape="lines" rows={5} />
			) : (
				<div className={classes.measure}>
					<p className={classes.hint}>
						Hides the newest sessions, and counts how often the product they looked at next was among 20 recommended.
					</p>
					<Button variant="default" onClick={() => setWanted(true)}>
						Measure now
					</Button>
				</div>
			)}
		</Panel>
	);
};

const Measured = ({ data }: { data: MeasuredQuality }) => {
	if (data.predictions === 0)
		return <p className={classes.hint}>Too few sessions: it needs sessions of two products on two days or more.</p>;
	const most = Math.max(...data.methods.map(({ recall }) => recall), Number.MIN_VALUE);
	return (
		<>
			<table className={classes.quality}>
				<thead>
					<tr>
						<th scope="col">Method</th>
						<th scope="col">Found in 20</th>
						<th scope="col">Rank</th>
					</tr>
				</thead>
				<tbody>
					{data.methods.map(({ method, recall, mrr }) => (
						<tr key={method} data-ours={method === "neighbours" || undefined}>
							<th scope="row">
								{methodNames[method]}
								<i aria-hidden>
									<b style={{ width: `${(recall / most) * 100}%` }} />
								</i>
							</th>
							<td className="num">{format.percent(recall)}</td>
							<td className="num">{format.decimal(mrr, 3)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<p className={classes.hint}>
				{`Of ${format.count(data.predictions)} predictions in ${format.count(data.asked)} sessions; ${format.count(data.teaching)} sessions before taught. Found in 20: how often the next product was among 20 shown. Rank: mean of 1 ÷ its place.`}
			</p>
		</>
	);
};
