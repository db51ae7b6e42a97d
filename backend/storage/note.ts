import { z } from "zod";
import type { Depot } from "../store/depot-port.js";

const schema = z.object({
	/** Of the store that the data comes from. */
	from: z.string(),
	/** `differs`: what was moved was not what is there, so it is moved anew. */
	state: z.enum(["running", "differs", "done"]),
	/** Events of the source up to this number are in the target. */
	seq: z.int(),
	began_at: z.int(),
});
export type MoveNote = z.infer<typeof schema>;

/** What a move left in its target; null where there was none, or one that this version cannot read. */
export const readNote = async (depot: Depot): Promise<MoveNote | null> => {
	const text = await depot.note();
	if (text === null) return null;
	const read = schema.safeParse(JSON.parse(text));
	return read.success ? read.data : null;
};

export const saveNote = (depot: Depot, note: MoveNote): Promise<void> => depot.saveNote(JSON.stringify(note));
