import { ActionIcon, NativeSelect, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Condition } from "../../../../backend/contract/funnel.js";
import classes from "./builder.module.css";
import { type DraftCondition, needsValue } from "./draft.js";
import { Suggest, type Suggestion } from "./suggest.js";
import { operatorWords } from "./words.js";

interface Props {
	/** "Step 2, condition 1". */
	readonly label: string;
	readonly condition: DraftCondition;
	readonly fields: readonly Suggestion[];
	readonly onChange: (change: Partial<DraftCondition>) => void;
	readonly onRemove: () => void;
}

const operators = Object.entries(operatorWords).map(([value, label]) => ({ value, label }));

/** What must hold for a property of the step's event. */
export const ConditionRow = ({ label, condition, fields, onChange, onRemove }: Props) => (
	<div className={classes.condition}>
		<Suggest
			label={`${label}: property`}
			placeholder="property"
			value={condition.field}
			options={fields}
			onSettle={(field) => onChange({ field: field.trim() })}
		/>
		<NativeSelect
			aria-label={`${label}: comparison`}
			size="sm"
			data={operators}
			value={condition.is}
			onChange={(event) => onChange({ is: event.currentTarget.value as Condition["is"] })}
		/>
		{needsValue(condition.is) ? (
			<Value label={`${label}: value`} value={condition.value} onSettle={(value) => onChange({ value })} />
		) : (
			<span />
		)}
		<Tooltip label="Remove the condition">
			<ActionIcon variant="subtle" color="gray" size={24} aria-label={`Remove ${label.toLowerCase()}`} onClick={onRemove}>
				<IconX size={14} stroke={1.6} aria-hidden />
			</ActionIcon>
		</Tooltip>
	</div>
);

const Value = ({ label, value, onSettle }: { label: string; value: string; onSettle: (value: string) => void }) => {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	const settle = (): void => {
		if (text !== value) onSettle(text);
	};
	return (
		<TextInput
			aria-label={label}
			placeholder="value"
			value={text}
			maxLength={512}
			onChange={(event) => setText(event.currentTarget.value)}
			onBlur={settle}
			onKeyDown={(event) => event.key === "Enter" && settle()}
		/>
	);
};
