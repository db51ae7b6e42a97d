import { lazy, Suspense } from "react";
import type { Filter } from "../../app/use-filter.js";
import { useNarrow } from "../../app/use-narrow.js";
import { Card } from "../../ui/card.js";
import { Skeleton } from "../../ui/states.js";
import { cardsOf, hasCommerce } from "./cards.js";
import { FindingsPanel } from "./findings-panel.js";
import { FunnelPanel } from "./funnel-panel.js";
import classes from "./overview.module.css";
import { HoursPanel, PagesPanel, ProductsPanel, TypesPanel } from "./tables.js";
import { TrendPanel } from "./trend-panel.js";
import type { Measure } from "./trend-points.js";
import type { Numbers } from "./use-numbers.js";

const ReportPanels = lazy(() => import("./report-panels.js").then((module) => ({ default: module.ReportPanels })));

interface Props {
	readonly numbers: Numbers;
	readonly filter: Filter;
	readonly currency: string | null;
	readonly asked: Measure | undefined;
	readonly onMeasure: (measure: Measure) => void;
	readonly now: number;
	/** A saved analysis shows what it holds; reports are read now. */
	readonly saved: boolean;
	/** Changes when the store is to be read anew. */
	readonly version: number;
	/** Path of the number that is open. */
	readonly open: string | undefined;
	readonly onNumber: (path: string) => void;
}

const Cards = ({ numbers, currency, onNumber }: Pick<Props, "numbers" | "currency" | "onNumber">) => (
	<div className={classes.cards} data-stale={numbers.stale || undefined}>
		{cardsOf({ now: numbers.sections, before: numbers.before, currency }).map((card) => (
			<Card
				key={card.id}
				title={card.title}
				definition={card.definition}
				onOpen={() => onNumber(card.path)}
				value={card.value}
				waiting={numbers.reading && !numbers.error}
				series={card.series}
				failed={numbers.failed[card.section] && <p>Not computed. {numbers.failed[card.section]?.message}</p>}
			/>
		))}
	</div>
);

const choicesOf = (commerce: boolean): readonly Measure[] =>
	commerce ? ["sessions", "revenue", "conversion"] : ["sessions", "visitors", "events"];

/** All of it is visible at 1440 × 900 without scrolling. */
export const Summary = ({ numbers, filter, currency, asked, onMeasure, now, saved, version, open, onNumber }: Props) => {
	const commerce = hasCommerce(numbers.sections, numbers.before);
	const choices = choicesOf(commerce ?? asked === "revenue");
	const measure = asked && choices.includes(asked) ? asked : "sessions";
	const products = (numbers.sections.product_analysis?.products ?? 0) > 0;
	/** Unknown until the first numbers come; where these fail, pages are asked for by themselves. */
	const sells = commerce ?? (numbers.error ? false : null);
	const part = { numbers, filter };
	const narrow = useNarrow();
	return (
		<>
			<Cards numbers={numbers} currency={currency} onNumber={onNumber} />
			<div className={classes.middle}>
				<TrendPanel {...part} measure={measure} choices={choices} onMeasure={onMeasure} currency={currency} now={now} />
				{!narrow && <FunnelPanel {...part} />}
				<FindingsPanel {...part} open={open} onNumber={onNumber} />
			</div>
			{saved ? (
				<div className={classes.bottom} data-count={products ? 4 : 3}>
					<PagesPanel {...part} rows={7} />
					{narrow && <FunnelPanel {...part} />}
					{products && <ProductsPanel {...part} rows={8} />}
					<TypesPanel {...part} rows={7} />
					<HoursPanel {...part} />
				</div>
			) : (
				<div className={classes.bottom} data-reports>
					{narrow && <FunnelPanel {...part} />}
					<Suspense fallback={<Skeleton shape="table" />}>
						<ReportPanels
							filter={filter}
							now={now}
							version={version}
							currency={currency}
							products={sells === null ? null : sells || products}
						/>
					</Suspense>
				</div>
			)}
		</>
	);
};
