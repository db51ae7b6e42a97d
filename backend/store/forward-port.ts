/** What is told of stored events to others, in the order in which they were stored. Promised as ports.ts promises, proven in test/stores/. */

/** Where a reader of the log stands; plain JSON. */
export interface LogPosition {
	/** Every event up to this number was read, or never will be stored, but for the open ranges. */
	readonly through: number;
	/** Ranges of numbers, both ends included, of which events may still come. */
	readonly open: readonly (readonly [number, number])[];
}

export const logStart: LogPosition = { through: 0, open: [] };

export interface LoggedEvent {
	readonly seq: number;
	readonly eventId: string;
	readonly visitor: string;
	/** Epoch ms. */
	readonly receivedAt: number;
	/** The event as JSON, in the shape of `streamEvent` of the contract. */
	readonly json: string;
}

export interface LogPiece {
	/** By number, ascending. Of open ranges those come again that were read before. */
	readonly events: readonly LoggedEvent[];
	/** Where the reader stands once it has taken these. */
	readonly position: LogPosition;
	/** The newest number given. */
	readonly newest: number;
}

export interface EventLog {
	/** Names the one order of numbers of this store; a store that was made anew, or another one, has another. */
	logWriter(): Promise<string>;
	/**
	 * Events after `from`, some `limit` of them. Read from the start to the end it gives every event that was acknowledged before the
	 * last call, and is still there, at least once; an event that was acknowledged before another one was sent comes before it.
	 * No events and a position at the newest: nothing is left.
	 */
	readLog(from: LogPosition, limit: number): Promise<LogPiece>;
}

export interface CursorName {
	/** Where to: a topic of a cluster. */
	readonly target: string;
	readonly writer: string;
}

export interface TakenCursor {
	/** Null: none was saved yet. */
	readonly position: LogPosition | null;
	/** Higher than that of any taking before. */
	readonly fence: number;
}

export interface ForwardCursors {
	/** Takes the cursor for `ttlMs`. Null while another holder's time runs; of calls that race one gets it. The same holder may take it again. */
	takeCursor(name: CursorName, holder: string, ttlMs: number): Promise<TakenCursor | null>;
	/** Keeps the position and begins the time anew. False, changing nothing, when the cursor was taken since `fence`. */
	saveCursor(name: CursorName, fence: number, position: LogPosition, ttlMs: number): Promise<boolean>;
	/** Ends the time at once, so that another may take it. Does nothing when the cursor was taken since `fence`. */
	releaseCursor(name: CursorName, fence: number): Promise<void>;
}
