import { type KeyboardEvent, useRef, useState } from "react";
import classes from "./cohort-table.module.css";
import { format, none } from "./format.js";
import heat from "./heat.module.css";
import { HeatLegend } from "./heat-legend.js";
import { heatStep } from "./heat-steps.js";

export interface CohortCell {
	/** 0–1; null while the period is not over. */
	readonly share: number | null;
	readonly count: number;
}

export interface Cohort {
	readonly id: string;
	readonly label: string;
	readonly size: number;
	readonly cells: ReadonlyMap<number, CohortCell>;
}

interface CohortPeriod {
	readonly place: number;
	readonly label: string;
	readonly title: string;
}

interface Props {
	readonly label: string;
	readonly cohorts: readonly Cohort[];
	readonly periods: readonly CohortPeriod[];
	/** Where several stand below each other: the highest share of all, so that a colour means the same in each. */
	readonly top?: number | undefined;
	/** False where another of these tells what the colours mean. */
	readonly legend?: boolean;
}

/** The cohort's own period is always whole, and would outshine all others. */
export const highestOf = (cohorts: readonly Cohort[]): number =>
	Math.max(0, ...cohorts.flatMap(({ cells }) => [...cells].flatMap(([place, { share }]) => (place > 0 && share !== null ? [share] : []))));

const hasOpen = (cohorts: readonly Cohort[]): boolean =>
	cohorts.some(({ cells }) => [...cells.values()].some(({ share }) => share === null));

const peakOf = (cohorts: readonly Cohort[], highest: number): string | null => {
	for (const { label, cells } of cohorts)
		for (const [place, { share }] of cells)
			if (place > 0 && share !== null && share === highest && highest > 0) return `${label}, +${place}`;
	return null;
};

const moves: Readonly<Record<string, readonly [number, number]>> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
};

/** A real table: a row a cohort, a column a period; shares in figures, coloured in steps; arrows move between cells. */
export const CohortTable = ({ label, cohorts, periods, top, legend = true }: Props) => {
	const table = useRef<HTMLTableElement>(null);
	const [at, setAt] = useState<readonly [number, number]>([0, 0]);
	const highest = top ?? highestOf(cohorts);
	const move = (event: KeyboardEvent): void => {
		const step = moves[event.key];
		if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopPropagation();
		const next = table.current?.querySelector<HTMLElement>(`[data-cell="${at[0] + step[0]} ${at[1] + step[1]}"]`);
		next?.focus();
	};
	return (
		<div className={`${heat.heat} ${classes.cohorts}`}>
			<section className={classes.frame} aria-label={`${label}, table`}>
				<table ref={table} className={classes.table} style={{ minWidth: 250 + periods.length * 62 }} aria-label={label}>
					<thead>
						<tr>
							<th scope="col">Cohort</th>
							<th scope="col" data-number>
								Visitors
							</th>
							{periods.map(({ place, label: short, title }) => (
								<th key={place} scope="col" abbr={title} title={title} data-number>
									{short}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{cohorts.map((cohort, y) => (
							<tr key={cohort.id}>
								<th scope="row">{cohort.label}</th>
								<td data-number>{format.count(cohort.size)}</td>
								{periods.map(({ place, title }, x) => (
									<Cell
										key={place}
										cell={cohort.cells.get(place)}
										step={place === 0 ? null : heatStep(cohort.cells.get(place)?.share ?? null, highest)}
										title={`${cohort.label}, ${title}`}
										place={[y, x]}
										current={at[0] === y && at[1] === x}
										onFocus={() => setAt([y, x])}
										onKeyDown={move}
									/>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</section>
			{legend && highest > 0 && <HeatLegend lowest={format.percent(0)} highest={format.percent(highest)} peak={peakOf(cohorts, highest)} />}
			{legend && hasOpen(cohorts) && (
				<p className={classes.open}>
					<i aria-hidden />
					not complete: visitors so far
				</p>
			)}
		</div>
	);
};

interface CellProps {
	readonly cell: CohortCell | undefined;
	/** Null has no colour. */
	readonly step: number | null;
	readonly title: string;
	readonly place: readonly [number, number];
	readonly current: boolean;
	readonly onFocus: () => void;
	readonly onKeyDown: (event: KeyboardEvent) => void;
}

const wordsOf = (cell: CohortCell): string =>
	cell.share === null ? `${format.count(cell.count)} so far` : `${format.count(cell.count)} visitors, ${format.percent(cell.share)}`;

/** Nothing where the period has not begun; a count so far where it is not over. */
const Cell = ({ cell, step, title, place, current, onFocus, onKeyDown }: CellProps) => (
	<td
		data-number
		data-cell={place.join(" ")}
		data-step={cell && cell.share !== null && step !== null ? step : undefined}
		data-open={cell?.share === null || undefined}
		tabIndex={current ? 0 : -1}
		title={cell ? `${title}: ${wordsOf(cell)}` : undefined}
		onFocus={onFocus}
		onKeyDown={onKeyDown}
	>
		{cell ? cell.share === null ? `${format.count(cell.count)}+` : format.percent(cell.share) : <span aria-hidden>{none}</span>}
	</td>
);
