/** The `count`-th greatest of the values (1 is the greatest), which are put into another order. Quickselect, median of three: no sort of all. */
export const nthGreatest = (values: Float64Array, count: number): number => {
	const wanted = count - 1;
	const at = (index: number): number => values[index] as number;
	const swap = (a: number, b: number): void => {
		const kept = at(a);
		values[a] = at(b);
		values[b] = kept;
	};
	let from = 0;
	let to = values.length - 1;
	while (from < to) {
		const pivot = [at(from), at((from + to) >> 1), at(to)].sort((a, b) => a - b)[1] as number;
		let left = from;
		let right = to;
		while (left <= right) {
			while (at(left) > pivot) left += 1;
			while (at(right) < pivot) right -= 1;
			if (left <= right) swap(left++, right--);
		}
		if (wanted <= right) to = right;
		else if (wanted >= left) from = left;
		else break;
	}
	return at(wanted);
};

export interface Ranked {
	/** Greater first. */
	readonly value: (one: number) => number;
	/** Among equal values; negative when `a` comes first. A total order, or the answer depends on chance. */
	readonly tie: (a: number, b: number) => number;
}

/** The first `count` of `ones`, in any order, come to stand first. Quickselect by the order itself, for what equal values do not tell. */
const bringFirst = (ones: number[], count: number, inOrder: (a: number, b: number) => number): void => {
	const at = (place: number): number => ones[place] as number;
	let from = 0;
	let to = ones.length - 1;
	while (from < to) {
		const pivot = [at(from), at((from + to) >> 1), at(to)].sort(inOrder)[1] as number;
		let left = from;
		let right = to;
		while (left <= right) {
			while (inOrder(at(left), pivot) < 0) left += 1;
			while (inOrder(pivot, at(right)) < 0) right -= 1;
			if (left > right) break;
			const kept = at(left);
			ones[left++] = at(right);
			ones[right--] = kept;
		}
		if (count - 1 <= right) to = right;
		else if (count - 1 >= left) from = left;
		else break;
	}
};

/** The first `count` of the numbers in the order told, sorted. Of many, however many are equal, it sorts only those. */
export const topOf = (ones: ArrayLike<number> & Iterable<number>, count: number, { value, tie }: Ranked): number[] => {
	const inOrder = (a: number, b: number): number => value(b) - value(a) || tie(a, b);
	if (ones.length <= count) return Array.from(ones).sort(inOrder);
	if (count <= 0) return [];
	const least = nthGreatest(Float64Array.from(ones, value), count);
	const above = Array.from(ones).filter((one) => value(one) > least);
	const equal = Array.from(ones).filter((one) => value(one) === least);
	const missing = count - above.length;
	if (equal.length > missing) bringFirst(equal, missing, tie);
	return [...above.sort(inOrder), ...equal.slice(0, missing).sort(tie)];
};
