import { lazy, type ReactNode, Suspense } from "react";
import { isRedeeming } from "../features/account/code.js";
import { ErrorPanel } from "../ui/states.js";
import { Opening } from "./opening.js";
import { useMe } from "./queries.js";
import classes from "./shell.module.css";

const AccountPage = lazy(() => import("../features/account/account-page.js").then((module) => ({ default: module.AccountPage })));
const CustomerPage = lazy(() => import("../features/account/customer-page.js").then((module) => ({ default: module.CustomerPage })));

/** Lets in who may read; asks who is not known for an account. In the desktop window nobody is asked. */
export const Gate = ({ children }: { children: ReactNode }) => {
	const { data: me, error, refetch } = useMe();
	if (me?.role === "anyone" || (me && isRedeeming())) {
		return (
			<Suspense>
				<AccountPage />
			</Suspense>
		);
	}
	if (me?.role === "customer") {
		return (
			<Suspense>
				<CustomerPage name={me.user?.username ?? "a customer"} />
			</Suspense>
		);
	}
	if (me) return children;
	if (!error)
		return (
			<main className={classes.centre}>
				<Opening />
			</main>
		);
	return (
		<main className={classes.centre}>
			<h1 className="hidden-visually">Clickstream Console cannot be reached</h1>
			<ErrorPanel what="The console has no connection." error={error} retry={() => void refetch()} />
		</main>
	);
};
