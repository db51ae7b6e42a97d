import type { DryRunResult, Headline } from "../../../../backend/contract/cleanup.js";
import { ChangeText } from "../../ui/change-text.js";
import type { Column } from "../../ui/column.js";
import { formatUnit, type Maybe, type Unit } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import classes from "./cleanup.module.css";

interface Line {
	readonly name: string;
	readonly unit: Unit;
	readonly currency: string | null;
	readonly now: Maybe;
	readonly without: Maybe;
}

const plain: readonly (readonly [string, Unit, (numbers: Headline) => Maybe])[] = [
	["Events", "count", ({ events }) => events],
	["Sessions", "count", ({ sessions }) => sessions],
	["Visitors", "count", ({ visitors }) => visitors],
	["Page views", "count", ({ page_views }) => page_views],
	["Orders", "count", ({ orders }) => orders],
];
const rates: typeof plain = [
	["Conversion", "ratio", ({ conversion }) => conversion],
	["Bounce rate", "ratio", ({ bounce_rate }) => bounce_rate],
];

const lineOf =
	({ now, without }: DryRunResult) =>
	([name, unit, of]: (typeof plain)[number]): Line => ({ name, unit, currency: null, now: of(now), without: of(without) });

const moneyOf = ({ now, without }: DryRunResult): Line[] =>
	now.revenue.flatMap(({ currency, revenue, aov }) => {
		const after = without.revenue.find((one) => one.currency === currency);
		return [
			{ name: "Revenue", unit: "money" as const, currency, now: revenue, without: after?.revenue ?? 0 },
			{ name: "Average order", unit: "money" as const, currency, now: aov, without: after?.aov },
		];
	});

const csvColumns: readonly Column<Line>[] = [
	{ id: "name", header: "Metric", value: ({ name, currency }) => (currency === null ? name : `${name} ${currency}`) },
	{ id: "now", header: "Now", value: ({ now }) => now ?? null },
	{ id: "without", header: "Without", value: ({ without }) => without ?? null },
];

/** The headline as it is and as it would be. */
export const NumbersPanel = ({ found, stale }: { found: DryRunResult; stale: boolean }) => {
	const lines = [...plain.map(lineOf(found)), ...moneyOf(found), ...rates.map(lineOf(found))];
	return (
		<Panel title="What the numbers become" stale={stale} csv={{ columns: csvColumns, rows: lines, file: ["noise-numbers"] }}>
			<table className={classes.table} aria-label="What the numbers become">
				<thead>
					<tr>
						<th scope="col">Metric</th>
						<th scope="col" data-number>
							Now
						</th>
						<th scope="col" data-number>
							Without
						</th>
						<th scope="col" data-number>
							Change
						</th>
					</tr>
				</thead>
				<tbody>
					{lines.map(({ name, unit, currency, now, without }) => (
						<tr key={`${name}${currency ?? ""}`}>
							<th scope="row" data-plain>
								{name}
							</th>
							<td data-number className="num">
								{formatUnit(now, unit, currency)}
							</td>
							<td data-number className={`num ${classes.after}`}>
								{formatUnit(without, unit, currency)}
							</td>
							<td data-number>
								{now === without ? (
									<span className={classes.quiet}>same</span>
								) : (
									<ChangeText now={without} before={now} unit={unit} currency={currency} better="none" />
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</Panel>
	);
};
