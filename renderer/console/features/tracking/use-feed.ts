import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { toAppError } from "../../../../backend/client/failures.js";
import { AppError } from "../../../../backend/contract/errors.js";
import { type Client, useClient } from "../../app/client.js";
import { type FeedList, openFeedList } from "./feed-list.js";

export type Link = { readonly state: "opening" | "live" } | { readonly state: "broken"; readonly error: AppError };

/** As many as the server remembers. */
const newest = 100;
/** A stream that broke is opened again by itself after so long; Try again does it at once. */
const reopenMs = 5_000;

const ended = (): AppError =>
	new AppError("store_unavailable", "The server ended the stream, as it does when it stops. It is tried again every 5 seconds.");

interface Ear {
	readonly list: FeedList;
	readonly signal: AbortSignal;
	readonly tell: (link: Link) => void;
}

/** Hears the stream until it breaks or the signal ends it. */
const hear = async (client: Client, { list, signal, tell }: Ear): Promise<void> => {
	try {
		let begun = false;
		for await (const message of await client.tracking.live({ newest }, { signal })) {
			if (signal.aborted) return;
			if (!begun) {
				list.begin();
				tell({ state: "live" });
			}
			begun = true;
			list.add(message);
		}
		if (!signal.aborted) tell({ state: "broken", error: ended() });
	} catch (cause) {
		if (!signal.aborted) tell({ state: "broken", error: toAppError(cause) });
	}
};

/** Signing in again, or more rights, is nothing that waiting brings. */
const mayReopen = ({ code }: AppError): boolean => code !== "unauthenticated" && code !== "forbidden";

/** The server's stream of judged events while the view is shown; leaving it ends the stream. */
export const useFeed = () => {
	const client = useClient();
	const [list] = useState(() => openFeedList(Date.now));
	const [link, setLink] = useState<Link>({ state: "opening" });
	const leaving = useRef(new AbortController());
	const reopen = useCallback(() => {
		leaving.current.abort();
		leaving.current = new AbortController();
		void hear(client, { list, signal: leaving.current.signal, tell: setLink });
	}, [client, list]);
	useEffect(() => {
		reopen();
		return () => leaving.current.abort();
	}, [reopen]);
	useEffect(() => {
		if (link.state !== "broken" || !mayReopen(link.error)) return;
		const timer = setTimeout(reopen, reopenMs);
		return () => clearTimeout(timer);
	}, [link, reopen]);
	const view = useSyncExternalStore(list.subscribe, list.view);
	return { list, view, link, retry: reopen };
};

export type FeedOnScreen = ReturnType<typeof useFeed>;
