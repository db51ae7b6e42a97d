interface Spans {
	readonly starts: readonly number[];
	readonly ends: readonly number[];
}

/** Sessions made by silence, of each visitor in order of time; no two of them are within the silence of each other. */
export interface Runs {
	/** Those within the silence of the moment: none, one, or the two that it joins, the earlier first. */
	near(visitor: string, ts: number, spans: Spans): readonly [earlier?: number, later?: number];
	add(visitor: string, slot: number, starts: readonly number[]): number;
	keep(visitor: string, stays: (slot: number) => boolean): void;
	/** Of `v:`, the visitor, `:` and its first moment. */
	ofKey(key: string, starts: readonly number[]): number | undefined;
}

export const openRuns = (silence: number): Runs => {
	const byVisitor = new Map<string, number[]>();
	return {
		/** From the newest, since events mostly come in order. */
		near: (visitor, ts, { starts, ends }) => {
			const runs = byVisitor.get(visitor) ?? [];
			let later: number | undefined;
			for (let at = runs.length - 1; at >= 0; at -= 1) {
				const slot = runs[at] as number;
				if ((ends[slot] as number) + silence < ts) break;
				if ((starts[slot] as number) - silence > ts) continue;
				if (later !== undefined) return [slot, later];
				later = slot;
			}
			return later === undefined ? [] : [later];
		},
		add: (visitor, slot, starts) => {
			const runs = byVisitor.get(visitor);
			if (!runs) {
				byVisitor.set(visitor, [slot]);
				return slot;
			}
			let at = runs.length;
			while (at > 0 && (starts[runs[at - 1] as number] as number) > (starts[slot] as number)) at -= 1;
			runs.splice(at, 0, slot);
			return slot;
		},
		keep: (visitor, stays) => {
			const left = (byVisitor.get(visitor) ?? []).filter(stays);
			if (left.length === 0) byVisitor.delete(visitor);
			else byVisitor.set(visitor, left);
		},
		ofKey: (key, starts) => {
			const cut = key.lastIndexOf(":");
			const moment = Number(key.slice(cut + 1));
			return byVisitor.get(key.slice(2, cut))?.find((slot) => starts[slot] === moment);
		},
	};
};
