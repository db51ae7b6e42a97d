import { orderedId } from "./ids.js";
import type { Properties, Track } from "./properties.js";

/**
 * For pages written for the predecessor: `track(page, type, properties)` as a global. Each event goes one way, never two: through
 * the tracker of the page, or, with `data-direct` on this script, by a request of its own to `/api/ingest`, with `data-key` where one is needed.
 */
const script = document.currentScript as HTMLScriptElement | null;
const { key } = script?.dataset ?? {};
const host = script?.dataset["host"] ?? new URL(script?.src || location.href).origin;

const visitor = (): string => {
	try {
		const known = localStorage.getItem("cs.v");
		const id = known ?? orderedId(Date.now());
		if (!known) localStorage.setItem("cs.v", id);
		return id;
	} catch {
		// Storage is blocked: a visitor of this page.
		return ofThisPage;
	}
};
const ofThisPage = orderedId(Date.now());

const post = (page: string, event_type: string, properties: Properties): void => {
	const now = Date.now();
	const event = { event_id: orderedId(now), client_id: visitor(), event_type, page, timestamp: now / 1_000, properties };
	fetch(`${host}/api/ingest${key ? `?write_key=${encodeURIComponent(key)}` : ""}`, {
		method: "POST",
		body: JSON.stringify(event),
		keepalive: true,
		headers: { "content-type": "text/plain" },
	}).catch((error: unknown) => console.warn("track", error));
};

const track = (page: string, type: string, properties: Properties = {}): void => {
	if (script?.dataset["direct"] !== undefined) post(page, type, properties);
	else (window as { analytics?: { track?: Track } }).analytics?.track?.(page, type, properties);
};

Object.assign(window, { track });
