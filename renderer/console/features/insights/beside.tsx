import type { OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { CodeBlock } from "../../ui/code-block.js";
import { SidePanel } from "../../ui/side-panel.js";
import { Empty } from "../../ui/states.js";
import classes from "./insights.module.css";
import { sectionNames } from "./words.js";

interface Props {
	readonly output: OpenrouterOutput;
	readonly open: "raw" | "refused" | undefined;
	readonly onClose: () => void;
}

const asText = (value: unknown): string => JSON.stringify(value, null, 2);

const Raw = ({ output: { raw, request, ...output } }: { output: OpenrouterOutput }) => (
	<div className={classes.raw}>
		<h3>What is shown</h3>
		<CodeBlock label="JSON of the text" text={asText(output)} />
		{request && (
			<>
				<h3>What was sent, without the key</h3>
				<CodeBlock label="JSON of the request" text={asText(request)} />
			</>
		)}
		{raw !== null && (
			<>
				<h3>What the model answered, unchecked</h3>
				<CodeBlock label="Answer of the model" text={raw} />
			</>
		)}
	</div>
);

const Refused = ({ output: { refused } }: { output: OpenrouterOutput }) =>
	refused.length === 0 ? (
		<Empty title="Nothing was refused" />
	) : (
		<ul className={classes.refused}>
			{refused.map(({ section, rule, text }) => (
				<li key={`${section} ${rule} ${text}`}>
					<b>{section === null ? "The answer" : sectionNames[section]}</b>
					<p>{text}</p>
				</li>
			))}
		</ul>
	);

/** The JSON behind the text, or what the check found. */
export const Beside = ({ output, open, onClose }: Props) => (
	<SidePanel
		opened={open !== undefined}
		onClose={onClose}
		title={open === "refused" ? "What was refused" : "Raw JSON"}
		wide={open === "raw"}
	>
		{open === "raw" && <Raw output={output} />}
		{open === "refused" && <Refused output={output} />}
	</SidePanel>
);
