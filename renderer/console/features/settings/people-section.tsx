import { ActionIcon, Menu } from "@mantine/core";
import { IconClock, IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { User } from "../../../../backend/contract/accounts.js";
import { useClient } from "../../app/client.js";
import { usePeople } from "../../app/people.js";
import { useMe } from "../../app/queries.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { InviteForm } from "./invite-form.js";
import { type Link, OneTimeLink } from "./one-time-link.js";
import { keepsWhy, roleWords } from "./people-words.js";
import { RemoveDialog } from "./remove-dialog.js";
import { Card } from "./row.js";
import classes from "./settings.module.css";

export const PeopleSection = ({ mayChange }: { mayChange: boolean }) =>
	mayChange ? <People /> : <Card label="People">Only an owner sees the accounts of this console.</Card>;

const People = () => {
	const client = useClient();
	const { data: users, error, isPending, refetch } = usePeople();
	const me = useMe().data;
	const [link, setLink] = useState<Link | null>(null);
	const [leaving, setLeaving] = useState<User | null>(null);
	const reset = useMutation({
		mutationFn: (user: User) => client.accounts.reset({ user_id: user.user_id }),
		onSuccess: (made, user) => setLink({ ...made, username: user.username, purpose: "reset" }),
	});
	const tz = useZone();
	const myId = me?.user?.user_id ?? null;
	const columns = useMemo(
		() => columnsOf({ users: users ?? [], myId, tz, onReset: reset.mutate, onRemove: setLeaving }),
		[users, myId, tz, reset.mutate],
	);
	return (
		<>
			{link && <OneTimeLink link={link} onClose={() => setLink(null)} />}
			<Panel title="People" scope={`who may open this console; ${zoneWords(tz)}`}>
				{error && <ErrorPanel what="The accounts were not read." error={error} retry={() => void refetch()} />}
				{reset.error && <ErrorPanel what="No link was made." error={reset.error} />}
				{isPending && <Skeleton shape="table" rows={3} />}
				{users?.length === 0 && (
					<Empty title="No account yet">
						At this computer none is needed. Invite an owner or an analyst to let them in from a browser.
					</Empty>
				)}
				{users && users.length > 0 && (
					<DataTable label="People" columns={columns} rows={users} rowKey={(user) => user.user_id} rowHeight={36} />
				)}
			</Panel>
			<InviteForm onInvited={setLink} />
			<RemoveDialog user={leaving} onClose={() => setLeaving(null)} />
		</>
	);
};

interface Asked {
	readonly users: readonly User[];
	readonly myId: string | null;
	readonly tz: string;
	readonly onReset: (user: User) => void;
	readonly onRemove: (user: User) => void;
}

const columnsOf = ({ users, myId, tz, onReset, onRemove }: Asked): readonly Column<User>[] => [
	{
		id: "username",
		header: "Name",
		value: (user) => user.username,
		show: (user) => (
			<>
				<b style={{ fontWeight: 550 }}>{user.username}</b> {user.user_id === myId && "(you)"}{" "}
				{user.pending && (
					<Tag icon={IconClock} tone="warning">
						invited, no password yet
					</Tag>
				)}
			</>
		),
		elastic: true,
	},
	{ id: "email", header: "E-mail", value: (user) => user.email },
	{ id: "role", header: "Role", value: (user) => roleWords[user.role] },
	{ id: "created_at", header: "Since", value: (user) => Date.parse(user.created_at), unit: "time", extra: tz, wideOnly: true },
	{
		id: "actions",
		header: "Actions",
		value: () => null,
		show: (user) => {
			const why = keepsWhy(user, users, myId);
			return (
				<Menu position="bottom-end">
					<Menu.Target>
						<ActionIcon variant="subtle" size={26} color="gray" aria-label={`Actions for ${user.username}`}>
							<IconDots size={16} stroke={1.6} aria-hidden />
						</ActionIcon>
					</Menu.Target>
					<Menu.Dropdown>
						<Menu.Item onClick={() => onReset(user)}>
							{user.pending ? "Make a new invitation link" : "Make a link that sets a new password"}
						</Menu.Item>
						<Menu.Item className={classes.danger ?? ""} disabled={why !== null} onClick={() => onRemove(user)}>
							{why ?? "Remove the account…"}
						</Menu.Item>
					</Menu.Dropdown>
				</Menu>
			);
		},
	},
];
