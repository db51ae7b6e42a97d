import { openTracker, type Tracker } from "./tracker.js";

/**
 * The script that shops embed: `<script async src="https://…/static/analytics.js" data-key="…"></script>`. It sends to where it
 * came from unless `data-host` says otherwise; `data-auto="false"` leaves page views to the shop. Calls made before it is there
 * may be kept as `analytics = [["track", "name", {…}], …]`.
 */
const script = document.currentScript as HTMLScriptElement | null;
const { key, host, auto } = script?.dataset ?? {};
const page = window as unknown as { analytics?: Tracker | unknown[][] };

/** The script twice in a page is one tracker. */
const isThere = page.analytics && !Array.isArray(page.analytics);

if (!isThere) {
	const early = Array.isArray(page.analytics) ? page.analytics : [];
	const tracker = openTracker({ host: host ?? new URL(script?.src || location.href).origin, key, auto: auto !== "false" });
	page.analytics = tracker;
	for (const [name, ...args] of early) {
		const method = (tracker as unknown as Record<string, unknown>)[String(name)];
		if (typeof method === "function") method(...args);
	}
}
