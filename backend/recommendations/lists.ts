/** All lists of one set lie in the same columns. */
export interface Columns {
	value: Uint32Array;
	time: Float64Array;
	kinds: Uint8Array;
}

/**
 * Many growing lists of numbers in three typed arrays: a list is a block of 2^n places, and moves to the next size when it is full.
 * Blocks that are given back are used again. Lists are numbered by their owner.
 */
export interface Lists {
	/** Places are absolute: of list `at` they run from start(at) to start(at) + length(at). Read it anew after an insert. */
	readonly columns: Columns;
	start(list: number): number;
	length(list: number): number;
	/** Opens a gap at the offset and gives its place, to be filled by the caller. */
	insert(list: number, offset: number): number;
	remove(list: number, offset: number): void;
	clear(list: number): void;
	/** Keeps the first `length` places. */
	cut(list: number, length: number): void;
	bytes(): number;
}

const smallest = 4;

const grown = <T extends Uint32Array | Float64Array | Uint8Array>(from: T, size: number): T => {
	const to = new (from.constructor as new (size: number) => T)(size);
	to.set(from);
	return to;
};

const sizeFor = (needed: number, have: number): number => Math.max(needed, Math.ceil(have * 1.5), 1_024);

/** Lists of values alone take no memory for times and kinds. */
export const openLists = ({ timed }: { readonly timed: boolean }): Lists => {
	const columns: Columns = {
		value: new Uint32Array(1_024),
		time: new Float64Array(timed ? 1_024 : 0),
		kinds: new Uint8Array(timed ? 1_024 : 0),
	};
	let starts = new Uint32Array(1_024);
	let lengths = new Uint32Array(1_024);
	/** 0 for a list without a block. */
	let sizes = new Uint32Array(1_024);
	let top = 0;
	const free = new Map<number, number[]>();

	const haveList = (list: number): void => {
		if (list < starts.length) return;
		const size = sizeFor(list + 1, starts.length);
		starts = grown(starts, size);
		lengths = grown(lengths, size);
		sizes = grown(sizes, size);
	};
	const block = (size: number): number => {
		const used = free.get(size)?.pop();
		if (used !== undefined) return used;
		const start = top;
		top += size;
		if (top > columns.value.length) {
			const next = sizeFor(top, columns.value.length);
			columns.value = grown(columns.value, next);
			if (timed) columns.time = grown(columns.time, next);
			if (timed) columns.kinds = grown(columns.kinds, next);
		}
		return start;
	};
	const giveBack = (list: number): void => {
		const size = sizes[list] as number;
		if (size === 0) return;
		const others = free.get(size);
		if (others) others.push(starts[list] as number);
		else free.set(size, [starts[list] as number]);
	};
	const move = (from: number, to: number, count: number): void => {
		for (const column of [columns.value, columns.time, columns.kinds]) column.copyWithin(to, from, from + count);
	};
	const roomier = (list: number): void => {
		const size = Math.max(smallest, (sizes[list] as number) * 2);
		const start = block(size);
		move(starts[list] as number, start, lengths[list] as number);
		giveBack(list);
		starts[list] = start;
		sizes[list] = size;
	};
	return {
		columns,
		start: (list) => (list < starts.length ? (starts[list] as number) : 0),
		length: (list) => (list < lengths.length ? (lengths[list] as number) : 0),
		insert: (list, offset) => {
			haveList(list);
			const length = lengths[list] as number;
			if (length === sizes[list]) roomier(list);
			const place = (starts[list] as number) + offset;
			move(place, place + 1, length - offset);
			lengths[list] = length + 1;
			return place;
		},
		remove: (list, offset) => {
			const place = (starts[list] as number) + offset;
			move(place + 1, place, (lengths[list] as number) - offset - 1);
			lengths[list] = (lengths[list] as number) - 1;
		},
		clear: (list) => {
			if (list >= starts.length) return;
			giveBack(list);
			starts[list] = 0;
			lengths[list] = 0;
			sizes[list] = 0;
		},
		cut: (list, length) => {
			if (list < lengths.length) lengths[list] = Math.min(length, lengths[list] as number);
		},
		bytes: () => columns.value.byteLength + columns.time.byteLength + columns.kinds.byteLength + 3 * starts.byteLength,
	};
};
