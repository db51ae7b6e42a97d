/** An event after normalisation: the one form that every wire format, file and store agrees on. Absent is null, never undefined. */
export interface NewEvent {
	/** Identity is (source, eventId): the first one stored wins, at any age. */
	readonly source: string;
	readonly eventId: string;
	/** Event time, epoch ms, skew corrected. */
	readonly ts: number;
	/** Server time of receipt, epoch ms. */
	readonly receivedAt: number;
	/** client_id, else user_id, else session_id, else the event's own id. */
	readonly visitor: string;
	readonly clientId: string | null;
	readonly sessionId: string | null;
	/** As claimed by the sender. */
	readonly userId: string | null;
	/** True only when a server-side key or a signed-in session vouches for userId. */
	readonly userVerified: boolean;
	/** As sent. */
	readonly eventType: string;
	/** Canonical commerce name, such as order_completed; null for what has none. */
	readonly action: string | null;
	/** Path without query and fragment. */
	readonly page: string | null;
	readonly url: string | null;
	readonly referrer: string | null;
	readonly utmSource: string | null;
	readonly utmMedium: string | null;
	readonly utmCampaign: string | null;
	readonly utmTerm: string | null;
	readonly utmContent: string | null;
	readonly productId: string | null;
	readonly productName: string | null;
	readonly productCategory: string | null;
	/** Money as decimal text with at most 4 places ("4.25"), so that no binary fraction comes in between. */
	readonly price: string | null;
	readonly quantity: number | null;
	readonly currency: string | null;
	readonly orderId: string | null;
	readonly revenue: string | null;
	readonly total: string | null;
	readonly searchTerm: string | null;
	readonly device: string | null;
	readonly userAgent: string | null;
	readonly channel: string | null;
	readonly writeKey: string | null;
	/** Keyed hashes of the address and of its /24 or /48 network; the address itself is never kept. */
	readonly ipHash: string | null;
	readonly netHash: string | null;
	/** Everything else that was sent, as a JSON object. */
	readonly properties: Readonly<Record<string, unknown>>;
}

/** Sources whose events the noise filter hides without a flag. `realistic_seed` counts as good data. */
export const noisySources = ["simulation", "basic_sim", "seed_demo"] as const;
