import { AppError } from "../contract/errors.js";
import type { ImportRecord, Mapping } from "../contract/transfer.js";
import type { ImportStore } from "../store/ports.js";
import { identityOf } from "./plan.js";
import type { RowProblem } from "./problems.js";

/** What earlier imports of the same content mean for the next. */
export interface Before {
	/** The unfinished import to go on with, from the row it came to. */
	readonly resumed: ImportRecord | null;
	/** What the analyst should know. */
	readonly notes: readonly RowProblem[];
}

const newest = 200;

/**
 * An import that was cancelled, failed or interrupted is gone on with when the mapping is the same. Throws AppError
 * `conflict` when the mapping would make the same rows other events, which would count twice.
 */
export const before = async (
	store: ImportStore,
	sha256: string,
	{ mapping, again }: { readonly mapping: Mapping; readonly again: boolean },
): Promise<Before> => {
	const finished = await store.importOf(sha256);
	const same = (await store.imports(newest)).filter((one) => one.sha256 === sha256 && (one.again ?? false) === again);
	const last = same[0];
	const unfinished = last && last.status !== "done" && last.status !== "running" ? last : null;
	const past = [...(again ? [] : [finished, unfinished]), ...(again ? [unfinished] : [])].filter((one) => one !== null);
	const other = past.find((one) => one.inserted > 0 && one.mapping && identityOf(one.mapping) !== identityOf(mapping));
	if (other) throw new AppError("conflict", otherIdentity(other), { import_id: other.import_id });
	if (unfinished?.mapping && JSON.stringify(unfinished.mapping) === JSON.stringify(mapping))
		return { resumed: unfinished, notes: unfinished.rows > 0 ? [resumedAt(unfinished)] : [] };
	const changed = past.find((one) => one.inserted > 0 && one.mapping && JSON.stringify(one.mapping) !== JSON.stringify(mapping));
	return { resumed: null, notes: changed ? [otherMapping(changed)] : [] };
};

const otherIdentity = ({ name, started_at, source }: ImportRecord): string =>
	`The content of this file was imported on ${started_at.slice(0, 10)} as ${name} with source ${source}. With another source or event id its rows would count twice. Use the same, or import it again as new events.`;

const resumedAt = ({ rows }: ImportRecord): RowProblem => ({
	code: "resumed",
	severity: "info",
	title: "Gone on with",
	message: `An earlier import of this file ended after row ${rows}; this one went on behind it. What it had stored past that row counts as already imported.`,
});

const otherMapping = ({ started_at }: ImportRecord): RowProblem => ({
	code: "mapped_before",
	severity: "warning",
	title: "Imported before with other columns",
	message: `Rows stored on ${started_at.slice(0, 10)} stay as they were mapped then. Import the file again as new events to have them read anew.`,
});
