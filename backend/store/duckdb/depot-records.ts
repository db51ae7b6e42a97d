import type { Analysis } from "../../contract/analysis.js";
import type { SavedFunnel } from "../../contract/funnels.js";
import type { ImportRecord } from "../../contract/transfer.js";
import { headOf } from "../analysis-head.js";
import { type HeldRecord, type HeldRun, heldRun, type RecordKind } from "../depot-port.js";
import { nameOf } from "./cleanup-backup.js";
import { runOf } from "./cleanup-journal.js";
import type { Param, Params, PlainRow } from "./values.js";

/** How a kind of records rests in this store: what reads it, and the columns that a record fills. */
export interface Shelf {
	readonly table: string;
	/** Rows of `table` that are of the kind. */
	readonly where?: string;
	readonly order: string;
	/** Filled by the store itself, such as a number of the order of storing. */
	readonly numbered?: "record_order" | "reject_order";
	readonly read: (row: PlainRow) => HeldRecord;
	readonly write: (record: HeldRecord) => Params;
}

const json = (value: unknown): unknown => JSON.parse(String(value));

/** A table whose columns are the record's fields under other names. */
const plain = (table: string, order: string, columns: Readonly<Record<string, string>>): Shelf => ({
	table,
	order,
	read: (row) => Object.fromEntries(Object.entries(columns).map(([column, field]) => [field, row[column] ?? null])),
	write: (record) => Object.fromEntries(Object.entries(columns).map(([column, field]) => [column, record[field] as Param])),
});

/** A table that keeps the record as JSON, and some of its fields beside it. */
const body = (
	shelf: Pick<Shelf, "table" | "order" | "numbered">,
	{ read = (row) => json(row["body"]) as HeldRecord, write }: Pick<Shelf, "write"> & Partial<Pick<Shelf, "read">>,
): Shelf => ({ ...shelf, read, write });

/** Settings that are text here and a value elsewhere. */
const isText = (name: unknown): boolean => name === "secret" || name === "cleanup";
const settingNames = ["shop_name", "time_zone", "currency", "secret", "cleanup"];

const products = plain("products", "product_id", {
	product_id: "productId",
	slug: "slug",
	name: "name",
	category: "category",
	price: "price",
	currency: "currency",
	tags: "tags",
	description: "description",
	brand: "brand",
	stock: "stock",
	image_url: "imageUrl",
	created_at: "createdAt",
	updated_at: "updatedAt",
});

export const shelves: Readonly<Record<RecordKind, Shelf>> = {
	settings: {
		table: "settings",
		where: `name IN (${settingNames.map((name) => `'${name}'`).join(", ")})`,
		order: "name",
		read: ({ name, value }) => ({ name, value: isText(name) ? value : json(value) }),
		write: ({ name, value }) => ({ name: String(name), value: isText(name) ? String(value) : JSON.stringify(value) }),
	},
	users: plain("users", "user_id", {
		user_id: "userId",
		username: "username",
		email: "email",
		role: "role",
		password_hash: "passwordHash",
		created_at: "createdAt",
	}),
	tokens: plain("tokens", "token_hash", {
		token_hash: "tokenHash",
		user_id: "userId",
		created_at: "createdAt",
		expires_at: "expiresAt",
	}),
	codes: plain("codes", "code_hash", { code_hash: "codeHash", user_id: "userId", purpose: "purpose", expires_at: "expiresAt" }),
	products,
	orders: body(
		{ table: "orders", order: "order_key" },
		{
			read: (row) => ({ key: row["order_key"], order: json(row["body"]) }),
			write: ({ key, order }) => {
				const { order_id: id, user_id: user, created_at: at } = order as { order_id: string; user_id: string | null; created_at: string };
				return { order_key: String(key), order_id: id, user_id: user, created_at: at, body: JSON.stringify(order) };
			},
		},
	),
	analyses: body(
		{ table: "analyses", order: "stored", numbered: "record_order" },
		{
			write: (record) => {
				const analysis = record as unknown as Analysis;
				const { _id: id, user_id: owner, created_at } = analysis;
				return { id, owner, created_at, head: JSON.stringify(headOf(analysis)), body: JSON.stringify(analysis) };
			},
		},
	),
	funnels: body(
		{ table: "funnels", order: "id" },
		{
			write: (record) => {
				const { id, name } = record as unknown as SavedFunnel;
				return { id, name_key: name.toLowerCase(), body: JSON.stringify(record) };
			},
		},
	),
	imports: body(
		{ table: "imports", order: "stored", numbered: "record_order" },
		{
			write: (record) => {
				const { import_id, sha256, status, started_at, finished_at } = record as unknown as ImportRecord;
				return { import_id, sha256, status, started_at, finished_at, body: JSON.stringify(record) };
			},
		},
	),
	seed_runs: body(
		{ table: "seed_runs", order: "stored", numbered: "record_order" },
		{
			read: (row) => ({ run: json(row["body"]), truth: row["truth"] === null ? null : json(row["truth"]) }),
			write: ({ run, truth }) => {
				const { run_id, started_at } = run as { run_id: string; started_at: string };
				return { run_id, started_at, body: JSON.stringify(run), truth: truth === null ? null : JSON.stringify(truth) };
			},
		},
	),
	rejects: body(
		{ table: "rejects", order: "id", numbered: "reject_order" },
		{
			read: ({ received_at, source, excerpt, body: text }) => ({ ...(json(text) as HeldRecord), received_at, source, excerpt }),
			write: ({ received_at, source, excerpt, ...rest }) => ({
				received_at: Number(received_at),
				source: String(source),
				excerpt: String(excerpt),
				body: JSON.stringify(rest),
			}),
		},
	),
	write_keys: {
		...plain("write_keys", "key_id", {}),
		read: (row) => ({
			keyId: row["key_id"],
			keyHash: row["key_hash"],
			name: row["name"],
			kind: row["kind"],
			shown: row["shown"],
			origins: json(row["origins"]),
			createdAt: row["created_at"],
			revokedAt: row["revoked_at"],
		}),
		write: (key) => ({
			key_id: String(key["keyId"]),
			key_hash: String(key["keyHash"]),
			name: String(key["name"]),
			kind: String(key["kind"]),
			shown: String(key["shown"]),
			origins: JSON.stringify(key["origins"]),
			created_at: Number(key["createdAt"]),
			revoked_at: key["revokedAt"] as number | null,
		}),
	},
	recommendations: body(
		{ table: "recommendations", order: "stored", numbered: "record_order" },
		{
			read: (row) => ({ userId: row["user_id"], list: json(row["body"]) }),
			write: ({ userId, list }) => ({
				user_id: String(userId),
				created_at: (list as { createdAt: number }).createdAt,
				body: JSON.stringify(list),
			}),
		},
	),
	model_keys: body(
		{ table: "model_keys", order: "owner" },
		{ write: (record) => ({ owner: String(record["owner"]), body: JSON.stringify(record) }) },
	),
	cleanup_runs: {
		table: "cleanup_runs",
		order: "run",
		read: (row) => ({ ...heldRun(runOf(row)) }),
		write: (record) => {
			const { run, kept } = record as unknown as HeldRun;
			const backup = kept ? nameOf(run.run, run.at) : null;
			return { run: run.run, action: run.action, in_effect: run.state === "done", backup, body: JSON.stringify({ ...run, backup }) };
		},
	},
	model_runs: plain("model_runs", "called_at, run_id, model, cost, prompt_tokens, completion_tokens", {
		run_id: "runId",
		owner: "owner",
		called_at: "at",
		model: "model",
		prompt_tokens: "promptTokens",
		completion_tokens: "completionTokens",
		cost: "cost",
		estimated: "estimated",
	}),
};
