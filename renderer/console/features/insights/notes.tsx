import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { Note } from "../../ui/states.js";
import { cutWords, partlyWords } from "./words.js";

const ToSettings = ({ children }: { children: string }) => (
	<Link to="/settings" search={{ section: "model" } as never}>
		{children}
	</Link>
);

/** Why rules wrote, in whole or in part, and the next step. Nothing for a text that is the model's own. */
export const WhyRules = ({ output, onRefused }: { output: OpenrouterOutput; onRefused: () => void }) => {
	const refused = (
		<Button variant="default" size="compact-sm" onClick={onRefused}>
			What was refused
		</Button>
	);
	if (output.status === "partial") {
		const { what, why } = partlyWords(output);
		return (
			<Note tone="warning" action={refused}>
				<b>{what}</b> {why}
			</Note>
		);
	}
	switch (output.why) {
		case "no_key":
			return (
				<Note action={<ToSettings>Add a key</ToSettings>}>
					<b>Rules wrote this text.</b> With a key of OpenRouter a model phrases it and chooses products, held to the same facts. Nothing is
					sent until you add one.
				</Note>
			);
		case "locked":
			return (
				<Note tone="warning" action={<ToSettings>Give the passphrase</ToSettings>}>
					<b>Rules wrote this text.</b> Your key is locked: its passphrase is asked for once after each start.
				</Note>
			);
		case "failed":
			return (
				<Note tone="warning" action={<ToSettings>Keys and model</ToSettings>}>
					<b>Rules wrote this text: no model answered.</b> {output.error?.message}
				</Note>
			);
		case "refused":
			return output.truncated ? (
				<Note tone="warning" action={<ToSettings>Keys and model</ToSettings>}>
					<b>Rules wrote this text: the model's answer was cut off.</b> {cutWords(output)}
				</Note>
			) : (
				<Note tone="warning" action={refused}>
					<b>Rules wrote this text.</b> What the model wrote did not stand the check, twice. Write again, or choose another model.
				</Note>
			);
		case null:
			return null;
	}
};
