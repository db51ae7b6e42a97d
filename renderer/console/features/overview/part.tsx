import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { DetailedMetrics, SectionName } from "../../../../backend/contract/analysis.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import type { Numbers } from "./use-numbers.js";

interface Props<S extends SectionName> {
	readonly numbers: Numbers;
	readonly section: S;
	/** "The funnel was not computed." */
	readonly what: string;
	readonly shape: "bars" | "lines" | "table";
	readonly rows?: number;
	readonly children: (data: DetailedMetrics[S]) => ReactNode;
}

/** A panel's content: what its section says, or that it is still to come, or why it failed. The others stand. */
export const Part = <S extends SectionName>({ numbers, section, what, shape, rows = 5, children }: Props<S>) => {
	const data = numbers.sections[section];
	if (data) return children(data as DetailedMetrics[S]);
	const failed = numbers.failed[section];
	if (failed) {
		return (
			<ErrorPanel
				what={what}
				error={failed}
				retry={numbers.retry}
				action={
					numbers.fewerDays && (
						<Button variant="default" onClick={numbers.fewerDays}>
							Use fewer days
						</Button>
					)
				}
			/>
		);
	}
	if (numbers.error || !numbers.reading) return <Empty title="Not computed" />;
	return <Skeleton shape={shape} rows={rows} />;
};
