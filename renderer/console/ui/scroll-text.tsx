import classes from "./scroll-text.module.css";

/** Text as it is (code, JSON, a command), never markup; `wrap` breaks long lines, else it scrolls sideways, by key too. */
export const ScrollText = ({ label, text, wrap = false }: { label: string; text: string; wrap?: boolean }) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
	<section className={classes.scroll} data-wrap={wrap || undefined} tabIndex={0} aria-label={label}>
		<pre>{text}</pre>
	</section>
);
