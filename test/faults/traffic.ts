import type { Child } from "./child.js";

/** Load on a server, as trackers make it: each sender is one visitor, whose events are numbered. */

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const pages = ["/", "/p/1", "/p/2", "/cart"] as const;
const types = ["pageview", "click"] as const;
const batchSize = 20;

const batchOf = (visitor: string, number: number) =>
	Array.from({ length: batchSize }, (_, index) => {
		const nth = number * batchSize + index;
		return {
			event_id: `${visitor}:${nth}`,
			client_id: visitor,
			page: pages[nth % pages.length],
			event_type: types[nth % types.length],
			timestamp: (Date.now() - (nth % 5) * 60_000) / 1000,
		};
	});

const post = async ({ address }: Child, events: unknown[]): Promise<number> => {
	const reply = await fetch(`${address}/api/ingest-batch`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ events }),
	});
	await reply.arrayBuffer();
	return reply.status;
};

export interface Traffic {
	/** Ids of what was acknowledged. */
	readonly acknowledged: string[];
	/** Answers other than 200, and connections that broke. */
	readonly failed: (number | "broken")[];
	/** Resolves once the last answer is there. */
	stop(): Promise<void>;
}

/** Sends batch after batch to the server until told to stop, or until it is gone. */
export const openTraffic = (child: Child, visitors: readonly string[], everyMs = 20): Traffic => {
	const acknowledged: string[] = [];
	const failed: (number | "broken")[] = [];
	let open = true;
	const send = async (visitor: string): Promise<void> => {
		for (let number = 0; open; number++) {
			const events = batchOf(visitor, number);
			const status = await post(child, events).catch(() => "broken" as const);
			if (status === 200) acknowledged.push(...events.map(({ event_id }) => event_id));
			else failed.push(status);
			if (status === "broken") return;
			await pause(everyMs);
		}
	};
	const running = Promise.all(visitors.map(send));
	return {
		acknowledged,
		failed,
		stop: async () => {
			open = false;
			await running;
		},
	};
};

export interface Stored {
	readonly source: string;
	readonly event_id: string;
	readonly timestamp: string;
	readonly page: string | null;
	readonly event_type: string;
}

/** All that the server has, by its own export. */
export const storedEvents = async ({ address, token }: Child): Promise<Stored[]> => {
	const reply = await fetch(`${address}/api/export?format=ndjson`, { headers: { authorization: token } });
	const text = await reply.text();
	if (reply.status !== 200) throw new Error(text);
	return text
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Stored);
};

/** Asks until it is so; fails with what was seen last when the time is up. */
export const until = async <T>(ask: () => Promise<T>, holds: (value: T) => boolean, limitMs: number): Promise<T> => {
	const end = Date.now() + limitMs;
	for (;;) {
		const value = await ask();
		if (holds(value) || Date.now() > end) return value;
		await pause(500);
	}
};
