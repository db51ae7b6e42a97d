import { notifications } from "@mantine/notifications";
import { type RefObject, useState } from "react";
import type { FunnelResult } from "../../../../backend/contract/funnels.js";
import type { Column } from "../../ui/column.js";
import { download, downloadBlob, fileName, toCsv } from "../../ui/csv.js";
import { failureOf } from "../../ui/failure.js";
import { pictureOf } from "../../ui/picture.js";

interface Wanted<Row> {
	readonly title: string;
	/** Parts of the file's name. */
	readonly file: readonly string[];
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly Row[];
	readonly result: FunnelResult | null;
	/** Holds the panel. */
	readonly place: RefObject<HTMLElement | null>;
}

/** A funnel's panel as CSV (its rows), as JSON (the whole answer) and as a picture of what is seen. */
export const useSaveAs = <Row>({ title, file, columns, rows, result, place }: Wanted<Row>) => {
	const [busy, setBusy] = useState(false);
	const png = async (): Promise<void> => {
		const panel = place.current?.querySelector<HTMLElement>("[data-panel]");
		if (!panel) return;
		setBusy(true);
		try {
			downloadBlob(fileName(file, "png"), await pictureOf(panel));
		} catch (error) {
			notifications.show({ title: `${title} was not saved.`, message: failureOf(error).message, color: "red", autoClose: false });
		} finally {
			setBusy(false);
		}
	};
	return {
		busy,
		csv: () => download(fileName(file, "csv"), toCsv(columns, rows)),
		json: () => download(fileName(file, "json"), JSON.stringify(result, null, 2), "application/json"),
		png: () => void png(),
	};
};
