import { Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { CopyButton } from "../../ui/copy-button.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./tracking.module.css";
import { type MadeKind, useChangeKey, useMakeKey } from "./use-keys.js";
import { readOrigins } from "./words.js";

interface Props {
	/** The key to change, or the kind of one to make. */
	readonly of: WriteKey | MadeKind;
	readonly onClose: () => void;
	readonly onMade: (key: WriteKey) => void;
}

const kinds = [
	{ value: "browser", label: "Pages: public, stands in the shop’s page" },
	{ value: "server", label: "Servers: a secret, its user ids count as verified" },
] as const satisfies readonly { value: MadeKind; label: string }[];

/** Makes a key, or changes one's name and origins. A server's secret is shown here and nowhere else. */
export const KeyDialog = ({ of, onClose, onMade }: Props) => {
	const [secret, setSecret] = useState<string | null>(null);
	const made = (item: WriteKey, key: string): void => {
		onMade(item);
		if (item.kind === "server") setSecret(key);
		else onClose();
	};
	return (
		<Modal.Root
			opened
			onClose={onClose}
			centered
			size={480}
			transitionProps={{ duration: 120 }}
			closeOnClickOutside={secret === null}
			closeOnEscape={secret === null}
		>
			<Modal.Overlay backgroundOpacity={0.4} />
			<Modal.Content>
				{secret === null ? (
					<KeyForm of={of} onClose={onClose} onMade={made} />
				) : (
					<div className={classes.dialog}>
						<Modal.Title className={classes.dialogTitle ?? ""}>The server’s secret</Modal.Title>
						<p>
							Put it into the shop’s server now. Only its hash is kept, so it is never shown again; a lost one is revoked and made anew.
						</p>
						<code className={classes.secret}>{secret}</code>
						<div className={classes.dialogButtons}>
							<CopyButton text={secret}>Copy the secret</CopyButton>
							<Button onClick={onClose}>Done, hide it</Button>
						</div>
					</div>
				)}
			</Modal.Content>
		</Modal.Root>
	);
};

interface FormProps {
	readonly of: Props["of"];
	readonly onClose: () => void;
	readonly onMade: (key: WriteKey, secret: string) => void;
}

/** What is typed, whether it can be sent, and the sending. */
const useKeyForm = ({ of, onClose, onMade }: FormProps) => {
	const old = typeof of === "string" ? null : of;
	const [name, setName] = useState(old?.name ?? "");
	const [made, setMade] = useState<MadeKind>(typeof of === "string" ? of : "browser");
	const kind = old?.kind ?? made;
	const [origins, setOrigins] = useState(old?.origins.join("\n") ?? "");
	const [tried, setTried] = useState(false);
	const make = useMakeKey();
	const change = useChangeKey();
	const read = readOrigins(kind === "browser" ? origins : "");
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		setTried(true);
		if (name.trim() === "" || read.fault !== null) return;
		if (old) change.mutate({ key_id: old.key_id, name: name.trim(), origins: read.origins }, { onSuccess: onClose });
		else make.mutate({ name: name.trim(), kind: made, origins: read.origins }, { onSuccess: ({ item, key }) => onMade(item, key) });
	};
	return {
		...{ old, name, setName, kind, setMade, origins, setOrigins, submit },
		faults: tried
			? { name: name.trim() === "" ? "Give it a name, such as web shop." : null, origins: read.fault }
			: { name: null, origins: null },
		busy: make.isPending || change.isPending,
		error: make.error ?? change.error,
	};
};

const KeyForm = (props: FormProps) => {
	const form = useKeyForm(props);
	const title = form.old ? "Change the write key" : "New write key";
	return (
		<form className={classes.dialog} onSubmit={form.submit} noValidate>
			<Modal.Title className={classes.dialogTitle ?? ""}>{title}</Modal.Title>
			<TextInput
				label="Name"
				value={form.name}
				maxLength={80}
				data-autofocus
				autoComplete="off"
				error={form.faults.name}
				onChange={(event) => form.setName(event.currentTarget.value)}
			/>
			{!form.old && (
				<NativeSelect
					label="For"
					data={kinds}
					value={form.kind}
					onChange={(event) => form.setMade(event.currentTarget.value === "server" ? "server" : "browser")}
				/>
			)}
			{form.kind === "browser" && (
				<Textarea
					label="Allowed origins, one a line"
					description="Pages that may send with it. Empty: any page may."
					placeholder="https://shop.example"
					autosize
					minRows={2}
					maxRows={8}
					value={form.origins}
					error={form.faults.origins}
					onChange={(event) => form.setOrigins(event.currentTarget.value)}
				/>
			)}
			{form.error && <ErrorPanel what={form.old ? "The key was not changed." : "No key was made."} error={form.error} />}
			<div className={classes.dialogButtons}>
				<Button variant="default" onClick={props.onClose}>
					Cancel
				</Button>
				<Button type="submit" loading={form.busy}>
					{form.old ? "Save the changes" : "Make the key"}
				</Button>
			</div>
		</form>
	);
};
