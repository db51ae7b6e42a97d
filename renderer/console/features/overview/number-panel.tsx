import { useQuery } from "@tanstack/react-query";
import type { Finding } from "../../../../backend/contract/analysis.js";
import { useClient } from "../../app/client.js";
import type { Filter } from "../../app/use-filter.js";
import { ChangeText } from "../../ui/change-text.js";
import type { ChartPoint } from "../../ui/chart-points.js";
import { TrendChart } from "../../ui/charts.js";
import { CodeBlock } from "../../ui/code-block.js";
import type { Column } from "../../ui/column.js";
import { formatUnit, none } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { SidePanel } from "../../ui/side-panel.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import type { CardModel } from "./cards.js";
import { factText, placeOf, titleOf, valueAt } from "./number-path.js";
import classes from "./overview.module.css";
import { trendPoints } from "./trend-points.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	/** Null: closed. */
	readonly path: string | null;
	readonly numbers: Numbers;
	readonly filter: Filter;
	readonly cards: readonly CardModel[];
	readonly findings: readonly Finding[];
	readonly now: number;
	readonly onClose: () => void;
}

/** Where a number comes from: its value, its definition, its course, what rests on it, and its SQL. */
export const NumberPanel = ({ path, onClose, ...props }: Props) => {
	const card = props.cards.find((one) => one.path === path);
	const title = path === null ? "" : (card?.title ?? titleOf(path, props.numbers.sections));
	return (
		<SidePanel opened={path !== null} onClose={onClose} title={title}>
			{path !== null && (
				<div className={classes.number}>
					<Value {...props} path={path} card={card} />
					<Definition path={path} card={card} />
					{card?.series && <Course {...props} card={card} series={card.series} />}
					<Rests path={path} findings={props.findings} />
					<Sql path={path} />
				</div>
			)}
		</SidePanel>
	);
};

type Inside = Omit<Props, "path" | "onClose"> & { readonly path: string; readonly card: CardModel | undefined };

const textAt = ({ path, numbers, findings }: Inside): string => {
	const fact = findings.flatMap(({ facts }) => facts).find(({ metric }) => metric === path);
	if (fact) return factText(fact, numbers.sections);
	const value = valueAt(numbers.sections, path);
	if (typeof value === "number") return formatUnit(value, Number.isInteger(value) ? "count" : "decimal");
	return typeof value === "string" ? value : none;
};

const Value = (props: Inside) => {
	const { card, filter } = props;
	return (
		<div>
			<p className={classes.numberValue}>
				<strong className="num">
					{card?.value ? formatUnit(card.value.now, card.value.unit, card.value.currency ?? null) : textAt(props)}
				</strong>{" "}
				{card?.value?.before !== undefined && card?.value && <ChangeText {...card.value} former amount />}
			</p>
			<p className={classes.numberScope}>
				{filter.label}
				{filter.compared && `, against ${filter.compared.label}`} · {filter.tz.replaceAll("_", " ")} ·{" "}
				{filter.noise === "hide" ? "noise hidden" : "noise counted"}
			</p>
		</div>
	);
};

const useDefinition = (path: string) => {
	const client = useClient();
	const { section } = placeOf(path);
	return useQuery({
		queryKey: ["metric", section],
		queryFn: ({ signal }) => client.analysis.metric({ metric: section }, { signal }),
		staleTime: Number.POSITIVE_INFINITY,
	});
};

const Definition = ({ path, card }: { path: string; card: CardModel | undefined }) => {
	const { data, error, refetch } = useDefinition(path);
	return (
		<section aria-label="Definition">
			<h3>Definition</h3>
			{error && <ErrorPanel what="The definition was not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="lines" rows={3} />}
			{data && <p>{data.definitions[placeOf(path).key] ?? card?.definition ?? "Of this number no definition is kept."}</p>}
			<p className={classes.numberPath}>
				<code>{path}</code>
			</p>
		</section>
	);
};

const courseColumns = ({ title, value }: CardModel): readonly Column<ChartPoint>[] => [
	{ id: "start", header: "Start", value: (point) => point.id, show: (point) => point.title },
	{ id: "value", header: title, value: (point) => point.value, unit: value?.unit ?? "count", extra: value?.currency ?? "" },
];

const Course = ({
	card,
	series,
	numbers,
	filter,
	now,
}: Omit<Inside, "path"> & { readonly card: CardModel; readonly series: readonly (number | null)[] }) => {
	const { trend } = numbers.sections;
	if (!trend || !card.value) return null;
	const base = trendPoints({ trend, before: null, measure: "sessions", currency: null, tz: filter.tz, now, through: filter.through });
	const points = base.map((point, index) => ({ ...point, value: point.value === null ? null : (series[index] ?? null) }));
	const { unit, better, currency = null } = card.value;
	return (
		<Panel
			title="Over the period"
			twin={{ columns: courseColumns(card), rows: points, file: [card.title, filter.range.from, filter.range.to] }}
			className={classes.course ?? ""}
		>
			<TrendChart
				points={points}
				name={card.title}
				unit={unit}
				better={better}
				currency={currency}
				sentence={`${card.title}, ${filter.label}.`}
			/>
		</Panel>
	);
};

const Rests = ({ path, findings }: { path: string; findings: readonly Finding[] }) => {
	const resting = findings.filter(({ facts }) => facts.some(({ metric }) => metric === path));
	if (resting.length === 0) return null;
	return (
		<section aria-label="Findings that rest on it">
			<h3>What rests on it</h3>
			<ul className={classes.rests}>
				{resting.map(({ rule, text }) => (
					<li key={`${rule} ${text}`}>{text}</li>
				))}
			</ul>
		</section>
	);
};

const Sql = ({ path }: { path: string }) => {
	const { data } = useDefinition(path);
	if (!data) return null;
	return (
		<section aria-label="SQL">
			<h3>SQL of the section</h3>
			<p className={classes.numberScope}>Over relations that noise, period and zone have filtered already; parameters are bound.</p>
			{data.sql.map(({ name, text }) => (
				<CodeBlock key={name} label={`SQL ${name}`} text={text} />
			))}
		</section>
	);
};
