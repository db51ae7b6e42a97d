import { Button } from "@mantine/core";
import { useLogOut } from "../../app/log-out.js";
import classes from "./account.module.css";
import { AccountFrame } from "./account-page.js";

/** A customer of the shop has an account, but nothing of the console is theirs to read. */
export const CustomerPage = ({ name }: { name: string }) => {
	const logOut = useLogOut();
	return (
		<AccountFrame>
			<div className={classes.form}>
				<h1>This console is for the shop’s staff</h1>
				<p>
					You are logged in as {name}, a customer of the shop. Ask an owner of the console for an invitation, or log in with another
					account.
				</p>
				<Button variant="default" loading={logOut.isPending} onClick={() => logOut.mutate()}>
					Log out
				</Button>
			</div>
		</AccountFrame>
	);
};
