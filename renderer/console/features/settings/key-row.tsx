import { Button, PasswordInput } from "@mantine/core";
import { IconCircleCheck, IconLock, IconLockOpen2, IconPlugConnected } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ModelKeyState } from "../../../../backend/contract/model.js";
import { useClient } from "../../app/client.js";
import { useZone } from "../../app/use-zone.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { format, thin } from "../../ui/format.js";
import { ErrorPanel } from "../../ui/states.js";
import { KeyForm } from "./key-form.js";
import { modelKeys } from "./model-queries.js";
import { Row } from "./row.js";
import classes from "./settings.module.css";

const about = "Lets a model phrase findings and choose products. Without it, rules do both.";

const Tested = ({ state }: { state: ModelKeyState }) => {
	const tz = useZone();
	if (state.tested_at === null) return null;
	return (
		<p className={classes.under}>
			<span className={classes.state} data-tone="good" role="status">
				<IconCircleCheck size={15} stroke={1.6} aria-hidden />
				Works · tested {format.dateTime(Date.parse(state.tested_at), tz)}
				{state.answered_ms !== null && ` · answered in ${format.count(state.answered_ms)}${thin}ms`}
			</span>
			<span>
				{state.label !== null && `“${state.label}” · `}
				{state.expires_at === null ? "no expiry" : `until ${format.date(Date.parse(state.expires_at), tz)}`}
			</span>
		</p>
	);
};

const Unlock = () => {
	const client = useClient();
	const queries = useQueryClient();
	const [error, setError] = useState<unknown>(null);
	const submit = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const form = event.currentTarget;
		const passphrase = new FormData(form).get("passphrase");
		setError(null);
		client.model
			.unlockKey({ passphrase: typeof passphrase === "string" ? passphrase : "" })
			.then(({ key }) => {
				form.reset();
				queries.setQueryData(modelKeys.key, key);
			})
			.catch(setError);
	};
	return (
		<form onSubmit={submit}>
			<div className={classes.keyLine}>
				<PasswordInput name="passphrase" aria-label="Passphrase" placeholder="Passphrase of this key" autoComplete="off" />
				<Button type="submit">Unlock</Button>
			</div>
			{Boolean(error) && <ErrorPanel what="The key stays locked." error={error} />}
		</form>
	);
};

const Present = ({ state, onReplace }: { state: ModelKeyState; onReplace: () => void }) => {
	const client = useClient();
	const queries = useQueryClient();
	const [asking, setAsking] = useState(false);
	const again = () => queries.invalidateQueries({ queryKey: modelKeys.key });
	const test = useMutation({ mutationFn: () => client.model.testKey(), onSuccess: again });
	const remove = useMutation({
		mutationFn: () => client.model.removeKey(),
		onSuccess: async () => {
			setAsking(false);
			await again();
		},
	});
	const own = state.source !== "environment";
	return (
		<>
			<div className={classes.keyLine}>
				<code className={classes.masked}>{`sk-or-${(state.masked_key ?? "").replaceAll("*", "•")}`}</code>
				<Button
					variant="default"
					leftSection={<IconPlugConnected size={15} stroke={1.6} aria-hidden />}
					loading={test.isPending}
					onClick={() => test.mutate()}
				>
					Test
				</Button>
				<Button variant="default" onClick={onReplace}>
					{own ? "Replace" : "Use my own"}
				</Button>
				{own && (
					<Button variant="subtle" className={classes.danger ?? ""} onClick={() => setAsking(true)}>
						Remove
					</Button>
				)}
			</div>
			<Tested state={state} />
			{!own && <p className={classes.quiet}>From OPENROUTER_API_KEY. It is used for whoever has none of their own, and stored nowhere.</p>}
			{test.data && !own && <p role="status">Works · answered in {format.count(test.data.answered_ms)} ms</p>}
			{test.error && <ErrorPanel what="The test failed." error={test.error} />}
			<ConfirmDialog
				title="Remove this key?"
				opened={asking}
				onClose={() => setAsking(false)}
				action="Remove the key"
				onAct={() => remove.mutate()}
				busy={remove.isPending}
				failed={remove.error && { what: "The key was not removed.", error: remove.error }}
			>
				It is forgotten here.{" "}
				{state.source === "provisioned" ? "It is disabled at OpenRouter too." : "At OpenRouter it works until you delete it there."} Texts
				already written stay.
			</ConfirmDialog>
		</>
	);
};

/** The key, its test, and where it is kept. */
export const KeyRows = ({ state }: { state: ModelKeyState }) => {
	const [replacing, setReplacing] = useState(false);
	const { kind, name, text, durable } = state.keeping;
	const tone = durable ? "good" : kind === "refused" || kind === "memory" ? "warning" : undefined;
	const Mark = durable ? IconLock : IconLockOpen2;
	return (
		<>
			<Row title="OpenRouter key" about={about}>
				{state.locked && !replacing && <Unlock />}
				{state.exists && !replacing ? (
					<Present state={state} onReplace={() => setReplacing(true)} />
				) : (
					<KeyForm keeping={state.keeping} onDone={() => setReplacing(false)} onCancel={state.exists ? () => setReplacing(false) : null} />
				)}
			</Row>
			<Row title="Where it is kept" about="Only the last four characters are ever shown, here or in a log.">
				<div className={classes.kept} data-tone={state.source === "environment" ? undefined : tone}>
					<Mark size={17} stroke={1.6} aria-hidden />
					<p>
						{state.source === "environment" ? (
							"In this program's environment, in memory alone."
						) : (
							<>
								<b>{kind === "keyring" ? `Encrypted by ${name}.` : `${name}.`}</b>{" "}
								{kind === "keyring" ? text.replace(`Encrypted by ${name}. `, "") : text}
							</>
						)}
					</p>
				</div>
				{kind === "keyring" && (
					<p className={classes.under}>On a computer without a keyring the key lasts until the app closes, unless you set a passphrase.</p>
				)}
			</Row>
		</>
	);
};
