import { createHmac } from "node:crypto";
import type { EventInput } from "../contract/events.js";
import type { ImportField } from "../contract/transfer.js";
import { checkSize, decodeNative, Fault, type FileRow, normalise, openAddressHash } from "../ingest/index.js";
import type { NewEvent } from "../store/event.js";
import { idOf, textOf } from "./cells.js";
import { moneyProblems, refundProblem } from "./money-cells.js";
import { columnOf, type Plan } from "./plan.js";
import type { RowProblem } from "./problems.js";
import { openRowProperties } from "./row-properties.js";
import { openRowTime } from "./row-time.js";

export interface MapperDeps {
	/** Keys the hashes of addresses and visitors. */
	readonly secret: Uint8Array;
	/** Server time of the import, epoch ms. */
	readonly receivedAt: number;
	/** SHA-256 of the content, hex. */
	readonly sha256: string;
	/** Makes the events of the same content other events; empty for the first import. */
	readonly suffix: string;
	/** The site's host, where the pages are paths alone. */
	readonly ownHost?: string | null;
}

export interface Judged {
	/** Null when the row is left out; then at least one problem is an error. */
	readonly event: NewEvent | null;
	readonly problems: readonly RowProblem[];
	/** As RowTime tells it. */
	readonly dayProven: boolean | null;
}

export type Mapper = (row: FileRow) => Judged;

export const sourceName = (sha256: string): string => `import:${sha256.slice(0, 12)}`;

/**
 * Makes of a row what a client would have sent, and gives it to the same normalisation. An event without an id of its own is
 * known by content and row, so that a file read again adds nothing and two equal lines are two events.
 */
export const openMapper = (plan: Plan, deps: MapperDeps): Mapper => {
	const timeOf = openRowTime(plan, deps.receivedAt);
	const propertiesOf = openRowProperties(plan);
	const inputOf = openInput(plan, deps);
	const hashAddress = openAddressHash(deps.secret);
	const source = plan.mapping.source ?? sourceName(deps.sha256);
	const metaOf = (row: FileRow) => {
		const address = addressOf(plan, row);
		return { receivedAt: deps.receivedAt, source, ownHost: deps.ownHost, addresses: address === null ? null : hashAddress(address) };
	};
	const normalised = (raw: EventInput, row: FileRow, problems: RowProblem[]): NewEvent | null => {
		checkSize(raw, Number.POSITIVE_INFINITY);
		const event = normalise(decodeNative(raw), metaOf(row));
		const wrong = refundProblem(event, plan.mapping, columnOf(plan, "quantity"));
		if (!wrong) return event;
		problems.push(wrong);
		return wrong.severity === "error" ? null : normalise(decodeNative({ ...raw, event_type: "refund" }), metaOf(row));
	};

	return (row) => {
		if (row.fault?.severity === "error") return { event: null, problems: [row.fault], dayProven: null };
		const problems: RowProblem[] = row.fault ? [row.fault] : [];
		const { ms, problem, dayProven } = timeOf(row.cells[plan.at.timestamp ?? -1]);
		if (problem) problems.push(problem);
		const { sent, kept } = propertiesOf(row, problems);
		if (ms === null || problems.some(({ severity }) => severity === "error")) return { event: null, problems, dayProven };
		try {
			const event = normalised(inputOf(row, ms, sent), row, problems);
			if (event) problems.push(...moneyProblems(event, row, plan));
			return { event: event && { ...event, properties: kept(event) }, problems, dayProven };
		} catch (cause) {
			if (!(cause instanceof Fault)) throw cause;
			return { event: null, problems: [...problems, faultProblem(plan, cause)], dayProven };
		}
	};
};

const addressOf = ({ at }: Plan, { cells }: FileRow): string | null =>
	at.ip === undefined ? null : (textOf(cells[at.ip])?.trim() ?? null);

/** The row as an event of the wire. */
const openInput = (plan: Plan, { sha256, suffix, secret }: MapperDeps) => {
	const { at, mapping } = plan;
	const visitorOf = openVisitors(secret);
	/** Where the file has an id for somebody, an address would only split them. */
	const named = at.client_id !== undefined || at.user_id !== undefined || at.session_id !== undefined;
	const content = sha256.slice(0, 12);
	const id = (row: FileRow, field: ImportField): string | null => {
		const index = at[field];
		return index === undefined ? null : idOf(row.cells[index]);
	};
	const visitor = (row: FileRow): string | null => {
		if (named) return id(row, "client_id");
		const address = addressOf(plan, row);
		return address === null
			? null
			: visitorOf(`${address}\n${at.user_agent === undefined ? "" : (textOf(row.cells[at.user_agent]) ?? "")}`);
	};
	return (row: FileRow, ms: number, properties: Record<string, unknown>): EventInput => ({
		event_id: `${id(row, "event_id") ?? `${content}:${row.row}`}${suffix}`,
		client_id: visitor(row),
		user_id: id(row, "user_id"),
		session_id: id(row, "session_id"),
		event_type: (at.event_type === undefined ? null : textOf(row.cells[at.event_type])) ?? mapping.default_event_type,
		page: at.page === undefined ? null : textOf(row.cells[at.page]),
		timestamp: ms / 1000,
		properties,
	});
};

/** A visitor without an id is who has this address and this browser; neither can be told from the hash. */
const openVisitors = (secret: Uint8Array): ((text: string) => string) => {
	const known = new Map<string, string>();
	return (text) => {
		const found = known.get(text);
		if (found !== undefined) return found;
		if (known.size > 50_000) known.clear();
		const visitor = createHmac("sha256", secret).update(`visitor\n${text}`).digest("hex").slice(0, 32);
		known.set(text, visitor);
		return visitor;
	};
};

const faultProblem = (plan: Plan, { code, path, message }: Fault): RowProblem => {
	const field = path.replace(/^properties\./, "");
	return {
		code: code === "invalid" ? `invalid_${field || "event"}` : code,
		severity: "error",
		title: code === "too_large" ? "Event too large" : `Unusable ${field.replaceAll("_", " ") || "event"}`,
		message: `${message}. Left out.`,
		...columnOf(plan, field as ImportField),
	};
};
