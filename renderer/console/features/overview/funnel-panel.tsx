import { Link } from "@tanstack/react-router";
import type { Filter } from "../../app/use-filter.js";
import { FunnelBars, type FunnelStep } from "../../ui/bars.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Empty } from "../../ui/states.js";
import { funnelSteps } from "./funnel-steps.js";
import { Part } from "./part.js";
import type { Numbers } from "./use-numbers.js";

export const funnelColumns: readonly Column<FunnelStep>[] = [
	{ id: "step", header: "Step", value: (step) => step.name, elastic: true },
	{ id: "sessions", header: "Sessions", value: (step) => step.count, unit: "count" },
	{ id: "of_first", header: "Of all", value: (step) => step.ofFirst, unit: "ratio" },
	{ id: "of_previous", header: "Go on", value: (step) => step.ofPrevious, unit: "ratio" },
];

const NoSteps = ({ steps, orders }: { steps: readonly FunnelStep[]; orders: number }) => {
	const all = steps[0]?.count ?? 0;
	if (all === 0) return <Empty title="No sessions in this period" />;
	return (
		<Empty title="No session takes the shop's steps" action={<Link to="/tracking">Check in Tracking</Link>}>
			{orders > 0
				? "Orders arrive, but no product view before them, so there is no way to follow."
				: "Steps are read from product, cart and checkout events or pages, and none came in this order."}
		</Empty>
	);
};

/** From a session to an order, step by step in this order. */
export const FunnelPanel = ({ numbers, filter }: { numbers: Numbers; filter: Filter }) => {
	const data = numbers.sections.funnel_analysis;
	const orders = numbers.sections.commerce?.orders ?? 0;
	const steps = data ? funnelSteps(data.shop) : [];
	return (
		<Panel
			title="Funnel"
			scope="sessions, in order"
			twin={data && { columns: funnelColumns, rows: steps, file: ["funnel", filter.range.from, filter.range.to] }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="funnel_analysis" what="The funnel was not computed." shape="lines" rows={9}>
				{() =>
					steps.slice(1).every((step) => step.count === 0) ? (
						<NoSteps steps={steps} orders={orders} />
					) : (
						<FunnelBars
							steps={steps}
							label={`Of ${format.count(steps[0]?.count)} sessions ${format.count(steps.at(-1)?.count)} ordered after all steps.`}
						/>
					)
				}
			</Part>
		</Panel>
	);
};
