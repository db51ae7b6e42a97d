import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useClient } from "../../app/client.js";
import { peopleKey } from "../../app/people.js";
import { ErrorPanel } from "../../ui/states.js";
import type { Link } from "./one-time-link.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

type InviteRole = "analyst" | "owner";

const roles = [
	{ value: "analyst", label: "Analyst: reads all, changes nothing" },
	{ value: "owner", label: "Owner: also imports, settings, people" },
] as const satisfies readonly { value: InviteRole; label: string }[];

export const InviteForm = ({ onInvited }: { onInvited: (link: Link) => void }) => {
	const client = useClient();
	const queries = useQueryClient();
	const [username, setUsername] = useState("");
	const [email, setEmail] = useState("");
	const [role, setRole] = useState<InviteRole>("analyst");
	const [tried, setTried] = useState(false);
	const invite = useMutation({
		mutationFn: () => client.accounts.invite({ username: username.trim(), email: email.trim() === "" ? null : email.trim(), role }),
		onSuccess: async (made) => {
			onInvited({ ...made, username: username.trim(), purpose: "invite" });
			setUsername("");
			setEmail("");
			setTried(false);
			await queries.invalidateQueries({ queryKey: peopleKey });
		},
	});
	const missing = username.trim().length < 2;
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		setTried(true);
		if (!missing) invite.mutate();
	};
	return (
		<Card label="Invite">
			<Row title="Invite somebody" about="A link is made that sets their password. It can be used once, within 48 hours.">
				<form className={classes.invite} onSubmit={submit} noValidate>
					<TextInput
						label="Name"
						autoComplete="off"
						value={username}
						onChange={(event) => setUsername(event.currentTarget.value)}
						error={tried && missing ? "Give a name of at least 2 characters." : undefined}
					/>
					<TextInput
						label="E-mail, if you like"
						type="email"
						autoComplete="off"
						value={email}
						onChange={(event) => setEmail(event.currentTarget.value)}
					/>
					<NativeSelect
						label="Role"
						data={roles}
						value={role}
						onChange={(event) => setRole(event.currentTarget.value === "owner" ? "owner" : "analyst")}
					/>
					<Button type="submit" variant="default" loading={invite.isPending}>
						Make an invitation link
					</Button>
				</form>
				{invite.error && <ErrorPanel what="No invitation was made." error={invite.error} />}
			</Row>
		</Card>
	);
};
