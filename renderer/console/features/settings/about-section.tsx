import { Button } from "@mantine/core";
import { useLogOut } from "../../app/log-out.js";
import { useMe, useStatus } from "../../app/queries.js";
import { ErrorPanel } from "../../ui/states.js";
import { roleWords } from "./people-words.js";
import { Card, Row } from "./row.js";

export const AboutSection = () => {
	const status = useStatus().data;
	return (
		<>
			<Card label="About">
				<Row title="Version">
					<span className="num">{status?.version ?? "–"}</span>
				</Row>
				<Row title="What leaves this computer">Nothing. Events, analyses and accounts stay in the store.</Row>
				<Row title="Licence">Apache 2.0</Row>
			</Card>
			<Session />
		</>
	);
};

/** Who is logged in here. Who sits at the computer needs no account and cannot log out. */
const Session = () => {
	const me = useMe().data;
	const logOut = useLogOut();
	if (!me) return null;
	return (
		<Card label="You">
			<Row
				title="You"
				about={me.user ? "A log-in ends by itself after a day." : "Who sits at this computer has an owner’s rights, without an account."}
			>
				{me.user ? (
					<>
						<p>
							<b>{me.user.username}</b>, {roleWords[me.user.role]}
						</p>
						{logOut.error && <ErrorPanel what="You are still logged in." error={logOut.error} />}
						<Button variant="default" mt={8} loading={logOut.isPending} onClick={() => logOut.mutate()}>
							Log out
						</Button>
					</>
				) : (
					<p>At this computer</p>
				)}
			</Row>
		</Card>
	);
};
