import { Checkbox, Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import type { SeedEstimate } from "../../../../backend/contract/seeding.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import type { Draft, Errors } from "./draft.js";
import classes from "./seeding.module.css";
import { saleWords } from "./words.js";

interface Props {
	readonly draft: Draft;
	readonly errors: Errors;
	readonly estimate: SeedEstimate | undefined;
	readonly locked: boolean;
	readonly onChange: (draft: Draft) => void;
}

const fields = [
	["days", "Days"],
	["visitors", "Visitors"],
	["sessions", "Sessions per visitor"],
	["events", "Events per session"],
] as const;

const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

const checks = (estimate: SeedEstimate | undefined) =>
	[
		["bots", `Plant bots and spam${estimate && estimate.bot_sessions > 0 ? `: about ${format.count(estimate.bot_sessions)} visits` : ""}`],
		["spikes", "Plant a day on which a link is passed around"],
		["products", `Make ${estimate ? `${format.count(estimate.products)} products in ${estimate.categories} categories` : "the products"}`],
	] as const;

/** What to make; locked while it is made. */
export const FormPanel = ({ draft, errors, estimate, locked, onChange }: Props) => {
	const all = useMemo(zones, []);
	const sale = estimate && saleWords(estimate);
	return (
		<Panel title="What to make" scope={locked ? "locked while running" : undefined} className={classes.form ?? ""}>
			<fieldset disabled={locked}>
				<legend className="hidden-visually">What to make</legend>
				<div className={classes.fields}>
					{fields.map(([name, label]) => (
						<TextInput
							key={name}
							label={label}
							inputMode="decimal"
							value={draft[name]}
							error={errors[name]}
							onChange={({ currentTarget }) => onChange({ ...draft, [name]: currentTarget.value })}
						/>
					))}
					<TextInput
						label="Last day (empty: now)"
						type="date"
						value={draft.ends}
						error={errors.ends}
						onChange={({ currentTarget }) => onChange({ ...draft, ends: currentTarget.value })}
					/>
					<Select
						label="Time zone"
						searchable
						allowDeselect={false}
						disabled={locked}
						data={all.includes(draft.zone) ? all : [draft.zone, ...all]}
						value={draft.zone}
						onChange={(zone) => zone !== null && onChange({ ...draft, zone })}
					/>
					<TextInput
						label="Random seed"
						inputMode="numeric"
						value={draft.seed}
						error={errors.seed}
						onChange={({ currentTarget }) => onChange({ ...draft, seed: currentTarget.value })}
					/>
				</div>
				<div className={classes.checks}>
					<Checkbox
						label={`A sale${sale ? `: ${sale}` : draft.promotion ? ": needs 4 days" : ""}`}
						checked={draft.promotion}
						onChange={({ currentTarget }) => onChange({ ...draft, promotion: currentTarget.checked })}
					/>
					{checks(estimate).map(([name, label]) => (
						<Checkbox
							key={name}
							label={label}
							checked={draft[name]}
							onChange={({ currentTarget }) => onChange({ ...draft, [name]: currentTarget.checked })}
						/>
					))}
				</div>
			</fieldset>
			<p className={classes.note}>The source of all of it is realistic_seed, which reports count. Equal fields make equal events.</p>
		</Panel>
	);
};
