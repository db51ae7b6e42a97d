import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./kit.module.css";

interface TitleProps {
	readonly title: string;
	readonly question: string;
	/** What was done last, in grey, before the buttons. */
	readonly note?: ReactNode;
	/** Quiet buttons, then at most one filled one at the right end. */
	readonly children?: ReactNode;
}

/** The one h1 of a view, with its question beside it. */
export const PageTitle = ({ title, question, note, children }: TitleProps) => (
	<div className={classes.title}>
		<h1>{title}</h1>
		<p className={classes.question}>{question}</p>
		<div className={classes.titleEnd}>
			{note && <span className={classes.titleNote}>{note}</span>}
			{children}
		</div>
	</div>
);

/** Filters and switches in one line under the title. */
export const Toolbar = ({ label, children }: { label: string; children: ReactNode }) => (
	<div className={classes.toolbar} role="toolbar" aria-label={label}>
		{children}
	</div>
);

type TagTone = "neutral" | "accent" | "good" | "bad" | "warning";

/** A state as icon, word and colour. */
export const Tag = ({ tone = "neutral", icon: Mark, children }: { tone?: TagTone; icon?: Icon; children: ReactNode }) => (
	<span className={classes.tag} data-tone={tone}>
		{Mark && <Mark size={13} stroke={1.7} aria-hidden />}
		{children}
	</span>
);

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className={classes.kbd}>{children}</kbd>;

/** The page of a view: padding, gaps, and at most 1760 px wide. */
export const Page = ({ children, className = "" }: { children: ReactNode; className?: string }) => (
	<div className={`${classes.page} ${className}`}>{children}</div>
);

/** Name, value, and a sign before the name: null leaves its room, so that names with and without one stand below each other. */
type Fact = readonly [name: string, value: ReactNode, sign?: ReactNode];

/** Names and values in two columns. */
export const Facts = ({ items }: { items: readonly Fact[] }) => (
	<dl className={classes.facts}>
		{items.map(([name, value, sign]) => (
			<div key={name}>
				<dt>
					{sign !== undefined && <span className={classes.sign}>{sign}</span>}
					{name}
				</dt>
				<dd className="num">{value}</dd>
			</div>
		))}
	</dl>
);
