import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.js";
import { ScrollText } from "./scroll-text.js";

/** Text to copy, such as a command; `wrap` breaks a long line where there is no room for it. */
export const CodeBlock = ({ label, text, wrap = false }: { label: string; text: string; wrap?: boolean }) => (
	<div className={classes.block}>
		<ScrollText label={label} text={text} wrap={wrap} />
		<CopyButton text={text}>Copy</CopyButton>
	</div>
);
