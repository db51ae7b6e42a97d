import type { Analysis, AnalysisHead } from "../contract/analysis.js";
import type { AccountRole } from "../contract/base.js";
import type { EventFilter, EventRow, Rejection, RejectRow } from "../contract/events.js";
import type { SavedFunnel } from "../contract/funnels.js";
import type { Settings } from "../contract/system.js";
import type { ExportFormat, ImportRecord } from "../contract/transfer.js";
import type { AggregateStore } from "./aggregate-port.js";
import type { CatalogStore, OrderStore } from "./catalog-ports.js";
import type { NewEvent } from "./event.js";
import type { EventLog, ForwardCursors } from "./forward-port.js";
import type { LiveReader } from "./live-port.js";
import type { ModelKeyStore, ModelRunStore } from "./model-ports.js";
import type { NoiseFinder, NoiseStore } from "./noise-port.js";
import type { ProductSightReader, RecommendationStore } from "./recommendation-ports.js";
import type { SeedStore } from "./seed-port.js";

/** What a store promises, split by capability. test/stores/ has a test for every sentence here. */

export interface AppendResult {
	/** One per event given, in order: true when it was stored now, false when (source, eventId) was already there or stood earlier in the same call. */
	readonly inserted: readonly boolean[];
}

export interface EventWriter {
	/**
	 * Stores events. When the promise resolves, every event is on disk (fsync) and the very next query of any reader counts it.
	 * Calls that come together share a sync; a call is stored whole or, when the promise rejects, not at all. Where a store without
	 * transactions is lost in the middle of a call, a part may be there: the call rejects, and sent again it completes, doubling nothing.
	 * The first (source, eventId) wins, at any age, across restarts. Rejects with AppError `overloaded` when more than
	 * the bounded queue waits, `disk_full` when the disk is, `store_unavailable` after close.
	 */
	append(events: readonly NewEvent[]): Promise<AppendResult>;
}

export interface EventKey {
	readonly source: string;
	readonly eventId: string;
}

export interface EventEditor {
	/** Marks events as noise with reasons; unknown keys and keys already flagged are skipped. Returns how many changed. Idempotent. */
	flag(keys: readonly EventKey[], reasons: readonly string[], at: number): Promise<number>;
	/** Takes the mark away. Returns how many changed. Idempotent. */
	unflag(keys: readonly EventKey[]): Promise<number>;
	/** Deletes events for good. Returns how many were there. A later append of the same key stores it anew. */
	remove(keys: readonly EventKey[]): Promise<number>;
}

export interface Page<T> {
	readonly items: readonly T[];
	readonly nextCursor: string | null;
}

export interface StoreCounts {
	readonly events: number;
	/** Flagged, or of a noisy source. */
	readonly noisy: number;
	readonly rejected: number;
	readonly firstTs: number | null;
	readonly lastTs: number | null;
	readonly lastReceivedAt: number | null;
	readonly bytes: number;
}

export interface EventReader {
	/** Newest first by (ts, seq); a cursor continues exactly after the page before, also while new events arrive. */
	list(filter: EventFilter, page: { readonly limit: number; readonly cursor: string | null }): Promise<Page<EventRow>>;
	/** How many events match. */
	count(filter: EventFilter): Promise<number>;
	/** Up to 200 values each, by count descending, then value ascending. */
	facets(): Promise<{ eventTypes: { value: string; count: number }[]; sources: { value: string; count: number }[] }>;
	/** Up to 200 sources with their events, noise too, and the time of receipt of the newest one; by that time descending, then by source. */
	sources(): Promise<{ source: string; events: number; lastReceivedAt: number }[]>;
	/** Cheap: answers without a full scan. */
	counts(): Promise<StoreCounts>;
}

export interface EventExporter {
	/**
	 * Writes exactly the events that match, by (ts, seq) ascending, to a new file at `path`; all columns, times as ISO UTC with
	 * milliseconds. Text cells of CSV that a spreadsheet would run as a formula are kept as they are, a file to read back exactly;
	 * with `spreadsheet` they get an apostrophe before them, a file to open by hand. Other formats know no formulas and ignore it.
	 * An abort or failure leaves no file behind.
	 */
	write(request: {
		readonly path: string;
		readonly format: ExportFormat;
		readonly filter: EventFilter;
		readonly spreadsheet?: boolean;
		readonly signal?: AbortSignal;
		readonly onProgress?: (rows: number, total: number) => void;
	}): Promise<number>;
}

export interface RejectStore {
	/** Keeps what was refused, for the tracking doctor; the newest 10,000 stay. */
	addRejects(rejects: readonly (Rejection & { receivedAt: number; source: string; excerpt: string })[]): Promise<void>;
	/** Newest first. */
	rejects(limit: number): Promise<{ items: RejectRow[]; total: number }>;
}

export interface StoredUser {
	readonly userId: string;
	readonly username: string;
	readonly email: string | null;
	readonly role: AccountRole;
	/** Null while an invitation waits. */
	readonly passwordHash: string | null;
	readonly createdAt: number;
}

export interface StoredToken {
	/** SHA-256 of the opaque token, hex. */
	readonly tokenHash: string;
	readonly userId: string;
	readonly createdAt: number;
	readonly expiresAt: number;
}

export interface StoredCode {
	readonly codeHash: string;
	/** Null: the code that makes the first owner. */
	readonly userId: string | null;
	readonly purpose: "owner" | "invite" | "reset";
	readonly expiresAt: number;
}

export interface AccountStore {
	/** Rejects with AppError `conflict` when the name (case-insensitive) is taken, also when two calls race. */
	createUser(user: StoredUser): Promise<void>;
	/** By name, case-insensitive, or e-mail. */
	findUser(name: string): Promise<StoredUser | null>;
	user(userId: string): Promise<StoredUser | null>;
	users(): Promise<StoredUser[]>;
	/** Sets password, and name and e-mail where given; ends every token of the user. */
	changeUser(
		userId: string,
		change: { readonly passwordHash?: string; readonly username?: string; readonly email?: string | null },
	): Promise<void>;
	/** Removes user, tokens, codes, lists of recommendations and model key; analyses of the user stay, readable by owners. */
	removeUser(userId: string): Promise<boolean>;
	hasOwner(): Promise<boolean>;
	saveToken(token: StoredToken): Promise<void>;
	/** Null for the unknown and the expired. */
	token(tokenHash: string, now: number): Promise<StoredToken | null>;
	removeToken(tokenHash: string): Promise<void>;
	/** A new code for the same user and purpose replaces the older. */
	saveCode(code: StoredCode): Promise<void>;
	/** Takes the code: exactly one of two racing calls gets it. Null for the unknown, used and expired. */
	takeCode(codeHash: string, now: number): Promise<StoredCode | null>;
}

export interface AnalysisStore {
	saveAnalysis(analysis: Analysis): Promise<void>;
	/** Newest first; `owner` null lists all users' analyses. */
	analyses(owner: string | null, limit: number): Promise<AnalysisHead[]>;
	analysis(id: string): Promise<Analysis | null>;
	removeAnalysis(id: string): Promise<boolean>;
}

export interface FunnelStore {
	/** Inserts or replaces by id. Rejects with AppError `conflict` when another funnel has the name (upper and lower case alike), also when two calls race. */
	saveFunnel(funnel: SavedFunnel): Promise<void>;
	/** By name, upper and lower case alike. */
	funnels(): Promise<SavedFunnel[]>;
	funnel(id: string): Promise<SavedFunnel | null>;
	/** False when there was none. */
	removeFunnel(id: string): Promise<boolean>;
}

export interface StoredWriteKey {
	readonly keyId: string;
	/** SHA-256 of the key, hex. */
	readonly keyHash: string;
	readonly name: string;
	/** `shop`: of the demo shop, which makes its own. */
	readonly kind: "browser" | "server" | "shop";
	/** What the console may show of it. */
	readonly shown: string;
	/** Empty for any. */
	readonly origins: readonly string[];
	readonly createdAt: number;
	readonly revokedAt: number | null;
}

export interface WriteKeyStore {
	/** Rejects with AppError `conflict` when the id or the hash is taken, also when two calls race. */
	addWriteKey(key: StoredWriteKey): Promise<void>;
	/** All of them, revoked ones too: newest first, then by id. */
	writeKeys(): Promise<StoredWriteKey[]>;
	/** Sets what is named; null for an unknown key. */
	changeWriteKey(keyId: string, change: { readonly name?: string; readonly origins?: readonly string[] }): Promise<StoredWriteKey | null>;
	/** Idempotent: the first time stays. Null for an unknown key. */
	revokeWriteKey(keyId: string, at: number): Promise<StoredWriteKey | null>;
}

export interface ImportStore {
	/** Inserts or replaces by import_id. */
	saveImport(record: ImportRecord): Promise<void>;
	/** Newest first. */
	imports(limit: number): Promise<ImportRecord[]>;
	/** Those that stand as running and that no process is at any more, however long ago it died; of another computer a minute after it did. */
	leftImports(): Promise<ImportRecord[]>;
	/** The newest finished import of this content, or null. */
	importOf(sha256: string): Promise<ImportRecord | null>;
}

export interface SettingsStore {
	settings(): Promise<Settings>;
	changeSettings(change: Partial<Settings>): Promise<Settings>;
	/** A random secret of 32 bytes, made once for this store; keys the address hashes. */
	secret(): Promise<Uint8Array>;
}

export interface Store
	extends EventWriter,
		EventEditor,
		EventReader,
		EventExporter,
		RejectStore,
		AggregateStore,
		LiveReader,
		EventLog,
		ForwardCursors,
		AccountStore,
		AnalysisStore,
		FunnelStore,
		ImportStore,
		SeedStore,
		CatalogStore,
		OrderStore,
		RecommendationStore,
		ProductSightReader,
		WriteKeyStore,
		ModelKeyStore,
		ModelRunStore,
		SettingsStore {
	readonly kind: "embedded" | "mongodb";
	/** Why the store cannot be reached just now, or how far a copy of it is, for people; null when all is well. */
	readonly problem: () => string | null;
	/** Writes what waits, stops queries, closes the file. Later calls reject with `store_unavailable`. Idempotent. */
	close(): Promise<void>;
}

/** How far what is read from a local copy of a shared store goes. */
export interface Freshness {
	/** Everything acknowledged before this time is in it, epoch ms; null when nothing was ever brought in. */
	readonly through: number | null;
	/** Why it does not go further, for people; null when it holds all that was acknowledged before it was asked for. */
	readonly problem: string | null;
}

/** A local copy of a shared store's events, which queries of this computer read. */
export interface Replica
	extends EventWriter,
		EventEditor,
		EventReader,
		EventExporter,
		ProductSightReader,
		LiveReader,
		Pick<NoiseStore, "judge">,
		NoiseFinder {
	/** Deletes the events of a time range, epoch ms, `to` exclusive. Returns how many there were. */
	removeBetween(from: number, to: number): Promise<number>;
	/**
	 * Of each day (YYYY-MM-DD, UTC) that has events marked as noise: how many, and the sums of their times within the day (ms), of the times
	 * of their marks (ms, of the remainder by 2^31), and of the numbers of their reasons, with colons between.
	 */
	noiseByDay(): Promise<Map<string, string>>;
	/** Deletes all events. */
	clear(): Promise<void>;
	close(): Promise<void>;
}
