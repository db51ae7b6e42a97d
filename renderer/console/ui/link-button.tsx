import type { ComponentProps } from "react";
import classes from "./link-button.module.css";

/** Does something here, and reads as a part of its line. */
export const LinkButton = ({
	small = false,
	...props
}: Omit<ComponentProps<"button">, "type" | "className"> & { readonly small?: boolean }) => (
	<button type="button" className={classes.link} data-small={small || undefined} {...props} />
);
