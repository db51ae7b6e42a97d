import { noisySources } from "../event.js";
import type { EventEditor, EventKey } from "../ports.js";
import type { Database, Link } from "./database.js";
import type { Kept } from "./kept.js";
import flagSql from "./sql/edit/flag.sql";
import keysSql from "./sql/edit/keys.sql";
import logHidden from "./sql/edit/log-hidden.sql";
import logRemoved from "./sql/edit/log-removed.sql";
import logShown from "./sql/edit/log-shown.sql";
import removeSql from "./sql/edit/remove.sql";
import unflagSql from "./sql/edit/unflag.sql";

const noisy = { noisy_sources: [...noisySources] };

/**
 * Changes events in a transaction of its own, together with what the kept-up tables have to know of it (kept_changes).
 * `onChange` runs before the next edit or fold.
 */
export const openEditor = (database: Database, kept: Kept, onChange: () => Promise<void>): EventEditor => {
	const edit = (keys: readonly EventKey[], work: (link: Link) => Promise<number>): Promise<number> =>
		kept.alone(async () => {
			if (keys.length === 0) return 0;
			const changed = await database.use((link) =>
				link.transaction(async () => {
					await link.exec(keysSql, { sources: keys.map(({ source }) => source), ids: keys.map(({ eventId }) => eventId) });
					return work(link);
				}),
			);
			if (changed > 0) await onChange();
			return changed;
		});
	return {
		flag: (keys, reasons, at) =>
			edit(keys, async (link) => {
				await link.exec(logHidden);
				return link.exec(flagSql, { reasons: [...reasons], at });
			}),
		unflag: (keys) =>
			edit(keys, async (link) => {
				await link.exec(logShown, noisy);
				return link.exec(unflagSql, noisy);
			}),
		remove: (keys) =>
			edit(keys, async (link) => {
				await link.exec(logRemoved);
				return link.exec(removeSql);
			}),
	};
};
