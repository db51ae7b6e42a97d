/** A state outside React, for work that goes on when its view is left; `state` is stable between changes. */
export interface Kept<S> {
	readonly state: () => S;
	readonly subscribe: (listener: () => void) => () => void;
}

/** The holder's side: `set` makes a new state known. */
export const openKept = <S>(first: S): Kept<S> & { readonly set: (next: S) => void } => {
	let state = first;
	const listeners = new Set<() => void>();
	return {
		state: () => state,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		set: (next) => {
			if (next === state) return;
			state = next;
			for (const listener of listeners) listener();
		},
	};
};
