import { useCallback, useEffect, useRef, useState } from "react";
import { toAppError } from "../../../backend/client/failures.js";
import { AppError } from "../../../backend/contract/errors.js";

export type Link = { readonly state: "opening" | "live" } | { readonly state: "broken"; readonly error: AppError };

export interface Stream<T> {
	/** Opens the server's stream; it ends once the signal aborts. The same function as long as the same is wanted: another opens another stream. */
	readonly open: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
	/** Gets all that comes, `begin` before the first message of each connection. */
	readonly list: { begin(): void; add(message: T): void };
	/** A stream that broke is opened again by itself after so long, ms; `retry` does it at once. */
	readonly reopenMs: number;
	/** A server that says something now and then, and nothing for so long, is away, whatever its connection does, ms. */
	readonly silentMs?: number;
}

const again = (ms: number): string => `It is tried again every ${ms / 1000} seconds.`;
const away = (message: string): AppError => new AppError("store_unavailable", message);

/** Hears the stream until it breaks, falls silent, or is left. */
const hear = async <T>({ open, list, reopenMs, silentMs }: Stream<T>, leaving: AbortSignal, tell: (link: Link) => void): Promise<void> => {
	const stop = new AbortController();
	const signal = AbortSignal.any([leaving, stop.signal]);
	let silence: ReturnType<typeof setTimeout> | undefined;
	const heard = (): void => {
		clearTimeout(silence);
		if (silentMs !== undefined) silence = setTimeout(() => stop.abort(), silentMs);
	};
	const broken = (error: AppError): void => {
		if (leaving.aborted) return;
		const silent = `The server has said nothing for ${(silentMs ?? 0) / 1000} seconds. ${again(reopenMs)}`;
		tell({ state: "broken", error: stop.signal.aborted ? away(silent) : error });
	};
	try {
		let begun = false;
		heard();
		for await (const message of await open(signal)) {
			if (signal.aborted) break;
			heard();
			if (!begun) {
				list.begin();
				tell({ state: "live" });
			}
			begun = true;
			list.add(message);
		}
		broken(away(`The server ended the stream, as it does when it stops. ${again(reopenMs)}`));
	} catch (cause) {
		broken(toAppError(cause));
	} finally {
		clearTimeout(silence);
	}
};

/** Signing in again, or more rights, is nothing that waiting brings. */
const mayReopen = ({ code }: AppError): boolean => code !== "unauthenticated" && code !== "forbidden";

/** Keeps a stream of the server's open while the view is shown, and tells how it stands. */
export const useStream = <T>({ open, list, reopenMs, silentMs }: Stream<T>): { readonly link: Link; readonly retry: () => void } => {
	const [link, setLink] = useState<Link>({ state: "opening" });
	const leaving = useRef(new AbortController());
	const reopen = useCallback(() => {
		leaving.current.abort();
		leaving.current = new AbortController();
		void hear({ open, list, reopenMs, ...(silentMs === undefined ? {} : { silentMs }) }, leaving.current.signal, setLink);
	}, [open, list, reopenMs, silentMs]);
	useEffect(() => {
		reopen();
		return () => leaving.current.abort();
	}, [reopen]);
	useEffect(() => {
		if (link.state !== "broken" || !mayReopen(link.error)) return;
		const timer = setTimeout(reopen, reopenMs);
		return () => clearTimeout(timer);
	}, [link, reopen, reopenMs]);
	return { link, retry: reopen };
};
