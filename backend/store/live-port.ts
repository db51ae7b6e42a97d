import type { NewEvent } from "./event.js";

/** What Live reads of an event. */
export type LiveEvent = Pick<
	NewEvent,
	| "source"
	| "eventId"
	| "ts"
	| "receivedAt"
	| "visitor"
	| "eventType"
	| "action"
	| "page"
	| "productId"
	| "productName"
	| "price"
	| "quantity"
	| "currency"
	| "orderId"
	| "revenue"
	| "total"
	| "searchTerm"
	| "properties"
>;

export interface Since {
	/** Counts by minute and action begin here; epoch ms, as all of these. */
	readonly hour: number;
	/** Counts by minute and page. */
	readonly near: number;
	/** Visitors. */
	readonly here: number;
	/** Orders. */
	readonly day: number;
	/** Nothing from here on. */
	readonly until: number;
}

/** What is stored of the events of some hours, those that are hidden too. */
export interface Recent {
	/** The number of the newest event that is in it. */
	readonly upto: number;
	readonly minutes: readonly { readonly windowStart: number; readonly action: string | null; readonly count: number }[];
	readonly pages: readonly { readonly windowStart: number; readonly page: string; readonly count: number }[];
	/** A row for each visitor and five minutes of the clock (UTC) with events of theirs: the first and the last of these. */
	readonly visitors: readonly { readonly visitor: string; readonly firstTs: number; readonly lastTs: number }[];
	/** Events whose action is order_completed, in the order of storing. */
	readonly orders: readonly LiveEvent[];
	/** The 100 stored last, newest first, whatever their time. */
	readonly newest: readonly LiveEvent[];
}

export interface LiveReader {
	/** One picture of what is stored: an event is in all of its parts or in none. */
	recent(since: Since): Promise<Recent>;
	/**
	 * Tells the listener of each commit once it is readable: its events, and the number of the first; the others follow it in turn. With
	 * `recent` nothing is missed or told twice: what is numbered past its `upto` is told to whoever followed before it was asked. On a
	 * shared store it tells of what other consoles stored too, brought in every second. Gives what ends it.
	 */
	follow(listener: (events: readonly LiveEvent[], first: number) => void): () => void;
}
