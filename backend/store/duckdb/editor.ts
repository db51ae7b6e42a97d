import { noisySources } from "../event.js";
import type { EventEditor, EventKey, Replica } from "../ports.js";
import type { Database, Link } from "./database.js";
import { forgetAll } from "./fold.js";
import type { Kept } from "./kept.js";
import addMarks from "./sql/edit/add-marks.sql";
import dropMarks from "./sql/edit/drop-marks.sql";
import flagSql from "./sql/edit/flag.sql";
import keysSql from "./sql/edit/keys.sql";
import keysBetweenSql from "./sql/edit/keys-between.sql";
import logHidden from "./sql/edit/log-hidden.sql";
import logRemoved from "./sql/edit/log-removed.sql";
import logShown from "./sql/edit/log-shown.sql";
import removeSql from "./sql/edit/remove.sql";
import unflagSql from "./sql/edit/unflag.sql";
import noiseByDay from "./sql/read/noise-by-day.sql";

const noisy = { noisy_sources: [...noisySources] };

/**
 * Changes events in a transaction of its own, together with what the kept-up tables have to know of it (kept_changes).
 * `onChange` runs before the next edit or fold.
 */
export const openEditor = (
	database: Database,
	kept: Kept,
	onChange: () => Promise<void>,
): EventEditor & Pick<Replica, "removeBetween" | "clear" | "noiseByDay"> => {
	/** `choose` fills the temporary table of the keys that `work` changes. */
	const change = (choose: (link: Link) => Promise<unknown>, work: (link: Link) => Promise<number>): Promise<number> =>
		kept.alone(async () => {
			const changed = await database.use((link) =>
				link.transaction(async () => {
					await choose(link);
					return work(link);
				}),
			);
			if (changed > 0) await onChange();
			return changed;
		});
	const edit = async (keys: readonly EventKey[], work: (link: Link) => Promise<number>): Promise<number> => {
		if (keys.length === 0) return 0;
		const named = { sources: keys.map(({ source }) => source), ids: keys.map(({ eventId }) => eventId) };
		return change((link) => link.exec(keysSql, named), work);
	};
	const removeChosen = async (link: Link): Promise<number> => {
		await link.exec(logRemoved);
		await link.exec(dropMarks);
		return link.exec(removeSql);
	};
	return {
		flag: (keys, reasons, at) =>
			edit(keys, async (link) => {
				await link.exec(logHidden);
				await link.exec(addMarks, { reasons: reasons.length > 0 ? [...reasons] : [""], at });
				return link.exec(flagSql, { reasons: [...reasons], at });
			}),
		unflag: (keys) =>
			edit(keys, async (link) => {
				await link.exec(logShown, noisy);
				await link.exec(dropMarks);
				return link.exec(unflagSql, noisy);
			}),
		remove: (keys) => edit(keys, removeChosen),
		removeBetween: (from, to) => change((link) => link.exec(keysBetweenSql, { from, to }), removeChosen),
		noiseByDay: async () => {
			const rows = await database.use((link) => link.rows(noiseByDay));
			return new Map(rows.map(({ day, told }) => [String(day), String(told)]));
		},
		clear: () =>
			kept.alone(async () => {
				await database.use((link) =>
					link.transaction(async () => {
						for (const table of ["events", "noise_marks"]) await link.exec(`DELETE FROM ${table}`);
					}),
				);
				await forgetAll(database);
				await onChange();
			}),
	};
};
