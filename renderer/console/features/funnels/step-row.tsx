import { ActionIcon, Button, NativeSelect, TextInput, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { stepBounds } from "../../../../backend/contract/funnel.js";
import classes from "./builder.module.css";
import { ConditionRow } from "./condition-row.js";
import { type DraftCondition, type DraftStep, emptyCondition, missingIn } from "./draft.js";
import { Suggest, type Suggestion } from "./suggest.js";

export interface StepOptions {
	readonly events: readonly Suggestion[];
	readonly pages: readonly Suggestion[];
	readonly fields: readonly Suggestion[];
}

interface Props {
	/** 1 is the first. */
	readonly place: number;
	readonly count: number;
	readonly step: DraftStep;
	readonly options: StepOptions;
	readonly onChange: (change: Partial<DraftStep>) => void;
	readonly onMove: (by: 1 | -1) => void;
	readonly onRemove: () => void;
}

const kinds = [
	{ value: "event", label: "Event" },
	{ value: "page", label: "Page" },
];

interface ActProps {
	readonly label: string;
	readonly act?: string;
	readonly disabled?: boolean;
	readonly pressed?: boolean;
	readonly onClick: () => void;
	readonly children: ReactNode;
}

const Act = ({ label, act, disabled = false, pressed, onClick, children }: ActProps) => (
	<Tooltip label={label}>
		<ActionIcon
			variant="subtle"
			color="gray"
			size={24}
			aria-label={label}
			disabled={disabled}
			data-step-act={act}
			{...(pressed === undefined ? {} : { "aria-expanded": pressed })}
			onClick={onClick}
		>
			{children}
		</ActionIcon>
	</Tooltip>
);

const icon = { size: 15, stroke: 1.6, "aria-hidden": true } as const;

/** One step of the builder. Alt with an arrow moves it, from any of its fields. */
export const StepRow = ({ place, count, step, options, onChange, onMove, onRemove }: Props) => {
	const [opened, setOpened] = useState(false);
	const open = opened || step.where.length > 0 || step.name !== "";
	const missing = missingIn(step);
	const onKeyDown = (event: KeyboardEvent): void => {
		if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
		event.preventDefault();
		event.stopPropagation();
		onMove(event.key === "ArrowUp" ? -1 : 1);
	};
	return (
		<li className={classes.step} data-step={place} onKeyDown={onKeyDown}>
			<fieldset className={classes.stepFields}>
				<legend className="hidden-visually">{`Step ${place}`}</legend>
				<div className={classes.stepHead}>
					<span className={classes.place} aria-hidden>
						{place}
					</span>
					<NativeSelect
						aria-label={`Step ${place}: event or page`}
						size="sm"
						data={kinds}
						value={step.on}
						onChange={(event) => onChange({ on: event.currentTarget.value as DraftStep["on"], is: "" })}
					/>
					<Suggest
						label={`Step ${place}: ${step.on === "event" ? "which event" : "which page"}`}
						placeholder={step.on === "event" ? "such as order_completed" : "such as /product/*"}
						value={step.is}
						options={step.on === "event" ? options.events : options.pages}
						onSettle={(is) => onChange({ is })}
						invalid={missing !== null && step.is === ""}
					/>
					<span className={classes.acts}>
						<Act label={`Conditions and name of step ${place}`} pressed={open} onClick={() => setOpened(!opened)}>
							<IconAdjustmentsHorizontal {...icon} />
						</Act>
						<Act label={`Move step ${place} up`} act="up" disabled={place === 1} onClick={() => onMove(-1)}>
							<IconArrowUp {...icon} />
						</Act>
						<Act label={`Move step ${place} down`} act="down" disabled={place === count} onClick={() => onMove(1)}>
							<IconArrowDown {...icon} />
						</Act>
						<Act label={`Remove step ${place}`} disabled={count <= stepBounds.fewest} onClick={onRemove}>
							<IconX {...icon} />
						</Act>
					</span>
				</div>
				{open && <More place={place} step={step} fields={options.fields} onChange={onChange} />}
				{missing && <p className={classes.missing}>{missing}</p>}
			</fieldset>
		</li>
	);
};

const More = ({ place, step, fields, onChange }: Pick<Props, "place" | "step" | "onChange"> & { fields: readonly Suggestion[] }) => {
	const change = (at: number, next: Partial<DraftCondition>): void =>
		onChange({ where: step.where.map((condition, index) => (index === at ? { ...condition, ...next } : condition)) });
	return (
		<div className={classes.more}>
			{step.where.map((condition, at) => (
				<ConditionRow
					// biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity than their place
					key={at}
					label={`Step ${place}, condition ${at + 1}`}
					condition={condition}
					fields={fields}
					onChange={(next) => change(at, next)}
					onRemove={() => onChange({ where: step.where.filter((_, index) => index !== at) })}
				/>
			))}
			<div className={classes.moreFoot}>
				<Button
					variant="subtle"
					size="compact-sm"
					leftSection={<IconPlus size={14} stroke={1.6} aria-hidden />}
					disabled={step.where.length >= stepBounds.conditions}
					onClick={() => onChange({ where: [...step.where, emptyCondition] })}
				>
					Add a condition
				</Button>
				<TextInput
					aria-label={`Step ${place}: name`}
					placeholder="name (optional)"
					maxLength={80}
					defaultValue={step.name}
					key={step.name}
					onBlur={(event) => event.currentTarget.value !== step.name && onChange({ name: event.currentTarget.value })}
				/>
			</div>
		</div>
	);
};
