import { TextInput } from "@mantine/core";
import { useState } from "react";
import { numberIn } from "./number-text.js";

interface Props {
	readonly label: string;
	/** What stands in the field at first. */
	readonly initial: string;
	readonly least: number;
	readonly most: number;
	/** Digits behind the point that count; none for whole numbers. */
	readonly decimals?: number;
	/** What is wanted, said where something else is typed: "Dollars, such as 1.50". */
	readonly wanted: string;
	readonly disabled?: boolean;
	/** Null while what is typed is none of the wanted. */
	readonly onChange: (value: number | null) => void;
}

const within = ({ least, most, decimals = 0 }: Props, text: string): number | null => {
	const value = numberIn(text);
	return value === null || value < least || value > most || Number(value.toFixed(decimals)) !== value ? null : value;
};

/** A number as text, so that whatever is pasted is either read as it stands or refused. */
export const NumberField = (props: Props) => {
	const { label, initial, wanted, disabled = false, onChange } = props;
	const [text, setText] = useState(initial);
	return (
		<TextInput
			label={label}
			value={text}
			inputMode="decimal"
			disabled={disabled}
			error={within(props, text) === null && wanted}
			onChange={(event) => {
				setText(event.currentTarget.value);
				onChange(within(props, event.currentTarget.value));
			}}
		/>
	);
};
