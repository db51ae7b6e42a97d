/** Where a flow comes from or goes to: a page, all others together, or nowhere, as the session ended (or began) there. */
export interface FlowEnd {
	readonly kind: "page" | "other" | "end";
	readonly name: string;
}

/** So many went from an end in the column before the step to one in the column of the step; steps count from 1. */
export interface Flow {
	readonly step: number;
	readonly from: FlowEnd;
	readonly to: FlowEnd;
	readonly count: number;
}

export interface FlowNode extends FlowEnd {
	readonly id: string;
	readonly column: number;
	readonly count: number;
	/** Pixels from the top. */
	readonly top: number;
	readonly height: number;
}

export interface Ribbon {
	readonly id: string;
	readonly flow: Flow;
	readonly from: FlowNode;
	readonly to: FlowNode;
	/** Tops of the ribbon at both ends. */
	readonly fromTop: number;
	readonly toTop: number;
	readonly thickness: number;
}

export interface FlowLayout {
	/** By column, each from the top. */
	readonly columns: readonly (readonly FlowNode[])[];
	readonly ribbons: readonly Ribbon[];
}

/** Every node is a target of this height, with its line of text. */
const line = 24;
const thinnest = 2;
const ranks = { page: 0, other: 1, end: 2 } as const;

const idOf = (column: number, { kind, name }: FlowEnd): string => `${column} ${kind} ${name}`;

type Counted = FlowEnd & { readonly id: string; readonly column: number; readonly count: number };

/** A node is as big as the more of what comes in and what goes out: the first column has only the latter, ends only the former. */
const nodesOf = (flows: readonly Flow[]): readonly (readonly Counted[])[] => {
	const sums = new Map<string, { end: FlowEnd; column: number; into: number; out: number }>();
	const add = (end: FlowEnd, column: number, side: "into" | "out", count: number): void => {
		const id = idOf(column, end);
		const sum = sums.get(id) ?? { end, column, into: 0, out: 0 };
		sum[side] += count;
		sums.set(id, sum);
	};
	for (const { step, from, to, count } of flows) {
		add(from, step - 1, "out", count);
		add(to, step, "into", count);
	}
	const last = Math.max(0, ...flows.map(({ step }) => step));
	const nodes = [...sums].map(([id, { end, column, into, out }]) => ({ ...end, id, column, count: Math.max(into, out) }));
	return Array.from({ length: last + 1 }, (_, column) => nodes.filter((node) => node.column === column).sort(inOrder));
};

/** Pages by count, then name; after them the others, then who left. */
const inOrder = (a: Counted, b: Counted): number =>
	ranks[a.kind] - ranks[b.kind] || b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const heightAt = (count: number, scale: number): number => Math.max(thinnest, count * scale);
const spaceAt = (count: number, scale: number): number => Math.max(line, heightAt(count, scale) + 6);

/** Pixels a session: as many as let the fullest column fit. */
const scaleOf = (columns: readonly (readonly Counted[])[], height: number): number => {
	const fits = (scale: number): boolean =>
		columns.every((nodes) => nodes.reduce((sum, { count }) => sum + spaceAt(count, scale), 0) <= height);
	const most = Math.max(1, ...columns.map((nodes) => nodes.reduce((sum, { count }) => sum + count, 0)));
	let [low, high] = [0, height / most];
	for (let round = 0; round < 30; round++) {
		const middle = (low + high) / 2;
		if (fits(middle)) low = middle;
		else high = middle;
	}
	return low;
};

/** The least height in which every node keeps its line of text. */
export const leastHeight = (flows: readonly Flow[]): number => Math.max(1, ...nodesOf(flows).map((nodes) => nodes.length)) * (line + 2);

const placed = (nodes: readonly Counted[], scale: number): readonly FlowNode[] => {
	let top = 0;
	return nodes.map((node) => {
		const at = { ...node, top, height: heightAt(node.count, scale) };
		top += spaceAt(node.count, scale);
		return at;
	});
};

/** Columns of nodes and the ribbons between them; at each node ribbons lie in the order of where they lead, so that few cross. */
export const layFlows = (flows: readonly Flow[], height: number): FlowLayout => {
	const counted = nodesOf(flows);
	const scale = scaleOf(counted, height);
	const columns = counted.map((nodes) => placed(nodes, scale));
	const byId = new Map(columns.flat().map((node) => [node.id, node]));
	const [out, into] = [new Map<string, number>(), new Map<string, number>()];
	const take = (used: Map<string, number>, node: FlowNode, thickness: number): number => {
		const offset = used.get(node.id) ?? 0;
		used.set(node.id, offset + thickness);
		return node.top + offset;
	};
	const ends = flows.flatMap((flow) => {
		const from = byId.get(idOf(flow.step - 1, flow.from));
		const to = byId.get(idOf(flow.step, flow.to));
		return from && to ? [{ flow, from, to }] : [];
	});
	const ribbons = ends
		.sort((a, b) => a.flow.step - b.flow.step || a.from.top - b.from.top || a.to.top - b.to.top)
		.map(({ flow, from, to }): Ribbon => {
			const thickness = flow.count * scale;
			return {
				id: `${from.id} > ${to.id}`,
				flow,
				from,
				to,
				fromTop: take(out, from, thickness),
				toTop: take(into, to, thickness),
				thickness,
			};
		});
	return { columns, ribbons };
};
