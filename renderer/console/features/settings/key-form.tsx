import { Button, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Keeping } from "../../../../backend/contract/model.js";
import { useClient } from "../../app/client.js";
import { ErrorPanel } from "../../ui/states.js";
import { modelKeys } from "./model-queries.js";
import classes from "./settings.module.css";

interface Props {
	readonly keeping: Keeping;
	readonly onDone: () => void;
	/** Shown where there is a key already. */
	readonly onCancel: (() => void) | null;
}

const textOf = (data: FormData, name: string): string => {
	const value = data.get(name);
	return typeof value === "string" ? value.trim() : "";
};

/** The key is in its field until it is sent, and nowhere else in the page: not in state, not in a cache. */
export const KeyForm = ({ keeping, onDone, onCancel }: Props) => {
	const client = useClient();
	const queries = useQueryClient();
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const mayPassphrase = keeping.kind === "memory" || keeping.kind === "passphrase";
	const submit = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		const passphrase = textOf(data, "passphrase");
		setBusy(true);
		setError(null);
		client.model
			.saveKey({ api_key: textOf(data, "api_key"), ...(passphrase !== "" && { passphrase }) })
			.then(({ key }) => {
				form.reset();
				queries.setQueryData(modelKeys.key, key);
				onDone();
			})
			.catch(setError)
			.finally(() => setBusy(false));
	};
	return (
		<form onSubmit={submit} noValidate>
			<div className={classes.keyLine}>
				<PasswordInput
					name="api_key"
					aria-label="OpenRouter key"
					placeholder="sk-or-v1-…"
					autoComplete="off"
					spellCheck={false}
					disabled={keeping.kind === "refused"}
				/>
				<Button type="submit" loading={busy} disabled={keeping.kind === "refused"}>
					Test and save
				</Button>
				{onCancel && (
					<Button variant="default" onClick={onCancel}>
						Keep the old one
					</Button>
				)}
			</div>
			{mayPassphrase && (
				<PasswordInput
					mt={8}
					name="passphrase"
					label="Passphrase, to keep the key beyond this run"
					description="At least 10 characters; asked for once after each start. Empty: the key is forgotten when the program ends."
					autoComplete="new-password"
				/>
			)}
			{Boolean(error) && <ErrorPanel what="The key was not saved." error={error} />}
		</form>
	);
};
