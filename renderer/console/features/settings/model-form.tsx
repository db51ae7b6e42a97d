import { Autocomplete, Button, NumberInput, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ModelSettings, ModelSpending } from "../../../../backend/contract/model.js";
import { useClient } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { ErrorPanel } from "../../ui/states.js";
import { modelKeys } from "./model-queries.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

/** Known to keep to a schema; any other that OpenRouter lists may be typed. */
const suggested = [
	"openai/gpt-4.1-mini",
	"google/gemini-2.5-flash",
	"mistralai/mistral-large",
	"anthropic/claude-haiku-4.5",
	"openai/gpt-4.1",
];

const useChange = () => {
	const client = useClient();
	const queries = useQueryClient();
	return useMutation({
		mutationFn: (change: Partial<ModelSettings>) => client.model.changeSettings(change),
		onSuccess: (spending) => queries.setQueryData(modelKeys.settings, spending),
	});
};

const Spent = ({ spending: { month, settings } }: { spending: ModelSpending }) => {
	const share = settings.max_per_month > 0 ? Math.min(1, month.cost / settings.max_per_month) : 0;
	const average = month.runs === 0 ? "" : ` · $${(month.cost / month.runs).toFixed(4)} on average`;
	return (
		<div>
			<p className={`${classes.spentHead} num`}>
				<span>This month</span>
				<span>
					<b>{format.money(month.cost, "USD")}</b> of {format.money(settings.max_per_month, "USD")}
				</span>
			</p>
			<div className={classes.meter} aria-hidden>
				<i style={{ width: `${share * 100}%` }} />
			</div>
			<p className={`num ${classes.quiet}`}>
				{month.runs === 1 ? "1 run" : `${format.count(month.runs)} runs`}
				{average} · resets {format.dayMonth(Date.parse(month.resets_at), "UTC")}
			</p>
		</div>
	);
};

interface Props {
	readonly spending: ModelSpending;
	readonly mayChange: boolean;
}

const dollarsOf = (value: number | string): number | null =>
	typeof value === "number" && value >= 0 && value <= 10_000 ? Number(value.toFixed(4)) : null;

/** "$0.10": cents always stand; finer amounts that are set stand as they are. */
const decimalsFor = (saved: number) =>
	Number(saved.toFixed(2)) === saved ? ({ decimalScale: 2, fixedDecimalScale: true } as const) : ({ decimalScale: 4 } as const);

/** What a run and a month may cost. Saved together. */
export const SpendingRow = ({ spending, mayChange }: Props) => {
	const { settings } = spending;
	const [run, setRun] = useState<number | string>(settings.max_per_run);
	const [month, setMonth] = useState<number | string>(settings.max_per_month);
	const change = useChange();
	const [perRun, perMonth] = [dollarsOf(run), dollarsOf(month)];
	const touched = perRun !== settings.max_per_run || perMonth !== settings.max_per_month;
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (perRun !== null && perMonth !== null) change.mutate({ max_per_run: perRun, max_per_month: perMonth });
	};
	const field = { prefix: "$", min: 0, max: 10_000, hideControls: true, disabled: !mayChange } as const;
	return (
		<Row title="Spending" about="A call that would pass a limit is not made.">
			<form className={classes.spent} onSubmit={submit} noValidate>
				<Spent spending={spending} />
				<NumberInput
					label="Limit per run"
					value={run}
					onChange={setRun}
					error={perRun === null && "An amount in dollars"}
					{...decimalsFor(settings.max_per_run)}
					{...field}
				/>
				<NumberInput
					label="Limit per month"
					value={month}
					onChange={setMonth}
					error={perMonth === null && "An amount in dollars"}
					{...decimalsFor(settings.max_per_month)}
					{...field}
				/>
				{touched && mayChange && (
					<Button type="submit" loading={change.isPending}>
						Save the limits
					</Button>
				)}
			</form>
			{change.error && <ErrorPanel what="The limits were not saved." error={change.error} />}
		</Row>
	);
};

const isName = (text: string): boolean => /^[a-z0-9~][\w.-]*\/[\w.:-]+$/i.test(text);

export const ModelCard = ({ spending, mayChange }: Props) => {
	const { settings, fixed_models: fixed, endpoint } = spending;
	const [first, setFirst] = useState(settings.models[0] ?? "");
	const [second, setSecond] = useState(settings.models[1] ?? "");
	const change = useChange();
	const models = [first.trim(), second.trim()].filter(Boolean);
	const touched = models.join() !== settings.models.slice(0, 2).join();
	const may = mayChange && fixed.length === 0;
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (isName(first.trim()) && models.every(isName)) change.mutate({ models });
	};
	const wrong = (text: string): string | false => text.trim() !== "" && !isName(text.trim()) && "Write it like mistralai/mistral-large";
	return (
		<Card label="Model">
			<form onSubmit={submit} noValidate>
				<Row
					title="Model"
					about={fixed.length > 0 ? "Set by OPENROUTER_MODEL." : "The second one is asked when the first is down or refuses."}
				>
					<div className={classes.pair}>
						<Autocomplete label="First" data={suggested} value={first} onChange={setFirst} error={wrong(first)} disabled={!may} />
						<Autocomplete label="Second" data={suggested} value={second} onChange={setSecond} error={wrong(second)} disabled={!may} />
					</div>
					{touched && may && (
						<Button mt={8} type="submit" loading={change.isPending}>
							Save the models
						</Button>
					)}
					{change.error && <ErrorPanel what="That was not saved." error={change.error} />}
				</Row>
			</form>
			<Row title="What leaves this computer" about="Sums and product names only: no event, no visitor, no address.">
				<Switch
					className={classes.switch ?? ""}
					label="Only providers that do not keep data"
					checked={settings.deny_keeping}
					disabled={!mayChange}
					onChange={(event) => change.mutate({ deny_keeping: event.currentTarget.checked })}
				/>
				<p className={classes.under}>Sent to {endpoint}. What was sent for a text stands in Insights, under Raw JSON.</p>
			</Row>
		</Card>
	);
};
