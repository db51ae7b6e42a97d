import type { Document, Filter } from "mongodb";
import type { Analysis } from "../../contract/analysis.js";
import type { CleanupRun } from "../../contract/cleanup.js";
import type { Order } from "../../contract/orders.js";
import { type HeldRecord, type HeldRun, heldRun, type RecordKind } from "../depot-port.js";
import type { ModelRun, StoredModelKey } from "../model-ports.js";
import type { StoredCode, StoredToken, StoredUser, StoredWriteKey } from "../ports.js";
import { codeDocument, codeOf, tokenDocument, tokenOf, userDocument, userOf } from "./accounts.js";
import { productDocument, productOf } from "./catalog.js";
import { backupName } from "./cleanup-backup.js";
import { analysisDocument, analysisOf, importDocument } from "./records.js";
import { writeKeyDocument, writeKeyOf } from "./write-keys.js";

/** How a kind of records rests in this store. A predecessor's documents in the same collection are not of the kind. */
export interface Shelf {
	readonly collection: string;
	readonly where: Filter<Document>;
	readonly sort: Record<string, 1>;
	/** Name of the sequence whose numbers tell the order of storing. */
	readonly sequence?: string;
	readonly read: (document: Document) => HeldRecord;
	/** `stored` is the record's number in the sequence. */
	readonly write: (record: HeldRecord, stored: number) => Document;
}

const settingNames = ["shop_name", "time_zone", "currency", "secret", "cleanup", "model"];
const all: Filter<Document> = {};
const byId = { _id: 1 } as const;
const byOrder = { stored: 1 } as const;

/** What a document of ours and a record have in common is told once, by the port that reads and writes it. */
const shelf = <D, R>(
	given: Pick<Shelf, "collection" | "where" | "sort" | "sequence">,
	read: (document: D) => R | null,
	write: (record: R, stored: number) => D,
): Shelf => ({ ...given, read: read as unknown as Shelf["read"], write: write as unknown as Shelf["write"] });

/** As every store keeps an amount: with at most four places. */
const rounded = (price: number): number => Number(price.toFixed(4));

interface RecommendationDocument {
	readonly user_id: string;
	readonly created_at: Date;
	readonly stored: number;
	readonly origin: string;
	readonly items: readonly { readonly product_id: string; readonly reason: string }[];
}

interface HeldList {
	readonly userId: string;
	readonly list: {
		readonly createdAt: number;
		readonly origin: string;
		readonly items: readonly { readonly productId: string; readonly reason: string }[];
	};
}

export const shelves: Readonly<Record<RecordKind, Shelf>> = {
	settings: {
		collection: "settings",
		where: { _id: { $in: settingNames } } as unknown as Filter<Document>,
		sort: byId,
		read: ({ _id: name, value }) => ({ name, value: value as unknown }),
		write: ({ name, value }) => ({ _id: name, value }),
	},
	users: shelf({ collection: "users", where: { username_key: { $exists: true } }, sort: byId }, userOf, (user: StoredUser) =>
		userDocument(user),
	),
	tokens: shelf({ collection: "sessions", where: { _id: { $type: "string" } } as never, sort: byId }, tokenOf, (token: StoredToken) =>
		tokenDocument(token),
	),
	codes: shelf({ collection: "codes", where: all, sort: byId }, codeOf, (code: StoredCode) => codeDocument(code)),
	products: {
		...shelf({ collection: "products", where: { updated_at: { $exists: true } }, sort: byId }, productOf, productDocument),
		read: (document) => {
			const product = productOf(document as never);
			return { ...product, price: rounded(product.price) };
		},
	},
	orders: {
		collection: "orders",
		where: { placing: { $exists: false }, order: { $exists: true } },
		sort: byId,
		read: ({ _id: key, order }) => ({ key, order: order as unknown }),
		write: ({ key, order }) => {
			const { user_id, created_at } = order as Order;
			return { _id: key, user_id, created_at, order };
		},
	},
	analyses: shelf(
		{ collection: "analyses", where: { stored: { $exists: true } }, sort: byOrder, sequence: "analyses" },
		analysisOf,
		(analysis: Analysis, stored) => analysisDocument(analysis, stored),
	),
	funnels: {
		collection: "funnels",
		where: all,
		sort: byId,
		read: ({ body }) => JSON.parse(String(body)) as HeldRecord,
		write: (funnel) => ({ _id: funnel["id"], name_key: String(funnel["name"]).toLowerCase(), body: JSON.stringify(funnel) }),
	},
	imports: {
		collection: "imports",
		where: all,
		sort: byOrder,
		sequence: "imports",
		read: ({ record }) => record as HeldRecord,
		write: (record, stored) => ({ _id: record["import_id"], ...importDocument(record as never), stored }),
	},
	seed_runs: {
		collection: "seed_runs",
		where: all,
		sort: byOrder,
		sequence: "seed_runs",
		read: ({ run, truth }) => ({ run: run as unknown, truth: truth === undefined ? null : (JSON.parse(String(truth)) as unknown) }),
		write: ({ run, truth }, stored) => {
			const { run_id, started_at } = run as { run_id: string; started_at: string };
			return { _id: run_id, started_at, run, stored, ...(truth !== null && { truth: JSON.stringify(truth) }) };
		},
	},
	rejects: {
		collection: "rejects",
		where: all,
		sort: byId,
		sequence: "rejects",
		read: ({ _id: _, received_at, ...reject }) => ({ ...reject, received_at: (received_at as Date).getTime() }),
		write: ({ received_at, ...reject }, stored) => ({ ...reject, _id: stored, received_at: new Date(Number(received_at)) }),
	},
	write_keys: shelf({ collection: "write_keys", where: all, sort: byId }, writeKeyOf, (key: StoredWriteKey) => writeKeyDocument(key)),
	recommendations: shelf(
		{ collection: "recommendations", where: { stored: { $exists: true } }, sort: byOrder, sequence: "recommendations" },
		({ user_id: userId, created_at, origin, items }: RecommendationDocument): HeldList => ({
			userId,
			list: { createdAt: created_at.getTime(), origin, items: items.map(({ product_id: productId, reason }) => ({ productId, reason })) },
		}),
		({ userId: user_id, list: { createdAt, origin, items } }, stored) => ({
			user_id,
			created_at: new Date(createdAt),
			stored,
			origin,
			items: items.map(({ productId: product_id, reason }) => ({ product_id, reason })),
		}),
	),
	model_keys: {
		collection: "api_keys",
		where: { _id: { $type: "string" } } as never,
		sort: byId,
		read: ({ key }) => key as HeldRecord,
		write: (record) => {
			const key = record as unknown as StoredModelKey;
			return { _id: key.owner, user_id: key.owner, provider: "openrouter", key, updated_at: new Date(key.updatedAt) };
		},
	},
	cleanup_runs: {
		collection: "cleanup_runs",
		where: all,
		sort: byId,
		read: ({ body }) => ({ ...heldRun(body as CleanupRun) }),
		write: (record) => {
			const { run, kept } = record as unknown as HeldRun;
			const body = { ...run, backup: kept ? backupName(run.run) : null };
			return { _id: run.run, action: run.action, in_effect: run.state === "done", body };
		},
	},
	model_runs: {
		collection: "model_runs",
		where: all,
		sort: byId,
		read: ({ run }) => run as HeldRecord,
		write: (record) => {
			const run = record as unknown as ModelRun;
			return { run_id: run.runId, called_at: new Date(run.at), cost: run.cost, run };
		},
	},
};
