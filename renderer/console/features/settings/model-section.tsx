import { IconCircleDashed, IconKey } from "@tabler/icons-react";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { KeyRows } from "./key-row.js";
import { ModelCard, SpendingRow } from "./model-form.js";
import { useModelKey, useModelSpending } from "./model-queries.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

const Automatic = ({ set }: { set: boolean }) => {
	const Mark = set ? IconKey : IconCircleDashed;
	return (
		<Card label="Make keys automatically">
			<Row title="Make keys automatically" about="With a management key, a run key with its own limit is made and renewed.">
				<div className={classes.kept} data-tone={set ? "good" : undefined}>
					<Mark size={17} stroke={1.6} aria-hidden />
					<p>
						{set ? (
							<>
								<b>Set.</b> Who has no key gets one at the first run that asks for insights.
							</>
						) : (
							<>
								<b>Not set, and not needed.</b> Put it in <code>OPENROUTER_PROVISIONING_KEY</code> and restart to use it.
							</>
						)}
					</p>
				</div>
			</Row>
		</Card>
	);
};

/** The key to a language model, what it may cost, and which model is asked. */
export const ModelSection = ({ mayChange }: { mayChange: boolean }) => {
	const key = useModelKey();
	const spending = useModelSpending();
	const error = key.error ?? spending.error;
	if (!key.data || !spending.data) {
		return (
			<Card label="Keys and model">
				{error ? (
					<ErrorPanel
						what="The key's state was not read."
						error={error}
						retry={() => void Promise.all([key.refetch(), spending.refetch()])}
					/>
				) : (
					<Skeleton shape="lines" rows={8} />
				)}
			</Card>
		);
	}
	return (
		<>
			<Card label="OpenRouter key">
				<KeyRows state={key.data} />
				<SpendingRow spending={spending.data} mayChange={mayChange} />
			</Card>
			<ModelCard spending={spending.data} mayChange={mayChange} />
			<Automatic set={key.data.can_provision} />
		</>
	);
};
