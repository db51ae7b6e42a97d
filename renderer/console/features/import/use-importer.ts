import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Client, useClient } from "../../app/client.js";
import { createImporter, type Importer } from "./importer.js";
import { fileOpener } from "./source.js";
import type { ImportState } from "./state.js";

/** One a client, outside React: the import goes on when its view is left, and is found again. */
const importers = new WeakMap<Client, Importer>();

export const useImporter = (): Importer => {
	const client = useClient();
	const queries = useQueryClient();
	const known = importers.get(client);
	if (known) return known;
	const importer = createImporter({
		client,
		open: fileOpener(client, window.clickstreamDesktop?.pathOf ?? null),
		now: Date.now,
		onWritten: () => void queries.invalidateQueries(),
	});
	importers.set(client, importer);
	return importer;
};

export const useImportState = (importer: Importer): ImportState => useSyncExternalStore(importer.subscribe, importer.state);
