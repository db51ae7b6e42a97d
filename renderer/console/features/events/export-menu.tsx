import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import type { EventFilter } from "../../../../backend/contract/events.js";
import type { ExportFormat } from "../../../../backend/contract/transfer.js";
import { type Client, useClient } from "../../app/client.js";
import { failureOf } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import { exportPath } from "./search.js";

const formats = [
	{ value: "csv", label: "CSV", hint: "for spreadsheets" },
	{ value: "ndjson", label: "NDJSON", hint: "one event a line" },
	{ value: "parquet", label: "Parquet", hint: "for data tools" },
] as const satisfies readonly { value: ExportFormat; label: string; hint: string }[];

/** Exactly what is filtered, all of it, not only the rows on the screen. */
export const ExportMenu = ({ filter }: { filter: EventFilter }) => {
	const client = useClient();
	return (
		<Menu position="bottom-end">
			<Menu.Target>
				<Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}>
					Export
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>All events that match the filters</Menu.Label>
				{formats.map(({ value, label, hint }) => (
					<Menu.Item key={value} onClick={() => void startExport(client, filter, value)}>
						{label} <span style={{ color: "var(--text-3)" }}>{hint}</span>
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
};

const startExport = (client: Client, filter: EventFilter, kind: ExportFormat): Promise<void> =>
	window.clickstreamDesktop ? saveToDisk(client, filter, kind) : Promise.resolve(downloadFrom(exportPath(filter, kind)));

/** The server names the file; the browser shows the progress of the download. */
const downloadFrom = (path: string): void => {
	const link = document.createElement("a");
	link.href = path;
	link.download = "";
	link.click();
};

/** The save dialog has asked already whether a file may be replaced. */
const saveToDisk = async (client: Client, filter: EventFilter, kind: ExportFormat): Promise<void> => {
	const path = await window.clickstreamDesktop?.savePath(`events.${kind}`);
	if (!path) return;
	const stop = new AbortController();
	const id = notifications.show({
		title: "Exporting events",
		message: "Counting",
		loading: true,
		autoClose: false,
		onClose: () => stop.abort(),
	});
	try {
		for await (const message of await client.transfer.exportTo({ path, format: kind, overwrite: true, filter }, { signal: stop.signal })) {
			if (message.type === "progress")
				notifications.update({
					id,
					message: `${format.count(message.rows)} of ${format.count(message.total)} events. Closing this cancels, and keeps no file.`,
				});
			else
				notifications.update({
					id,
					title: `${format.count(message.rows)} events exported`,
					message: message.path,
					loading: false,
					autoClose: 6000,
					onClose: () => undefined,
				});
		}
	} catch (error) {
		if (stop.signal.aborted) return;
		notifications.update({
			id,
			title: "The events were not exported",
			message: failureOf(error).message,
			loading: false,
			autoClose: false,
			color: "red",
		});
	}
};
