import { notifications } from "@mantine/notifications";
import { failureOf } from "../ui/failure.js";
import { format } from "../ui/format.js";
import type { Client } from "./client.js";

const id = "backup";

const follow = async (client: Client, folder: string | undefined, stop: AbortController): Promise<void> => {
	const input = folder === undefined ? {} : { folder };
	for await (const message of await client.system.backUp(input, { signal: stop.signal })) {
		if (message.type === "progress")
			notifications.update({
				id,
				message: `${format.bytes(message.bytes)} of ${format.bytes(message.total_bytes)}. Closing this cancels, and keeps no file.`,
			});
		else
			notifications.update({
				id,
				title: `${format.count(message.events)} events backed up, ${format.bytes(message.bytes)}`,
				message: `${message.path}. It holds the accounts too: keep it where only you can read it.`,
				loading: false,
				autoClose: false,
				onClose: () => undefined,
			});
	}
};

/** Copies the store: at the computer into a folder that is asked for, else beside the store. One at a time. */
export const runBackup = async (client: Client): Promise<void> => {
	const desktop = window.clickstreamDesktop;
	const folder = desktop ? await desktop.chooseFolder() : undefined;
	if (folder === null) return;
	const stop = new AbortController();
	notifications.show({ id, title: "Backing up", message: "Counting", loading: true, autoClose: false, onClose: () => stop.abort() });
	try {
		await follow(client, folder, stop);
	} catch (error) {
		if (stop.signal.aborted) return;
		notifications.update({
			id,
			title: "The store was not backed up",
			message: failureOf(error).message,
			loading: false,
			autoClose: false,
			color: "red",
			onClose: () => undefined,
		});
	}
};
