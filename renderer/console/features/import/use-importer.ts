import { type KeptDeps, onePerClient, useKept } from "../../app/per-client.js";
import { createImporter, type Importer } from "./importer.js";
import { fileOpener, type ImportSource } from "./source.js";
import type { ImportState } from "./state.js";

/** Files of this computer, for imports of events and of products alike. */
export const sourceOf = ({ client, onWritten }: KeptDeps): ImportSource => ({
	client,
	open: fileOpener(client, window.clickstreamDesktop?.pathOf ?? null),
	now: Date.now,
	onWritten,
});

export const useImporter = onePerClient((deps) => createImporter(sourceOf(deps)));

export const useImportState = (importer: Importer): ImportState => useKept(importer);
