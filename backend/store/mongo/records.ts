import type { Db, Filter } from "mongodb";
import type { Analysis } from "../../contract/analysis.js";
import type { RejectRow } from "../../contract/events.js";
import type { ImportRecord } from "../../contract/transfer.js";
import { headOf } from "../analysis-head.js";
import type { AnalysisStore, ImportStore, RejectStore } from "../ports.js";
import type { Presence } from "./presence.js";
import { nextNumber } from "./sequence.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

interface AnalysisDocument extends Omit<Analysis, "_id" | "created_at" | "detailed_metrics" | "breakdown"> {
	_id: string;
	created_at: Date;
	/** Order of saving. */
	stored: number;
	/** JSON: their keys are pages and names of a sender's choice, which are no names of fields. */
	tables: string;
}

const analyses = (db: Db) => db.collection<AnalysisDocument>("analyses");

type Head = Omit<Analysis, "detailed_metrics" | "breakdown">;

const withoutTables = ({ tables: _, stored: __, ...document }: AnalysisDocument): Head => ({
	...document,
	created_at: document.created_at.toISOString(),
});

export const analysisOf = (found: AnalysisDocument): Analysis => ({
	...withoutTables(found),
	...(JSON.parse(found.tables) as Pick<Analysis, "detailed_metrics" | "breakdown">),
});

export const analysisDocument = ({ detailed_metrics, breakdown, ...analysis }: Analysis, stored: number): AnalysisDocument => ({
	...analysis,
	created_at: new Date(analysis.created_at),
	stored,
	tables: JSON.stringify({ detailed_metrics, breakdown }),
});

/** Those of the predecessor have no `stored`, and another content. */
const ours = { stored: { $exists: true } } as const;

export const openAnalyses = (use: Use): AnalysisStore => ({
	saveAnalysis: (analysis) =>
		use(async (db) => {
			const document = analysisDocument(analysis, await nextNumber(db, "analyses"));
			await analyses(db).replaceOne({ _id: analysis._id }, document, { upsert: true });
		}),
	analyses: (owner, limit) =>
		use(async (db) => {
			const wanted = { ...ours, ...(owner === null ? {} : { user_id: owner }) };
			const options = { projection: { tables: 0, spark_summary: 0, insights: 0 } };
			const found = await analyses(db).find(wanted, options).sort({ created_at: -1, stored: -1 }).limit(limit).toArray();
			return found.map((one) => headOf(withoutTables(one)));
		}),
	analysis: (id) =>
		use(async (db) => {
			const found = await analyses(db).findOne({ _id: id, ...ours });
			return found && analysisOf(found);
		}),
	removeAnalysis: (id) => use(async (db) => (await analyses(db).deleteOne({ _id: id, ...ours })).deletedCount > 0),
});

interface ImportDocument {
	_id: string;
	sha256: string;
	status: string;
	started_at: string;
	finished_at: string | null;
	stored: number;
	record: ImportRecord;
}

export const importDocument = (record: ImportRecord): Omit<ImportDocument, "_id" | "stored"> => {
	const { sha256, status, started_at, finished_at } = record;
	return { sha256, status, started_at, finished_at, record };
};

export const imports = (db: Db) => db.collection<ImportDocument>("imports");

export const openImports = (use: Use, { marks, left }: Pick<Presence, "marks" | "left">): ImportStore => ({
	/** A record keeps its place in the order when it is replaced. */
	saveImport: async (record) => {
		const { $set, ...marked } = await marks(record.import_id, record.status === "running");
		await use(async (db) => {
			const place = { stored: await nextNumber(db, "imports") };
			const change = { ...marked, $set: { ...importDocument(record), ...$set }, $setOnInsert: place };
			await imports(db).updateOne({ _id: record.import_id }, change, { upsert: true });
		});
	},
	leftImports: async () => {
		const wanted = (await left()) as Filter<ImportDocument>;
		return use(async (db) => (await imports(db).find(wanted).sort({ stored: 1 }).toArray()).map(({ record }) => record));
	},
	imports: (limit) =>
		use(async (db) => (await imports(db).find().sort({ started_at: -1, stored: -1 }).limit(limit).toArray()).map(({ record }) => record)),
	importOf: (sha256) =>
		use(async (db) => {
			const newest = { sort: { finished_at: -1, stored: -1 } } as const;
			return (await imports(db).findOne({ sha256, status: "done" }, newest))?.record ?? null;
		}),
});

/** The newest of these stay. */
const rejectLimit = 10_000;

type RejectDocument = Omit<RejectRow, "id" | "received_at"> & { _id: number; received_at: Date };

const rejected = (db: Db) => db.collection<RejectDocument>("rejects");

export const openRejects = (use: Use): RejectStore & { readonly count: () => Promise<number> } => {
	const count = (): Promise<number> => use((db) => rejected(db).estimatedDocumentCount());
	return {
		count,
		addRejects: async (given) => {
			const kept = given.slice(-rejectLimit);
			if (kept.length === 0) return;
			await use(async (db) => {
				const last = await nextNumber(db, "rejects", kept.length);
				const documents = kept.map(({ receivedAt, ...one }, index) => ({
					...one,
					_id: last - kept.length + 1 + index,
					received_at: new Date(receivedAt),
				}));
				await rejected(db).insertMany(documents, { ordered: false });
				await rejected(db).deleteMany({ _id: { $lte: last - rejectLimit } });
			});
		},
		rejects: async (limit) => {
			const found = await use((db) => rejected(db).find().sort({ _id: -1 }).limit(limit).toArray());
			const items = found.map(({ _id: id, received_at, ...one }): RejectRow => ({ ...one, id, received_at: received_at.getTime() }));
			return { items, total: await count() };
		},
	};
};
