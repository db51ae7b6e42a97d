import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useClient } from "../../app/client.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./account.module.css";

/** The server answers an unknown name and a wrong password alike, and the form shows its words as they are. */
export const LogInForm = ({ onDone }: { onDone: () => void }) => {
	const client = useClient();
	const [username, setUsername] = useState("");
	const [password, setPassword] = useState("");
	const logIn = useMutation({ mutationFn: () => client.accounts.login({ username, password, cookie: true }), onSuccess: onDone });
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		if (username !== "" && password !== "") logIn.mutate();
	};
	return (
		<form className={classes.form} onSubmit={submit}>
			<h1>Log in</h1>
			{logIn.error && <ErrorPanel what="You are not logged in." error={logIn.error} />}
			<TextInput
				label="Name or e-mail"
				autoComplete="username"
				autoFocus
				required
				withAsterisk={false}
				value={username}
				onChange={(event) => setUsername(event.currentTarget.value)}
			/>
			<PasswordInput
				label="Password"
				autoComplete="current-password"
				required
				withAsterisk={false}
				value={password}
				onChange={(event) => setPassword(event.currentTarget.value)}
			/>
			<Button type="submit" loading={logIn.isPending} fullWidth>
				Log in
			</Button>
			<p className={classes.hint}>No account, or the password is lost? An owner of this console can make a link that sets a new one.</p>
		</form>
	);
};
