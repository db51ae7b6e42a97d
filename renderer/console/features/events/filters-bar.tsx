import { Button, NativeSelect, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { format } from "../../ui/format.js";
import { Toolbar } from "../../ui/kit.js";
import classes from "./events.module.css";
import { limitsSet, noLimits, type TextFilter } from "./search.js";
import { type useEventsAddress, useFacets } from "./use-events.js";

export type EventsAddress = ReturnType<typeof useEventsAddress>;

const texts = [
	{ name: "page", label: "Page contains" },
	{ name: "visitor", label: "Visitor is" },
	{ name: "session_id", label: "Session is" },
	{ name: "user_id", label: "User is" },
] as const satisfies readonly { name: TextFilter; label: string }[];

const noises = [
	{ value: "show", label: "With noise" },
	{ value: "hide", label: "Without noise" },
	{ value: "only", label: "Only noise" },
] as const;

export const FiltersBar = ({ address }: { address: EventsAddress }) => {
	const { search, set, days, setDays, period } = address;
	const facets = useFacets().data;
	const limits = limitsSet(search, period);
	return (
		<Toolbar label="Filters">
			<FacetSelect label="Event type" name="event_type" values={facets?.event_types} address={address} />
			<FacetSelect label="Source" name="source" values={facets?.sources} address={address} />
			{texts.map(({ name, label }) => (
				<TypedText
					key={name}
					label={label}
					value={search[name] ?? ""}
					onSettle={(text) => set({ [name]: text || undefined, event: undefined }, { replace: true })}
				/>
			))}
			<div className={classes.days}>
				<DayInput label="From day" value={days.from} onChange={(from) => setDays({ from })} />
				<span aria-hidden>–</span>
				<DayInput label="To day" value={days.to} onChange={(to) => setDays({ to })} />
			</div>
			<NativeSelect
				aria-label="Noise"
				data={noises}
				value={search.noise ?? "show"}
				onChange={(event) => set({ noise: noiseOf(event.currentTarget.value), event: undefined })}
			/>
			{limits > 0 && (
				<Button
					variant="subtle"
					leftSection={<IconX size={14} stroke={1.7} aria-hidden />}
					onClick={() => {
						set({ ...noLimits, from: undefined, to: undefined } as never);
					}}
				>
					{limits === 1 ? "Clear the filter" : `Clear ${limits} filters`}
				</Button>
			)}
		</Toolbar>
	);
};

/** `show` is what the view does without being told, so it is not written into the address. */
const noiseOf = (value: string): "hide" | "only" | undefined => (value === "hide" || value === "only" ? value : undefined);

interface FacetProps {
	readonly label: string;
	readonly name: "event_type" | "source";
	readonly values: readonly { value: string; count: number }[] | undefined;
	readonly address: EventsAddress;
}

/** Known values with their counts; one from the address that is not among them stays choosable. */
const FacetSelect = ({ label, name, values = [], address }: FacetProps) => {
	const { search, set } = address;
	const chosen = search[name];
	const known = values.map(({ value, count }) => ({ value, label: value, count: format.count(count) }));
	const data =
		chosen === undefined || known.some(({ value }) => value === chosen) ? known : [{ value: chosen, label: chosen, count: "" }, ...known];
	const counts = new Map(data.map(({ value, count }) => [value, count]));
	return (
		<Select
			aria-label={label}
			placeholder={label}
			data={data.map(({ value, label }) => ({ value, label }))}
			value={chosen ?? null}
			onChange={(value) => set({ [name]: value ?? undefined, event: undefined })}
			searchable
			clearable
			limit={100}
			nothingFoundMessage={`No such ${label.toLowerCase()}`}
			comboboxProps={{ width: 260, position: "bottom-start" }}
			renderOption={({ option }) => (
				<span className={classes.option}>
					<span>{option.label}</span>
					<span className="num">{counts.get(option.value)}</span>
				</span>
			)}
			w={150}
		/>
	);
};

/** Typing asks the store once it pauses, and Back does not step through the letters. */
const settleMs = 350;

const TypedText = ({ label, value, onSettle }: { label: string; value: string; onSettle: (text: string) => void }) => {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	useEffect(() => {
		if (text.trim() === value) return;
		const timer = setTimeout(() => onSettle(text.trim()), settleMs);
		return () => clearTimeout(timer);
	}, [text, value, onSettle]);
	return (
		<TextInput
			aria-label={label}
			placeholder={label}
			value={text}
			maxLength={512}
			onChange={(event) => setText(event.currentTarget.value)}
			onKeyDown={(event) => event.key === "Enter" && onSettle(text.trim())}
			w={128}
		/>
	);
};

const DayInput = ({
	label,
	value,
	onChange,
}: {
	label: string;
	value: string | undefined;
	onChange: (day: string | undefined) => void;
}) => (
	<TextInput
		type="date"
		aria-label={label}
		value={value ?? ""}
		onChange={(event) => onChange(event.currentTarget.value || undefined)}
		w={128}
	/>
);
