import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../ui/dialog.js";
import { ErrorPanel } from "../../ui/states.js";

interface Props {
	readonly title: string;
	readonly action: string;
	readonly name: string;
	readonly busy: boolean;
	readonly error: unknown;
	readonly onName: (name: string) => void;
	readonly onClose: () => void;
}

/** Asks for a name. */
export const NameDialog = ({ title, action, name, busy, error, onName, onClose }: Props) => {
	const [text, setText] = useState(name);
	const submit = (): void => {
		if (text.trim() !== "") onName(text.trim());
	};
	return (
		<Dialog
			title={title}
			size={420}
			onClose={onClose}
			onSubmit={submit}
			buttons={
				<>
					<Button variant="default" onClick={onClose}>
						Cancel
					</Button>
					<Button type="submit" loading={busy} disabled={text.trim() === ""}>
						{action}
					</Button>
				</>
			}
		>
			<TextInput label="Name" value={text} maxLength={80} data-autofocus onChange={(event) => setText(event.currentTarget.value)} />
			{error !== null && error !== undefined && <ErrorPanel what={`${title}: not done.`} error={error} />}
		</Dialog>
	);
};
