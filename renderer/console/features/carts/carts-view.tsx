import { Link } from "@tanstack/react-router";
import { TrendChart } from "../../ui/charts.js";
import { format } from "../../ui/format.js";
import { Empty } from "../../ui/states.js";
import { StepBars } from "../../ui/step-bars.js";
import { Two } from "../../ui/two.js";
import {
	bucketPoints,
	legendOf,
	mostValues,
	type ReportData,
	type ReportFrame,
	ReportPage,
	ReportPanel,
	type ReportRow,
	SplitChart,
	sentenceOf,
} from "../reports/reports.js";
import classes from "./carts.module.css";

const names: Readonly<Record<string, string>> = {
	added: "Left after adding",
	cart_viewed: "Left at the cart",
	checkout_started: "Left in the checkout",
	payment_info_entered: "Left after payment details",
	ordered: "Ordered",
};

const stepName = (row: ReportRow, data: ReportData): string => {
	const step = data.text(row, "step") ?? "";
	return names[step] ?? step;
};

const show = { step: stepName };
const columns = ["step", "carts", "share", "value"] as const;
const headers = { step: "Furthest step", share: "Share", value: "Value left" } as const;
const orderColumns = ["start", "orders", "revenue", "aov", "conversion"] as const;

const leftOf = (data: ReportData): { readonly left: number; readonly all: number } => {
	const carts = data.rows.map((row) => ({ step: data.text(row, "step"), carts: data.number(row, "carts") ?? 0 }));
	const sum = (some: typeof carts): number => some.reduce((total, row) => total + row.carts, 0);
	return { left: sum(carts.filter(({ step }) => step !== "ordered")), all: sum(carts) };
};

/** One sentence for all of it: how many carts are left, and what was in them. */
const leftText = (data: ReportData): string | null => {
	const { left, all } = leftOf(data);
	if (all === 0) return null;
	const value = data.sum("value");
	const goods = value !== null && value > 0 ? `, with goods for ${format.money(value, data.report.currency)} in them` : "";
	return `${format.count(left)} of ${format.count(all)} carts are left, ${format.percent(left / all)}${goods}.`;
};

const Steps = ({ data }: { data: ReportData }) => {
	const { all, left } = leftOf(data);
	if (all === 0) {
		return (
			<Empty title="No cart in these days" action={<Link to="/tracking">Check in Tracking</Link>}>
				A cart begins with an event that puts a product into it (product_added, add_to_cart). None came.
			</Empty>
		);
	}
	return (
		<StepBars
			label={`Of ${format.count(all)} carts ${format.count(left)} are left.`}
			rows={data.rows.map((row) => ({
				id: String(row.cells[0] ?? ""),
				name: stepName(row, data),
				count: data.number(row, "carts") ?? 0,
				/** A step that no cart stopped at is a counted zero. */
				share: (data.number(row, "carts") ?? 0) / all,
				note:
					data.text(row, "step") === "ordered" || data.number(row, "carts") === 0
						? null
						: format.money(data.number(row, "value"), data.report.currency),
			}))}
		/>
	);
};

const splitParams = { by_most: mostValues } as const;
const splitRows = 5_000;

const Orders = ({ frame, data }: { frame: ReportFrame; data: ReportData }) => {
	if (frame.by !== undefined) {
		return (
			<div className={classes.chart}>
				<SplitChart data={data} frame={frame} by={frame.by} measure="orders" />
			</div>
		);
	}
	const points = bucketPoints(data, frame, { key: "start", measure: "orders" });
	return (
		<div className={classes.chart}>
			<TrendChart
				points={points}
				name="Orders"
				unit="count"
				better="up"
				sentence={sentenceOf("Orders", points, { unit: "count", label: frame.filter.label })}
				legend={legendOf(frame, data)}
			/>
		</div>
	);
};

export const CartsView = () => (
	<ReportPage>
		{(frame) => (
			<Two>
				<ReportPanel
					frame={frame}
					report="cart-abandonment"
					title="Carts by their furthest step"
					scope="a session with something added is a cart"
					rows="carts"
					main="carts"
					only={columns}
					headers={headers}
					show={show}
					{...(frame.by === undefined ? { chart: (data: ReportData) => <Steps data={data} /> } : {})}
					foot={leftText}
				/>
				<ReportPanel
					frame={frame}
					report="orders-over-time"
					title="Orders over time"
					rows="orders"
					main="orders"
					only={orderColumns}
					{...(frame.by === undefined ? {} : { params: splitParams, chartRows: splitRows })}
					chart={(data) => <Orders frame={frame} data={data} />}
				/>
			</Two>
		)}
	</ReportPage>
);
