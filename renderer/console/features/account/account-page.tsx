import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useMe } from "../../app/queries.js";
import { Mark } from "../../ui/mark.js";
import classes from "./account.module.css";
import { forgetCode, takeCode } from "./code.js";
import { LogInForm } from "./log-in-form.js";
import { RedeemForm } from "./redeem-form.js";

/** What stands before the console for who is not known: log in, or set a password with a one-time code. */
export const AccountPage = () => {
	const me = useMe().data;
	const queries = useQueryClient();
	const [code, setCode] = useState(takeCode);
	useEffect(() => {
		const look = (): void => setCode(takeCode());
		window.addEventListener("hashchange", look);
		return () => window.removeEventListener("hashchange", look);
	}, []);
	const enter = (): void => {
		forgetCode();
		if (window.location.pathname.endsWith("/redeem")) window.history.replaceState(null, "", "/dashboard/");
		void queries.resetQueries();
	};
	if (!me) return null;
	return (
		<AccountFrame>
			{code !== null || me.owner_missing ? (
				<RedeemForm key={code} code={code} owner={me.owner_missing} onDone={enter} />
			) : (
				<LogInForm onDone={enter} />
			)}
		</AccountFrame>
	);
};

/** Also holds what is told to who may not read: a shop's customer. */
export const AccountFrame = ({ children }: { children: ReactNode }) => (
	<main className={classes.page}>
		<div className={classes.card}>
			<p className={classes.product}>
				<Mark size={22} />
				Clickstream Console
			</p>
			{children}
		</div>
	</main>
);
