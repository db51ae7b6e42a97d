import type { ReportDefinition, ReportRequest } from "./report.js";
import first from "./touch.first.sql";
import last from "./touch.last.sql";
import session from "./touch.session.sql";

const credited = { session, first, last } satisfies Record<ReportRequest["touch"], string>;

/**
 * A text that begins with WITH reads `credited`: the sessions of `ses`, each with the channel and the campaign that get the credit.
 * session: its own. first: those of its visitor's first session ever. last: those of its visitor's last session up to and with this
 * one whose channel is not direct, and its own where there is none. Only the latter two pay for looking at a visitor's other sessions.
 */
export const withCredit =
	(sql: string): Extract<ReportDefinition["sql"], (request: ReportRequest) => string> =>
	({ touch }) =>
		`WITH credited AS (\n${credited[touch]}),\n${sql.slice("WITH".length)}`;
