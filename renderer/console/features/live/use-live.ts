import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { toAppError } from "../../../../backend/client/failures.js";
import { AppError } from "../../../../backend/contract/errors.js";
import { type Client, useClient } from "../../app/client.js";
import { type LiveList, openLiveList } from "./live-list.js";
import type { LiveSearch } from "./search.js";

export type Link = { readonly state: "opening" | "live" } | { readonly state: "broken"; readonly error: AppError };

/** A stream that broke is opened again by itself after so long; Try again does it at once. */
const reopenMs = 2_000;
/** A server that says nothing for so long is away, whatever its connection does: it says something every second. */
const silentMs = 8_000;

const silent = (): AppError =>
	new AppError("store_unavailable", "The server has said nothing for 8 seconds. It is tried again every 2 seconds.");
const ended = (): AppError =>
	new AppError("store_unavailable", "The server ended the stream, as it does when it stops. It is tried again every 2 seconds.");

interface Ear {
	readonly list: LiveList;
	readonly search: LiveSearch;
	readonly leaving: AbortController;
	readonly tell: (link: Link) => void;
}

/** Hears the stream until it breaks, falls silent, or is left. */
const hear = async (client: Client, { list, search, leaving, tell }: Ear): Promise<void> => {
	const stop = new AbortController();
	const signal = AbortSignal.any([leaving.signal, stop.signal]);
	let silence: ReturnType<typeof setTimeout> | undefined;
	const heard = (): void => {
		clearTimeout(silence);
		silence = setTimeout(() => stop.abort(), silentMs);
	};
	try {
		let begun = false;
		heard();
		for await (const message of await client.live.watch({ event_type: search.type, source: search.source }, { signal })) {
			if (signal.aborted) break;
			heard();
			if (!begun) {
				list.begin();
				tell({ state: "live" });
			}
			begun = true;
			list.add(message);
		}
		if (!leaving.signal.aborted) tell({ state: "broken", error: stop.signal.aborted ? silent() : ended() });
	} catch (cause) {
		if (!leaving.signal.aborted) tell({ state: "broken", error: stop.signal.aborted ? silent() : toAppError(cause) });
	} finally {
		clearTimeout(silence);
	}
};

/** Signing in again, or more rights, is nothing that waiting brings. */
const mayReopen = ({ code }: AppError): boolean => code !== "unauthenticated" && code !== "forbidden";

/** The shop now, pushed while the view is shown; leaving it ends the stream, and another filter opens another. */
export const useLive = ({ type, source }: LiveSearch) => {
	const client = useClient();
	const [list] = useState(() => openLiveList(Date.now));
	const [link, setLink] = useState<Link>({ state: "opening" });
	const leaving = useRef(new AbortController());
	const reopen = useCallback(() => {
		leaving.current.abort();
		leaving.current = new AbortController();
		void hear(client, { list, search: { type, source }, leaving: leaving.current, tell: setLink });
	}, [client, list, type, source]);
	useEffect(() => {
		reopen();
		return () => leaving.current.abort();
	}, [reopen]);
	useEffect(() => {
		if (link.state !== "broken" || !mayReopen(link.error)) return;
		const timer = setTimeout(reopen, reopenMs);
		return () => clearTimeout(timer);
	}, [link, reopen]);
	const screen = useSyncExternalStore(list.subscribe, list.screen);
	return { list, screen, link, retry: reopen };
};

export type Live = ReturnType<typeof useLive>;
