import { Button, TagsInput } from "@mantine/core";
import { useState } from "react";
import type { RuleInfo, RuleSetting } from "../../../../backend/contract/cleanup.js";
import { Dialog } from "../../ui/dialog.js";
import { format } from "../../ui/format.js";
import { NumberField } from "../../ui/number-field.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./cleanup.module.css";

interface Props {
	readonly rule: RuleInfo;
	readonly busy: boolean;
	readonly error: unknown;
	readonly onSave: (setting: RuleSetting) => void;
	readonly onClose: () => void;
}

/** Limits and lists of one rule. */
export const LimitsDialog = ({ rule, busy, error, onSave, onClose }: Props) => {
	const [limits, setLimits] = useState<Record<string, number>>(Object.fromEntries(rule.limits.map(({ name, value }) => [name, value])));
	const [lists, setLists] = useState<Record<string, string[]>>(Object.fromEntries(rule.lists.map(({ name, values }) => [name, values])));
	/** Names of limits in whose fields no number of the wanted kind stands. */
	const [wrong, setWrong] = useState<readonly string[]>([]);
	/** The fields hold text: they begin anew where what they hold is set from outside. */
	const [anew, setAnew] = useState(0);
	const usual = (): void => {
		setLimits(Object.fromEntries(rule.limits.map((limit) => [limit.name, limit.usual])));
		setWrong([]);
		setAnew(anew + 1);
		setLists(Object.fromEntries(rule.lists.map((list) => [list.name, list.usual])));
	};
	return (
		<Dialog
			title={rule.title}
			size={460}
			onClose={onClose}
			onSubmit={() => onSave({ limits, lists })}
			buttons={
				<>
					<Button variant="default" onClick={usual}>
						As usual
					</Button>
					<Button variant="default" onClick={onClose}>
						Cancel
					</Button>
					<Button type="submit" loading={busy} disabled={wrong.length > 0}>
						Set and look again
					</Button>
				</>
			}
		>
			<p className={classes.about}>{rule.about}</p>
			{rule.limits.map(({ name, label, least, most }) => (
				<NumberField
					key={`${name} ${anew}`}
					label={label}
					least={least}
					most={most}
					initial={format.count(limits[name] ?? least)}
					wanted={`A whole number from ${format.count(least)} to ${format.count(most)}`}
					onChange={(value) => {
						setWrong(value === null ? [...wrong, name] : wrong.filter((one) => one !== name));
						if (value !== null) setLimits({ ...limits, [name]: value });
					}}
				/>
			))}
			{rule.lists.map(({ name, label }) => (
				<TagsInput
					key={name}
					label={label}
					description="Enter or a comma ends each"
					value={lists[name] ?? []}
					acceptValueOnBlur
					onChange={(values) => setLists({ ...lists, [name]: values })}
				/>
			))}
			{error !== null && error !== undefined && <ErrorPanel what="The rule was not set." error={error} />}
		</Dialog>
	);
};
