import { createHmac } from "node:crypto";
import { limits } from "../contract/events.js";
import type { ImportField } from "../contract/transfer.js";
import { checkSize, decodeNative, Fault, type FileRow, normalise, openAddressHash } from "../ingest/index.js";
import type { NewEvent } from "../store/event.js";
import { idOf, objectOfCell, textOf } from "./cells.js";
import { moneyProblems, refundProblem } from "./money-cells.js";
import type { Plan } from "./plan.js";
import type { RowProblem } from "./problems.js";
import { decimalText } from "./read-number.js";
import { timeReader } from "./read-time.js";

export interface MapperDeps {
	/** Keys the hashes of addresses and visitors. */
	readonly secret: Uint8Array;
	/** Server time of the import, epoch ms. */
	readonly receivedAt: number;
	/** SHA-256 of the content, hex. */
	readonly sha256: string;
	/** Makes the events of the same content other events; empty for the first import. */
	readonly suffix: string;
}

export interface Judged {
	/** Null when the row is left out; then at least one problem is an error. */
	readonly event: NewEvent | null;
	readonly problems: readonly RowProblem[];
	/** Of a date with day and month: whether one of them is above 12, so that their order is beyond doubt. */
	readonly dayProven: boolean | null;
}

export type Mapper = (row: FileRow) => Judged;

export const sourceName = (sha256: string): string => `import:${sha256.slice(0, 12)}`;

/** Fields that go into the event's properties as text, under the names that normalisation knows. */
const textFields = [
	"url",
	"referrer",
	"product_id",
	"product_name",
	"product_category",
	"currency",
	"search_term",
	"user_agent",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"source",
] as const satisfies readonly ImportField[];

const numberFields = ["price", "quantity", "revenue", "total"] as const satisfies readonly ImportField[];

/**
 * Makes of a row what a client would have sent, and gives it to the same normalisation. An event without an id of its own is
 * known by content and row, so that a file read again adds nothing and two equal lines are two events.
 */
export const openMapper = (plan: Plan, deps: MapperDeps): Mapper => {
	const readTime = timeReader(plan.mapping);
	const hashAddress = openAddressHash(deps.secret);
	const visitorOf = openVisitors(deps.secret);
	const cell = (row: FileRow, field: ImportField): unknown => {
		const at = plan.at[field];
		return at === undefined ? null : row.cells[at];
	};
	const named = plan.at.client_id !== undefined || plan.at.user_id !== undefined || plan.at.session_id !== undefined;
	const ownSource = plan.mapping.source ?? sourceName(deps.sha256);
	const columnOf = (field: ImportField): { column?: string } => {
		const at = plan.at[field];
		return at === undefined ? {} : { column: plan.columns[at] ?? "" };
	};

	return (row) => {
		if (row.fault?.severity === "error") return { event: null, problems: [row.fault], dayProven: null };
		const problems: RowProblem[] = row.fault ? [row.fault] : [];
		const time = timeOf(cell(row, "timestamp"));
		problems.push(...time.problems);
		const { properties, own } = propertiesOf(row, problems);
		const failed = (): Judged => ({ event: null, problems, dayProven: time.dayProven });
		if (problems.some(({ severity }) => severity === "error")) return failed();
		const address = textOf(cell(row, "ip"))?.trim() ?? null;
		const agent = textOf(cell(row, "user_agent"));
		const eventId = idOf(cell(row, "event_id"));
		const raw = {
			event_id: `${eventId ?? `${deps.sha256.slice(0, 12)}:${row.row}`}${deps.suffix}`,
			client_id: named ? idOf(cell(row, "client_id")) : address === null ? null : visitorOf(`${address}\n${agent ?? ""}`),
			user_id: idOf(cell(row, "user_id")),
			session_id: idOf(cell(row, "session_id")),
			event_type: textOf(cell(row, "event_type")) ?? plan.mapping.default_event_type,
			page: textOf(cell(row, "page")),
			timestamp: time.ms / 1000,
			properties,
		};
		const meta = { receivedAt: deps.receivedAt, source: ownSource, addresses: address === null ? null : hashAddress(address) };
		try {
			checkSize(raw, Number.POSITIVE_INFINITY);
			const event = normalise(decodeNative(raw), meta);
			const wrong = refundProblem(event, plan.mapping, columnOf("quantity"));
			if (wrong) problems.push(wrong);
			if (wrong?.severity === "error") return failed();
			const taken = wrong ? normalise(decodeNative({ ...raw, event_type: "refund" }), meta) : event;
			problems.push(...moneyProblems(taken, row, plan));
			return { event: { ...taken, properties: kept(taken.properties, own, row) }, problems, dayProven: time.dayProven };
		} catch (cause) {
			if (!(cause instanceof Fault)) throw cause;
			problems.push(faultProblem(cause));
			return failed();
		}
	};

	function timeOf(found: unknown): { ms: number; problems: RowProblem[]; dayProven: boolean | null } {
		const column = columnOf("timestamp");
		const bad = (code: string, title: string, message: string) => ({
			ms: 0,
			dayProven: null,
			problems: [{ code, severity: "error" as const, title, message: `${message}. Left out.`, ...column }],
		});
		if (textOf(found) === null) return bad("time_missing", "No time", "the time is empty");
		const time = readTime(found);
		if (!time.ok) return bad(time.code, time.code === "time_skipped" ? "Hour that does not exist" : "Time cannot be read", time.message);
		if (time.ms < limits.earliest) return bad("time_range", "Time before 2000 or ahead", `"${textOf(found)}" lies before the year 2000`);
		if (time.ms > deps.receivedAt + limits.aheadMs)
			return bad("time_range", "Time before 2000 or ahead", `"${textOf(found)}" lies more than a day ahead of now`);
		return { ms: time.ms, dayProven: time.dayProven, problems: time.twice ? [twice(found)] : [] };
	}

	function twice(found: unknown): RowProblem {
		const { tz, ambiguous } = plan.mapping;
		const message = `"${textOf(found)}" occurs twice in ${tz}, as the clocks were set back. The ${ambiguous} one is taken.`;
		return { code: "time_twice", severity: "info", title: "Hour that occurs twice", message };
	}

	/** `own`: names that come from mapped columns alone; the typed columns of the event hold them. */
	function propertiesOf(row: FileRow, problems: RowProblem[]): { properties: Record<string, unknown>; own: ReadonlySet<string> } {
		const properties: Record<string, unknown> = Object.assign(Object.create(null), nested(row, problems), row.extra);
		for (const { name, at } of plan.kept) if (textOf(row.cells[at]) !== null) properties[name] = row.cells[at];
		/** Only a column mapped as the source, or an event's own properties, name the sender; a kept column does not. */
		if (isKept(row, "source")) delete properties["source"];
		const own = new Set<string>();
		const set = (name: string, value: string | null): void => {
			if (value === null) return;
			if (!(name in properties)) own.add(name);
			properties[name] = value;
		};
		for (const field of textFields) set(field, textOf(cell(row, field)));
		set("order_id", idOf(cell(row, "order_id")));
		for (const field of numberFields) set(field, numberOf(field, row, problems));
		if (
			!("currency" in properties) &&
			plan.mapping.default_currency &&
			numberFields.some((field) => field !== "quantity" && own.has(field))
		)
			set("currency", plan.mapping.default_currency);
		return { properties: { ...properties }, own };
	}

	function isKept(row: FileRow, name: string): boolean {
		return plan.kept.some((column) => column.name === name) || Object.hasOwn(row.extra ?? {}, name);
	}

	function nested(row: FileRow, problems: RowProblem[]): Readonly<Record<string, unknown>> {
		const found = cell(row, "properties");
		if (textOf(found) === null) return {};
		const object = objectOfCell(found);
		if (object) return object;
		const column = columnOf("properties");
		const message = `"${textOf(found)?.slice(0, 40)}" is no JSON object. It is kept as text.`;
		problems.push({ code: "properties_text", severity: "warning", title: "Properties are no object", message, ...column });
		return { [column.column ?? "properties"]: found };
	}

	function numberOf(field: (typeof numberFields)[number], row: FileRow, problems: RowProblem[]): string | null {
		const found = cell(row, field);
		const text = textOf(found);
		if (text === null) return null;
		const number = decimalText(found, plan.mapping.decimal);
		if (number !== null) return number;
		const title = field === "quantity" ? "Quantity cannot be read" : "Amount cannot be read";
		const hint = /,/.test(text) && plan.mapping.decimal === "point" ? " Choose a decimal comma if it is one." : "";
		const message = `"${text.slice(0, 40)}" is no number. Left out.${hint}`;
		problems.push({ code: `${field}_unreadable`, severity: "error", title, message, ...columnOf(field) });
		return null;
	}

	function faultProblem({ code, path, message }: Fault): RowProblem {
		const field = path.replace(/^properties\./, "") as ImportField;
		const title = code === "too_large" ? "Event too large" : `Unusable ${field.replaceAll("_", " ") || "event"}`;
		return {
			code: code === "invalid" ? `invalid_${field || "event"}` : code,
			severity: "error",
			title,
			message: `${message}. Left out.`,
			...columnOf(field),
		};
	}

	/** What the typed columns hold is not kept twice; a kept column named `source` comes back, unread. */
	function kept(properties: NewEvent["properties"], own: ReadonlySet<string>, row: FileRow): NewEvent["properties"] {
		const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !own.has(name)));
		const at = plan.kept.find(({ name }) => name === "source")?.at;
		const source = at === undefined ? row.extra?.["source"] : row.cells[at];
		return source === undefined || textOf(source) === null ? rest : { ...rest, source };
	}
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
