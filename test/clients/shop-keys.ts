import type { TestServer } from "./http-server.js";

interface Wanted {
	readonly kind?: "browser" | "server";
	readonly origins?: readonly string[];
}

/** A new write key of the server, and its id. */
export const newKey = async (server: TestServer, { kind = "browser", origins = [] }: Wanted = {}): Promise<{ key: string; id: string }> => {
	const reply = await server.call("/api/write-keys", { method: "POST", as: "owner", body: { name: "Test shop", kind, origins } });
	const { key, item } = reply.json as { key: string; item: { key_id: string } };
	if (reply.status !== 200) throw new Error(`No key was made: ${reply.text}`);
	return { key, id: item.key_id };
};

export interface KeptEvent {
	readonly event_id: string;
	readonly source: string;
	readonly event_type: string;
	readonly action: string | null;
	readonly client_id: string | null;
	readonly user_id: string | null;
	readonly session_id: string | null;
	readonly page: string | null;
	readonly url: string | null;
	readonly ts: number;
	readonly product_id: string | null;
	readonly order_id: string | null;
	readonly revenue: number | null;
	readonly properties: Readonly<Record<string, unknown>>;
}

/** Every event that the server has of a source, newest first. */
export const keptEvents = async (server: TestServer, source: string): Promise<KeptEvent[]> => {
	const found: KeptEvent[] = [];
	let cursor: string | null = "";
	while (cursor !== null) {
		const path: string = `/api/events?limit=200&source=${source}${cursor === "" ? "" : `&cursor=${cursor}`}`;
		const { items, next_cursor } = (await server.call(path, { as: "owner" })).json as { items: KeptEvent[]; next_cursor: string | null };
		found.push(...items);
		cursor = next_cursor;
	}
	return found;
};
