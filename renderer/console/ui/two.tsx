import type { ReactNode } from "react";
import classes from "./two.module.css";

/** Panels in two columns where there is room; each ends where its content ends. */
export const Two = ({ children }: { children: ReactNode }) => <div className={classes.two}>{children}</div>;
