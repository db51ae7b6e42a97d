import type { Report } from "../../../../backend/contract/reports.js";
import type { Client } from "../../app/client.js";
import type { ReportAsk } from "./ask.js";

/** As many rows as the contract gives at once. */
const atOnce = 10_000;
/** More do not fit into what a spreadsheet or this window can hold. */
const most = 1_000_000;

const joined = (first: Report, next: Report): Report => ({
	...first,
	rows: [...first.rows, ...next.rows],
	before: first.before && next.before ? { ...first.before, rows: [...first.before.rows, ...next.before.rows] } : null,
});

/** Every row of what is filtered, page after page. Throws where there are too many, or where rows changed in between. */
export const allRows = async (client: Client, ask: ReportAsk, signal?: AbortSignal): Promise<Report> => {
	const options = signal ? { signal } : {};
	let whole = await client.reports.get({ ...ask, limit: atOnce, offset: 0 }, options);
	if (whole.total > most)
		throw new Error(`The report has ${whole.total} rows, more than the ${most} of one file. Choose fewer days or search.`);
	while (whole.rows.length < whole.total) {
		const next = await client.reports.get({ ...ask, limit: atOnce, offset: whole.rows.length }, options);
		if (next.total !== whole.total || next.rows.length === 0)
			throw new Error("Events came in while the rows were read, so that pages would not fit.");
		whole = joined(whole, next);
	}
	return whole;
};
