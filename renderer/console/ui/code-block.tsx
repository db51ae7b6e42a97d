import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button.js";
import { ScrollText } from "./scroll-text.js";

/** Text to copy, such as a command. */
export const CodeBlock = ({ label, text }: { label: string; text: string }) => (
	<div className={classes.block}>
		<ScrollText label={label} text={text} />
		<CopyButton text={text}>Copy</CopyButton>
	</div>
);
