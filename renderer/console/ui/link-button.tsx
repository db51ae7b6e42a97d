import type { ComponentProps } from "react";
import classes from "./link-button.module.css";

/** Does something here, and reads as a part of its line. Its class stands last: a popover gives its target one of none. */
export const LinkButton = ({
	small = false,
	...props
}: Omit<ComponentProps<"button">, "type" | "className"> & { readonly small?: boolean }) => (
	<button type="button" data-small={small || undefined} {...props} className={classes.link} />
);
