import { Autocomplete, Button, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ModelSettings, ModelSpending } from "../../../../backend/contract/model.js";
import { useClient } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { NumberField } from "../../ui/number-field.js";
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

/** "$0.10": cents always stand; finer amounts that are set stand as they are. */
const dollarText = (saved: number): string => `$${Number(saved.toFixed(2)) === saved ? saved.toFixed(2) : saved}`;

const amount = { least: 0, most: 10_000, decimals: 4, wanted: "Dollars, such as 1.50" } as const;

/** What a run and a month may cost. Saved together. */
export const SpendingRow = ({ spending, mayChange }: Props) => {
	const { settings } = spending;
	const [perRun, setPerRun] = useState<number | null>(settings.max_per_run);
	const [perMonth, setPerMonth] = useState<number | null>(settings.max_per_month);
	const change = useChange();
	const touched = perRun !== settings.max_per_run || perMonth !== settings.max_per_month;
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (perRun !== null && perMonth !== null) change.mutate({ max_per_run: perRun, max_per_month: perMonth });
	};
	const field = { ...amount, disabled: !mayChange } as const;
	return (
		<Row title="Spending" about="A call that would pass a limit is not made.">
			<form className={classes.spent} onSubmit={submit} noValidate>
				<Spent spending={spending} />
				<NumberField label="Limit per run" initial={dollarText(settings.max_per_run)} onChange={setPerRun} {...field} />
				<NumberField label="Limit per month" initial={dollarText(settings.max_per_month)} onChange={setPerMonth} {...field} />
				{touched && mayChange && (
					<Button type="submit" loading={change.isPending} disabled={perRun === null || perMonth === null}>
						Save the limits
					</Button>
				)}
			</form>
			{change.error && <ErrorPanel what="The limits were not saved." error={change.error} />}
		</Row>
	);
};

const isName = (text: string): boolean => /^[a-z0-9~][\w.-]*\/[\w.:-]+$/i.test(text);

const answerBounds = { least: 1_000, most: 64_000, wanted: "Tokens, from 1,000 to 64,000" } as const;

/** What a model may write at most: a text that is cut off there is none. */
const AnswerRow = ({ spending: { settings }, mayChange }: Props) => {
	const [tokens, setTokens] = useState<number | null>(settings.max_answer_tokens);
	const change = useChange();
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (tokens !== null) change.mutate({ max_answer_tokens: tokens });
	};
	return (
		<Row title="Longest answer" about="What a model reasons counts too. The more, the more a call may cost.">
			<form className={classes.pair} onSubmit={submit} noValidate>
				<NumberField
					label="Tokens"
					initial={format.count(settings.max_answer_tokens)}
					disabled={!mayChange}
					onChange={setTokens}
					{...answerBounds}
				/>
				{tokens !== settings.max_answer_tokens && mayChange && (
					<Button type="submit" loading={change.isPending} disabled={tokens === null}>
						Save the length
					</Button>
				)}
			</form>
			{change.error && <ErrorPanel what="The length was not saved." error={change.error} />}
		</Row>
	);
};

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
			<AnswerRow spending={spending} mayChange={mayChange} />
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
