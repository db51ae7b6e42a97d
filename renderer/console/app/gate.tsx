import type { ReactNode } from "react";
import { ErrorPanel, useLate } from "../ui/states.js";
import { useMe } from "./queries.js";
import classes from "./shell.module.css";

/** Lets in who may read; asks the others for an account. In the desktop window nobody is asked. */
export const Gate = ({ children }: { children: ReactNode }) => {
	const { data: me, error, refetch } = useMe();
	const late = useLate(1000);
	if (me) return children;
	if (!error) return late ? <main className={classes.centre}>Waiting for the store to open…</main> : null;
	return (
		<main className={classes.centre}>
			<h1 className="hidden-visually">Clickstream Console cannot be reached</h1>
			<ErrorPanel what="The console has no connection." error={error} retry={() => void refetch()} />
		</main>
	);
};
