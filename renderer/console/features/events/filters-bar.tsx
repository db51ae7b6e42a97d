import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { Toolbar } from "../../ui/kit.js";
import { Pick } from "../../ui/pick.js";
import { DaysField } from "./days-field.js";
import { FacetPick } from "./facet-pick.js";
import type { TextFilter } from "./search.js";
import { type EventsAddress, useFacets } from "./use-events.js";

const texts = [
	{ name: "page", label: "Page contains" },
	{ name: "visitor", label: "Visitor is" },
	{ name: "session_id", label: "Session is" },
	{ name: "user_id", label: "User is" },
] as const satisfies readonly { name: TextFilter; label: string }[];

const noises = [
	{ value: "show", label: "shown" },
	{ value: "hide", label: "hidden" },
	{ value: "only", label: "alone" },
] as const;

export const FiltersBar = ({ address }: { address: EventsAddress }) => {
	const { search, set } = address;
	const facets = useFacets().data;
	return (
		<Toolbar label="Filters">
			<FacetPick label="Event type" name="event_type" values={facets?.event_types} address={address} />
			<FacetPick label="Source" name="source" values={facets?.sources} address={address} />
			{texts.map(({ name, label }) => (
				<TypedText
					key={name}
					label={label}
					value={search[name] ?? ""}
					onSettle={(text) => set({ [name]: text || undefined, event: undefined }, { replace: true })}
				/>
			))}
			<DaysField address={address} />
			<Pick
				label="Noise"
				value={search.noise ?? "show"}
				options={noises}
				onPick={(value) => set({ noise: noiseOf(value), event: undefined })}
			/>
		</Toolbar>
	);
};

/** `show` is what the view does without being told, so it is not written into the address. */
const noiseOf = (value: string): "hide" | "only" | undefined => (value === "hide" || value === "only" ? value : undefined);

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
			w={116}
		/>
	);
};
