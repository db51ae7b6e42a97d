import { Autocomplete } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { format } from "../../ui/format.js";

export interface Suggestion {
	readonly value: string;
	/** At the right, in grey. */
	readonly hint?: string;
}

interface Props {
	readonly label: string;
	readonly placeholder: string;
	readonly value: string;
	readonly options: readonly Suggestion[];
	readonly onSettle: (value: string) => void;
	readonly invalid?: boolean;
}

/** A field with what is known to choose from; any text may be typed. It holds once chosen, on Enter, or when the field is left. */
export const Suggest = ({ label, placeholder, value, options, onSettle, invalid = false }: Props) => {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	const hints = useMemo(() => new Map(options.map((option) => [option.value, option.hint])), [options]);
	const settle = (next: string): void => {
		if (next !== value) onSettle(next);
	};
	return (
		<Autocomplete
			aria-label={label}
			placeholder={placeholder}
			size="sm"
			value={text}
			maxLength={512}
			limit={60}
			error={invalid}
			data={[...hints.keys()]}
			onChange={setText}
			onOptionSubmit={settle}
			onBlur={() => settle(text)}
			onKeyDown={(event) => event.key === "Enter" && settle(text)}
			// The list is gone through by arrow keys; a stop of its own for Tab would vanish with it.
			scrollAreaProps={{ viewportProps: { tabIndex: -1 } }}
			comboboxProps={{ width: 320, position: "bottom-start", withinPortal: false }}
			renderOption={({ option }) => (
				<span style={{ display: "flex", gap: 12, width: "100%", justifyContent: "space-between" }}>
					<span style={{ overflowWrap: "anywhere" }}>{option.value}</span>
					<small style={{ color: "var(--text-3)", whiteSpace: "nowrap" }}>{hints.get(option.value)}</small>
				</span>
			)}
		/>
	);
};

export const countHint = (events: number): string => format.count(events);
