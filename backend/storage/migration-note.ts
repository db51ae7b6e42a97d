import { z } from "zod";
import { backedUpKinds, type OldData } from "../store/predecessor-port.js";

const schema = z.object({
	version: z.literal(1),
	/** `running`: under way, or interrupted. */
	state: z.enum(["running", "done"]),
	/** Ends the names of the backups. */
	suffix: z.string(),
	/** Those that are copied: of which there was something when it began. */
	kinds: z.array(z.enum(backedUpKinds)),
	/** All is copied and proven; from then on documents are changed. */
	backed_up: z.boolean(),
	began_at: z.int(),
	finished_at: z.int().nullable(),
});
export type MigrationNote = z.infer<typeof schema>;

/** Of the last time that data was taken over; null where it never was. */
export const readNote = async (old: OldData): Promise<MigrationNote | null> => {
	const text = await old.note();
	return text === null ? null : schema.parse(JSON.parse(text));
};

export const saveNote = (old: OldData, note: MigrationNote): Promise<void> => old.saveNote(JSON.stringify(note));

/** Date and time, UTC: 20261127_2110. */
export const suffixOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, "").replace("T", "_");

/** The one that was interrupted, or a new one. */
export const beginNote = async (old: OldData, at: number): Promise<MigrationNote> => {
	const known = await readNote(old);
	if (known?.state === "running") return known;
	const suffix = known?.suffix === suffixOf(at) ? `${suffixOf(at)}_${String(at % 60_000)}` : suffixOf(at);
	const counts = await old.counts();
	const kinds = backedUpKinds.filter((kind) => counts[kind] > 0);
	const note: MigrationNote = { version: 1, state: "running", suffix, kinds, backed_up: false, began_at: at, finished_at: null };
	await saveNote(old, note);
	return note;
};
