import { Button, NativeSelect, NumberInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { longestWindow, stepBounds } from "../../../../backend/contract/funnel.js";
import { Panel } from "../../ui/panel.js";
import { useProperties } from "../reports/reports.js";
import classes from "./builder.module.css";
import { addStep, changeStep, type Draft, moveStep, removeStep } from "./draft.js";
import { type StepOptions, StepRow } from "./step-row.js";
import { countHint, Suggest, type Suggestion } from "./suggest.js";
import type { Choices } from "./use-funnel.js";
import { minutesOf, type WindowUnit, windowOf, windowUnits } from "./words.js";

interface Props {
	readonly title: string;
	readonly draft: Draft;
	readonly choices: Choices | undefined;
	readonly onChange: (draft: Draft) => void;
	readonly controls: ReactNode;
}

const useOptions = (choices: Choices | undefined): StepOptions => {
	const properties = useProperties(true).data;
	return useMemo(() => {
		const counted = (list: readonly { value: string; events: number }[] = []): Suggestion[] =>
			list.map(({ value, events }) => ({ value, hint: countHint(events) }));
		const actions = choices?.actions ?? [];
		const types = (choices?.event_types ?? []).filter(({ value }) => !actions.some((action) => action.value === value));
		return {
			events: counted([...actions, ...types]),
			pages: counted(choices?.pages),
			fields: (properties ?? []).map(({ name, examples }) => ({ value: name, hint: examples.join(", ").slice(0, 30) })),
		};
	}, [choices, properties]);
};

/** Steps with their conditions, the window, the order, who is counted, and a breakdown. */
export const Builder = ({ title, draft, choices, onChange, controls }: Props) => {
	const options = useOptions(choices);
	const list = useRef<HTMLOListElement>(null);
	const [said, setSaid] = useState("");
	const move = (at: number, by: 1 | -1): void => {
		const next = moveStep(draft, at, at + by);
		if (next === draft) return;
		const control = focusedIn(list.current, at + 1);
		onChange(next);
		setSaid(`Step ${at + 1} is now step ${at + 1 + by}.`);
		requestAnimationFrame(() => focusSame(list.current, at + 1 + by, control));
	};
	return (
		<Panel title={title} controls={controls} className={classes.builder ?? ""}>
			<ol className={classes.steps} ref={list} aria-label="Steps, in this order">
				{draft.steps.map((step, at) => (
					<StepRow
						// biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; moving exchanges what the places hold
						key={at}
						place={at + 1}
						count={draft.steps.length}
						step={step}
						options={options}
						onChange={(change) => onChange(changeStep(draft, at, change))}
						onMove={(by) => move(at, by)}
						onRemove={() => onChange(removeStep(draft, at))}
					/>
				))}
			</ol>
			<span className="hidden-visually" role="status">
				{said}
			</span>
			<Button
				variant="default"
				size="compact-sm"
				leftSection={<IconPlus size={14} stroke={1.6} aria-hidden />}
				disabled={draft.steps.length >= stepBounds.most}
				onClick={() => onChange(addStep(draft))}
			>
				Add a step
			</Button>
			<Settings draft={draft} fields={options.fields} onChange={onChange} />
		</Panel>
	);
};

/** Which control of a step has the focus, by its place among them. */
const controlsOf = (list: HTMLElement | null, place: number): HTMLElement[] => [
	...(list?.querySelectorAll<HTMLElement>(`[data-step="${place}"] :is(input, select, button)`) ?? []),
];
const focusedIn = (list: HTMLElement | null, place: number): number =>
	controlsOf(list, place).indexOf(document.activeElement as HTMLElement);

/** The step went to another place, and the focus goes with it; to its other arrow where this one has no further way. */
const focusSame = (list: HTMLElement | null, place: number, control: number): void => {
	const controls = controlsOf(list, place);
	const same = controls[control];
	const usable = same?.matches(":disabled, [data-disabled]")
		? controls.find((one) => one.matches("[data-step-act]:not(:disabled, [data-disabled])"))
		: same;
	usable?.focus();
};

const Settings = ({ draft, fields, onChange }: { draft: Draft; fields: readonly Suggestion[]; onChange: (draft: Draft) => void }) => {
	const { per, window, strict, by } = draft;
	return (
		<div className={classes.settings}>
			<div>
				<span>Count</span>
				<NativeSelect
					aria-label="Count"
					size="sm"
					value={per}
					data={[
						{ value: "session", label: "sessions" },
						{ value: "person", label: "persons" },
					]}
					onChange={(event) => {
						const next = event.currentTarget.value === "person" ? "person" : "session";
						onChange({ ...draft, per: next, window: next === "person" ? (window ?? minutesOf(7, "days")) : window });
					}}
				/>
			</div>
			<WindowField per={per} window={window} onWindow={(next) => onChange({ ...draft, window: next })} />
			<div>
				<span>Between steps</span>
				<NativeSelect
					aria-label="Between steps"
					size="sm"
					value={strict ? "strict" : "ordered"}
					data={[
						{ value: "ordered", label: "anything may lie" },
						{ value: "strict", label: "nothing may lie" },
					]}
					onChange={(event) => onChange({ ...draft, strict: event.currentTarget.value === "strict" })}
				/>
			</div>
			<div>
				<span>Broken down by</span>
				<Suggest
					label="Broken down by"
					placeholder="nothing"
					value={by ?? ""}
					options={fields}
					onSettle={(next) => onChange({ ...draft, by: next.trim() === "" ? null : next.trim() })}
				/>
			</div>
		</div>
	);
};

interface WindowProps {
	readonly per: Draft["per"];
	readonly window: number | null;
	readonly onWindow: (minutes: number | null) => void;
}

/** The time from the first step to the last; of sessions it may also be the session. */
const WindowField = ({ per, window, onWindow }: WindowProps) => {
	const shown = window === null ? null : windowOf(window);
	const settle = (count: number, unit: WindowUnit): void => {
		const minutes = minutesOf(Math.round(count), unit);
		if (minutes >= 1) onWindow(Math.min(minutes, longestWindow));
	};
	const units = [
		...(per === "session" ? [{ value: "session", label: "the session" }] : []),
		...windowUnits.map((unit) => ({ value: unit, label: unit })),
	];
	return (
		<div>
			<span>Within</span>
			<span className={classes.window}>
				{shown && (
					<NumberInput
						key={`${shown.count} ${shown.unit}`}
						aria-label="Window: how many"
						size="sm"
						min={1}
						max={longestWindow}
						allowDecimal={false}
						allowNegative={false}
						hideControls
						defaultValue={shown.count}
						onBlur={(event) => settle(Number(event.currentTarget.value), shown.unit)}
						onKeyDown={(event) => event.key === "Enter" && settle(Number(event.currentTarget.value), shown.unit)}
					/>
				)}
				<NativeSelect
					aria-label="Window: of what length"
					size="sm"
					data={units}
					value={shown?.unit ?? "session"}
					onChange={(event) => {
						const unit = windowUnits.find((one) => one === event.currentTarget.value);
						if (unit) settle(shown?.count ?? 30, unit);
						else onWindow(null);
					}}
				/>
			</span>
		</div>
	);
};
