import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useClient } from "../../app/client.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./account.module.css";
import { type Entry, emptyEntry, errorsOf, passwordLength, serverErrorsOf } from "./form.js";

interface Props {
	/** From the address, which no longer shows it; null: it has to be pasted. */
	readonly code: string | null;
	/** True while there is no owner: the code then makes the first one. */
	readonly owner: boolean;
	readonly onDone: () => void;
}

const aboutOf = (owner: boolean, given: boolean): string => {
	if (given)
		return `Your one-time code was taken from the address, which no longer shows it.${owner ? " It makes the account that owns this console." : ""}`;
	return "This console has no owner yet. The server printed an address with a one-time code when it started; open that address, or paste the code here.";
};

export const RedeemForm = ({ code, owner, onDone }: Props) => {
	const client = useClient();
	const [entry, setEntry] = useState<Entry>({ ...emptyEntry, code: code ?? "" });
	const [tried, setTried] = useState(false);
	const redeem = useMutation({
		mutationFn: () =>
			client.accounts.redeem({
				code: entry.code.trim(),
				password: entry.password,
				cookie: true,
				...(owner ? { username: entry.username.trim() } : {}),
				...(owner && entry.email.trim() !== "" ? { email: entry.email.trim() } : {}),
			}),
		onSuccess: onDone,
	});
	const asks = { name: owner, code: code === null };
	const mine = tried ? errorsOf(entry, asks) : {};
	const errors = { ...serverErrorsOf(redeem.error), ...mine };
	const set = (field: keyof Entry) => (event: { currentTarget: { value: string } }) => {
		const { value } = event.currentTarget;
		setEntry((before) => ({ ...before, [field]: value }));
	};
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		setTried(true);
		if (Object.keys(errorsOf(entry, asks)).length === 0) redeem.mutate();
	};
	return (
		<form className={classes.form} onSubmit={submit} noValidate>
			<h1>{owner ? "Make the owner’s account" : "Set your password"}</h1>
			<p className={classes.hint}>{aboutOf(owner, code !== null)}</p>
			{redeem.error && <ErrorPanel what="The password was not set." error={redeem.error} />}
			{asks.code && (
				<TextInput
					label="One-time code"
					autoComplete="off"
					spellCheck={false}
					value={entry.code}
					onChange={set("code")}
					error={errors.code}
					autoFocus
				/>
			)}
			{owner && (
				<>
					<TextInput
						label="Name"
						autoComplete="username"
						autoFocus={!asks.code}
						value={entry.username}
						onChange={set("username")}
						error={errors.username}
					/>
					<TextInput
						label="E-mail, if you like"
						type="email"
						autoComplete="email"
						value={entry.email}
						onChange={set("email")}
						error={errors.email}
					/>
				</>
			)}
			<PasswordInput
				label="New password"
				description={`At least ${passwordLength} characters`}
				autoComplete="new-password"
				autoFocus={!asks.code && !owner}
				value={entry.password}
				onChange={set("password")}
				error={errors.password}
			/>
			<Button type="submit" loading={redeem.isPending} fullWidth>
				{owner ? "Make the account and log in" : "Set the password and log in"}
			</Button>
		</form>
	);
};
