import { useSyncExternalStore } from "react";
import { z } from "zod";

/** Preferences of this window, kept in web storage; nothing secret and nothing of the shop's data belongs here. */
const preferences = z.object({
	/** Single-letter keys, which WCAG 2.1.4 wants switchable. */
	letterKeys: z.boolean().catch(true),
	/** Whether the navigation lists the reports; null until chosen: as the window has room. */
	reportsOpen: z.boolean().nullable().catch(null),
});
export type Preferences = z.infer<typeof preferences>;

const place = "clickstream.preferences";
const listeners = new Set<() => void>();

const load = (): Preferences => {
	try {
		return preferences.parse(JSON.parse(localStorage.getItem(place) ?? "{}"));
	} catch {
		// Storage is refused or holds something else: the defaults serve.
		return preferences.parse({});
	}
};

let current: Preferences | null = null;
export const readPreferences = (): Preferences => {
	current ??= load();
	return current;
};

export const setPreference = <K extends keyof Preferences>(key: K, value: Preferences[K]): void => {
	current = { ...readPreferences(), [key]: value };
	try {
		localStorage.setItem(place, JSON.stringify(current));
	} catch {
		// Kept for this window alone where storage is refused.
	}
	for (const listener of listeners) listener();
};

export const usePreference = <K extends keyof Preferences>(key: K): Preferences[K] =>
	useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => readPreferences()[key],
	);
