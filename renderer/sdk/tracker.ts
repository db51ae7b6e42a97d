import { type Commerce, commerce } from "./commerce.js";
import { openIdentity } from "./identity.js";
import { orderedId } from "./ids.js";
import { type PageView, watchPages } from "./pages.js";
import type { Properties, Track } from "./properties.js";
import { openQueue } from "./queue.js";
import { openSender } from "./sender.js";
import { openStore } from "./store.js";

export interface Options {
	/** Where events go, such as https://clicks.shop.example; no path. */
	readonly host: string;
	/** Write key; needed where shop and server differ in origin or computer. */
	readonly key?: string | undefined;
	/** Page views without being told. On when missing. */
	readonly auto?: boolean;
}

export interface Tracker extends Commerce {
	readonly track: Track;
	/** A page view of where the visitor is now. */
	page(properties?: Properties): void;
	/** Who the visitor is, from now on; remembered. Without an id it tells the traits of whoever it is. */
	identify(userId: string | null | undefined, traits?: Properties): void;
	/** Forgets who it was: another visitor from now on. Call it on log-out. */
	reset(): void;
	/** Nothing is tracked in this browser any more, and what waits is dropped. */
	optOut(): void;
	/** Takes optOut back, and says yes in a browser that asks not to be tracked (Global Privacy Control). */
	optIn(): void;
	/** Who the visitor is to the server, for events that the shop's own server sends; null once opted out. */
	ids(): { readonly client_id: string; readonly session_id: string } | null;
	/** Sends what waits now. */
	flush(): Promise<void>;
	/** Ends page views and sending; what waits stays for the next page. */
	close(): void;
}

/** Pages that navigate by themselves change the address first and their title when they have drawn, ms. */
const titleWait = 300;

/** No fault of the tracker may stop the shop's own code. */
const safely =
	<Args extends readonly unknown[]>(work: (...args: Args) => void) =>
	(...args: Args): void => {
		try {
			work(...args);
		} catch (error) {
			console.warn("analytics", error);
		}
	};

/** Starts a tracker. Ids and waiting events are in localStorage, shared by the shop's tabs; without it, of this page alone. */
export const openTracker = ({ host, key, auto = true }: Options): Tracker => {
	const store = openStore();
	const identity = openIdentity(store);
	const queue = openQueue(store);
	const sender = openSender(queue, store, `${host}/api/ingest-batch${key ? `?write_key=${encodeURIComponent(key)}` : ""}`);
	let unwatch = (): void => {};

	/** "1" out, "0" in by the visitor's word, else as the browser asks. */
	const isOut = (): boolean => {
		const said = store.get("cs.o");
		return said ? said === "1" : (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
	};

	const add = (name: string, properties: Properties, page = location.pathname) => {
		if (isOut()) return null;
		const now = Date.now();
		const id = orderedId(now);
		const event = {
			event_id: id,
			client_id: identity.visitor(),
			user_id: identity.user(),
			session_id: identity.session(now),
			event_type: name,
			page,
			timestamp: now / 1_000,
			properties,
		};
		queue.add({ id, body: JSON.stringify(event) });
		sender.came();
		return event;
	};

	/** Queued at once, before what happens on the page; its title a moment later, when the page has written it. */
	const viewed = (view: PageView): void => {
		const event = add("pageview", { ...view });
		if (!event) return;
		const titled = () => ({ ...event, properties: { ...view, title: document.title } });
		setTimeout(
			safely(() => queue.amend({ id: event.event_id, body: JSON.stringify(titled()) })),
			titleWait,
		);
	};

	const track = safely((first: string, second?: string | Properties, third?: Properties): void => {
		if (typeof second === "string") add(second, third ?? {}, first);
		else add(first, second ?? {});
	}) as Track;

	const leave = safely(sender.leave);
	const hide = (): void => {
		if (document.visibilityState === "hidden") leave();
	};
	const online = (): void => void sender.flush();
	addEventListener("pagehide", leave);
	document.addEventListener("visibilitychange", hide);
	addEventListener("online", online);

	safely(() => {
		if (auto) unwatch = watchPages(safely(viewed));
		if (queue.size()) sender.came();
	})();

	return {
		...commerce(track),
		track,
		page: safely((properties?: Properties) => {
			add("pageview", { url: location.href, referrer: document.referrer, title: document.title, ...properties });
		}),
		identify: safely((userId: string | null | undefined, traits?: Properties) => {
			if (isOut()) return;
			// What a page without a signed-in visitor passes: as text it would make all of them one user.
			if (userId !== null && userId !== undefined && userId !== "") identity.setUser(`${userId}`);
			add("identify", { traits });
		}),
		reset: safely(identity.forget),
		optOut: safely(() => {
			queue.clear();
			identity.forget();
			store.set("cs.o", "1");
		}),
		optIn: safely(() => store.set("cs.o", "0")),
		ids: () => (isOut() ? null : { client_id: identity.visitor(), session_id: identity.session(Date.now()) }),
		flush: sender.flush,
		close: () => {
			unwatch();
			sender.stop();
			removeEventListener("pagehide", leave);
			document.removeEventListener("visibilitychange", hide);
			removeEventListener("online", online);
		},
	};
};
