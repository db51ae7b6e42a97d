import { randomId } from "./ids.js";
import type { Store } from "./store.js";

const idle = 30 * 60_000;
const longest = 24 * 60 * 60_000;

export interface Identity {
	visitor(): string;
	user(): string | null;
	setUser(id: string): void;
	/** The session that an event at this time belongs to: over after 30 minutes of silence, and after 24 hours. Epoch ms. */
	session(now: number): string;
	/** Another visitor from now on. */
	forget(): void;
}

/** Kept under three keys, no cookie. Two tabs opened at the same instant may each start a session; the later write wins. */
export const openIdentity = (store: Store): Identity => ({
	visitor: () => {
		const known = store.get("cs.v");
		if (known) return known;
		const id = randomId();
		store.set("cs.v", id);
		return id;
	},
	user: () => store.get("cs.u"),
	setUser: (id) => store.set("cs.u", id),
	session: (now) => {
		const [id = "", start = "", last = ""] = (store.get("cs.s") ?? "").split("|");
		const goesOn = id && now - +last <= idle && now - +start <= longest;
		const [current, began] = goesOn ? [id, start] : [randomId(), now];
		store.set("cs.s", `${current}|${began}|${now}`);
		return current;
	},
	forget: () => {
		for (const key of ["cs.v", "cs.u", "cs.s"]) store.remove(key);
	},
});
