import { useEffect, useRef, useState } from "react";
import { ShopError } from "./api.js";

export type Data<T> =
	| { readonly state: "loading"; readonly value: T | null }
	| { readonly state: "ready"; readonly value: T }
	| { readonly state: "failed"; readonly value: null; readonly error: ShopError };

const asShopError = (error: unknown): ShopError => (error instanceof ShopError ? error : new ShopError(0, String(error)));

/** Loads for a key; what was there stays while the next comes, and a late answer for an older key is dropped. */
export const useData = <T>(key: string, load: () => Promise<T>): Data<T> => {
	const [data, setData] = useState<Data<T> & { readonly key?: string }>({ state: "loading", value: null });
	const asked = useRef(load);
	asked.current = load;
	useEffect(() => {
		let wanted = true;
		setData((before) => ({ state: "loading", value: before.value }));
		asked.current().then(
			(value) => wanted && setData({ state: "ready", value, key }),
			(error: unknown) => wanted && setData({ state: "failed", value: null, error: asShopError(error), key }),
		);
		return () => {
			wanted = false;
		};
	}, [key]);
	return data.key === key || data.state === "loading" ? data : { state: "loading", value: data.value };
};

/** Runs once when a key comes that is not null: an event is one however often React draws, or what it tells of is loaded again. */
export const useOnce = (key: string | null, work: () => void): void => {
	const done = useRef<string | null>(null);
	const wanted = useRef(work);
	wanted.current = work;
	useEffect(() => {
		if (key === null || done.current === key) return;
		done.current = key;
		wanted.current();
	}, [key]);
};
