import { Link } from "@tanstack/react-router";
import { Empty, ErrorPanel } from "../ui/states.js";
import classes from "./shell.module.css";
import type { View } from "./view.js";

export const NotFound = () => (
	<div className={classes.page}>
		<h1 className="hidden-visually">Page not found</h1>
		<Empty title="There is no such view" action={<Link to="/">Open Overview</Link>}>
			The address names a view that this console does not have. It may be from another version.
		</Empty>
	</div>
);

/** Shown in place of a view that the navigation does not offer to this account. */
export const NotForThisAccount = ({ view }: { readonly view: View }) => (
	<div className={classes.page}>
		<h1 className="hidden-visually">{view.title}</h1>
		<Empty title={`${view.title} is for owners of this console`} action={<Link to="/">Open Overview</Link>}>
			Your account reads and analyses. An owner can do this for you, or give you an owner’s account in Settings.
		</Empty>
	</div>
);

/** Shown in place of a view whose code failed; the shell around it stands. */
export const RouteFailure = ({ error, reset }: { error: unknown; reset: () => void }) => (
	<div className={classes.page}>
		<h1 className="hidden-visually">This view failed</h1>
		<ErrorPanel what="This view could not be shown." error={error} retry={reset} />
	</div>
);
