import { type KeyboardEvent, useRef, useState } from "react";
import { ChangeText } from "./change-text.js";
import { formatUnit, type Unit } from "./format.js";
import classes from "./heat.module.css";
import { HeatLegend } from "./heat-legend.js";
import { heatStep } from "./heat-steps.js";

export interface HeatHead {
	readonly id: string;
	/** Beside the row or under the column; may be empty. */
	readonly label: string;
	/** In full. */
	readonly title: string;
}

export interface HeatCell {
	/** Null where nothing can be told. */
	readonly value: number | null;
	/** Of the compared period; undefined where nothing is compared. */
	readonly before?: number | null | undefined;
}

interface Props {
	/** Names the table, with what is counted. */
	readonly label: string;
	readonly rows: readonly HeatHead[];
	readonly columns: readonly HeatHead[];
	readonly cell: (row: string, column: string) => HeatCell;
	readonly unit: Unit;
	/** Of the measure, such as Sessions. */
	readonly name: string;
	/** Where several stand beside each other: the highest of all, so that a colour means the same in each. */
	readonly top?: number | undefined;
	/** After the highest number in the legend: "an hour of the week". */
	readonly per: string;
}

interface Place {
	readonly row: number;
	readonly column: number;
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
};

const within = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));

const peakOf = ({ rows, columns, cell }: Props): (Place & { readonly value: number }) | null => {
	let peak: (Place & { readonly value: number }) | null = null;
	for (const [row, { id }] of rows.entries())
		for (const [column, head] of columns.entries()) {
			const { value } = cell(id, head.id);
			if (value !== null && value > 0 && (!peak || value > peak.value)) peak = { row, column, value };
		}
	return peak;
};

/** A real table whose cells are coloured in six steps; arrows move between them, the value stands in the tooltip. */
export const HeatMap = (props: Props) => {
	const { label, rows, columns, cell, unit, per, top } = props;
	const table = useRef<HTMLTableElement>(null);
	const [at, setAt] = useState<Place>({ row: 0, column: 0 });
	const [shown, setShown] = useState<Place | null>(null);
	const peak = peakOf(props);
	const highest = top ?? peak?.value ?? 0;
	const move = (event: KeyboardEvent): void => {
		const step = moves[event.key];
		if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopPropagation();
		const next = { row: within(at.row + step[0], rows.length), column: within(at.column + step[1], columns.length) };
		setAt(next);
		table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
	};
	return (
		<div className={classes.heat}>
			<div className={classes.frame}>
				<table ref={table} className={classes.table} aria-label={label}>
					<tbody>
						{rows.map((row, y) => (
							<tr key={row.id}>
								<th scope="row" abbr={row.title}>
									{row.label}
								</th>
								{columns.map((column, x) => {
									const { value } = cell(row.id, column.id);
									const place = { row: y, column: x };
									return (
										<td
											key={column.id}
											data-cell={`${y} ${x}`}
											data-step={heatStep(value, highest)}
											tabIndex={at.row === y && at.column === x ? 0 : -1}
											onKeyDown={move}
											onFocus={() => {
												setAt(place);
												setShown(place);
											}}
											onBlur={() => setShown(null)}
											onPointerEnter={() => setShown(place)}
											onPointerLeave={() => setShown(null)}
										>
											<span className="hidden-visually">
												{column.title}: {formatUnit(value, unit)}
											</span>
										</td>
									);
								})}
							</tr>
						))}
					</tbody>
					<tfoot>
						<tr>
							<td />
							{columns.map((column) => (
								<th key={column.id} scope="col" abbr={column.title}>
									{column.label}
								</th>
							))}
						</tr>
					</tfoot>
				</table>
				{shown && <Tip place={shown} {...props} />}
			</div>
			<HeatLegend
				lowest={formatUnit(0, unit)}
				highest={`${formatUnit(highest, unit)} ${per}`}
				peak={peak ? `${rows[peak.row]?.label} ${columns[peak.column]?.title}` : null}
			/>
		</div>
	);
};

const Tip = ({ place, rows, columns, cell, unit, name }: Props & { place: Place }) => {
	const [row, column] = [rows[place.row], columns[place.column]];
	if (!row || !column) return null;
	const { value, before } = cell(row.id, column.id);
	return (
		<div
			className={classes.tip}
			role="status"
			data-below={place.row < 2 || undefined}
			style={{
				left: `${((place.column + 0.5) / columns.length) * 100}%`,
				top: `${((place.row + (place.row < 2 ? 1 : 0)) / rows.length) * 100}%`,
			}}
		>
			<strong>
				{row.title} {column.title}
			</strong>
			<span>
				{name} <b className="num">{formatUnit(value, unit)}</b>
			</span>
			{before !== undefined && <ChangeText now={value} before={before} unit={unit} better="none" former />}
		</div>
	);
};
