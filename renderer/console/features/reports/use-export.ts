import { notifications } from "@mantine/notifications";
import { type RefObject, useState } from "react";
import { useClient } from "../../app/client.js";
import { download, downloadBlob, fileName, toCsv } from "../../ui/csv.js";
import { failureOf } from "../../ui/failure.js";
import { pictureOf } from "../../ui/picture.js";
import { allRows } from "./all-rows.js";
import type { ReportAsk, ReportFrame } from "./ask.js";
import { fileColumns, type ShowOptions } from "./report-columns.js";
import { dataOf } from "./report-data.js";

interface Wanted {
	readonly title: string;
	readonly frame: ReportFrame;
	/** What the table on the screen asks: its search and its order, without its page. */
	readonly ask: ReportAsk;
	readonly options: ShowOptions;
	/** Holds the panel. */
	readonly place: RefObject<HTMLElement | null>;
}

/** Parts of every file's name: what it is, of which days, and how it was filtered. */
const partsOf = ({ title, frame: { filter, by }, ask }: Wanted): readonly string[] => [
	title,
	by === undefined ? "" : `by ${by}`,
	filter.range.from,
	filter.range.to,
	filter.tz,
	filter.noise === "show" ? "with noise" : "",
	ask.search === undefined ? "" : `with ${ask.search}`,
];

/** CSV and JSON hold every row of what is filtered, in the order shown; the picture is of what is seen. */
export const useExport = (wanted: Wanted) => {
	const client = useClient();
	const [busy, setBusy] = useState(false);
	const save = async (write: () => Promise<void>): Promise<void> => {
		setBusy(true);
		try {
			await write();
		} catch (error) {
			notifications.show({ title: `${wanted.title} was not saved.`, message: failureOf(error).message, color: "red", autoClose: false });
		} finally {
			setBusy(false);
		}
	};
	const name = (extension: string): string => fileName(partsOf(wanted), extension);
	const csv = () =>
		save(async () => {
			const data = dataOf(await allRows(client, wanted.ask));
			download(name("csv"), toCsv(fileColumns(data, wanted.options), data.rows));
		});
	const json = () =>
		save(async () => download(name("json"), JSON.stringify(await allRows(client, wanted.ask), null, 2), "application/json"));
	const png = () =>
		save(async () => {
			const panel = wanted.place.current?.querySelector<HTMLElement>("[data-panel]");
			if (panel) downloadBlob(name("png"), await pictureOf(panel));
		});
	return { busy, csv: () => void csv(), json: () => void json(), png: () => void png() };
};
