import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import classes from "./flow-chart.module.css";
import { type Flow, type FlowLayout, type FlowNode, layFlows, leastHeight, type Ribbon } from "./flow-layout.js";
import { format } from "./format.js";

interface Props {
	/** Names the picture with its main number. */
	readonly label: string;
	readonly flows: readonly Flow[];
	/** What is counted, such as sessions. */
	readonly unit: string;
	/** Over the columns, the start first. */
	readonly heads: readonly string[];
	/** True where steps lead back in time: the start then stands at the right. */
	readonly backwards?: boolean;
	/** Of a node that is no page: "other pages", "left". */
	readonly words: { readonly other: string; readonly end: string };
	/** Enter or a click on a page. */
	readonly onOpen?: (page: string) => void;
}

const bar = 8;
const lowest = 440;
/** Under this height, px, names would hide the ribbons under them: they are told once their node is pointed at or reached by key. */
const named = 6;

/** The largest of a column is named however small it is. */
const isNamed = (node: FlowNode, columns: FlowLayout["columns"]): boolean => node.height >= named || columns[node.column]?.[0] === node;

const nameOf = (node: FlowNode, { words }: Props): string => (node.kind === "page" ? node.name : words[node.kind]);

/** From the right edge of the left node to the left edge of the right one. */
const pathOf = (ribbon: Ribbon, xOf: (column: number) => number): string => {
	const { from, to, fromTop, toTop, thickness } = ribbon;
	const [leftX, leftTop, rightX, rightTop] =
		xOf(from.column) < xOf(to.column)
			? [xOf(from.column) + bar, fromTop, xOf(to.column), toTop]
			: [xOf(to.column) + bar, toTop, xOf(from.column), fromTop];
	const middle = (leftX + rightX) / 2;
	const top = `M${leftX} ${leftTop}C${middle} ${leftTop} ${middle} ${rightTop} ${rightX} ${rightTop}`;
	const bottom = `L${rightX} ${rightTop + thickness}C${middle} ${rightTop + thickness} ${middle} ${leftTop + thickness} ${leftX} ${leftTop + thickness}`;
	return `${top}${bottom}Z`;
};

const Ribbons = ({ layout, xOf, marked }: { layout: FlowLayout; xOf: (column: number) => number; marked: string | null }) => (
	<>
		{layout.ribbons.map((ribbon) => (
			<path
				key={ribbon.id}
				d={pathOf(ribbon, xOf)}
				className={classes.ribbon}
				data-end={ribbon.to.kind === "end" || undefined}
				data-marked={marked === null ? undefined : ribbon.from.id === marked || ribbon.to.id === marked}
			/>
		))}
	</>
);

/** Arrows go to the neighbours: up and down within a column, left and right to the nearest of the next. */
const neighbour = (key: string, at: FlowNode, columns: FlowLayout["columns"], backwards: boolean): FlowNode | undefined => {
	const own = columns[at.column] ?? [];
	if (key === "ArrowDown" || key === "ArrowUp") return own[own.indexOf(at) + (key === "ArrowDown" ? 1 : -1)];
	if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
	const step = (key === "ArrowRight") === backwards ? -1 : 1;
	const others = columns[at.column + step] ?? [];
	return [...others].sort((a, b) => Math.abs(a.top - at.top) - Math.abs(b.top - at.top))[0];
};

/** Ribbons between columns of pages, as thick as they are many; each node is reached by arrow keys and says its number. */
export const FlowChart = (props: Props) => {
	const { label, flows, heads, backwards = false } = props;
	const { ref: box, width } = useElementSize();
	const frame = useRef<HTMLDivElement>(null);
	const height = Math.max(lowest, leastHeight(flows));
	const layout = useMemo(() => layFlows(flows, height), [flows, height]);
	const [current, setCurrent] = useState<string | null>(null);
	const [marked, setMarked] = useState<string | null>(null);
	const nodes = layout.columns.flat();
	const first = nodes.some(({ id }) => id === current) ? current : (nodes[0]?.id ?? null);
	const last = Math.max(1, layout.columns.length - 1);
	/** The last column's names need as much room as the others'. */
	const room = width / (last + 1);
	const xOf = (column: number): number => (backwards ? last - column : column) * room;
	const onKeyDown = (event: KeyboardEvent, node: FlowNode): void => {
		const next = neighbour(event.key, node, layout.columns, backwards);
		if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopPropagation();
		const buttons = [...(frame.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [])];
		buttons.find((button) => button.dataset["node"] === next.id)?.focus();
	};
	return (
		<figure className={classes.figure} aria-label={label} ref={frame}>
			<div className={classes.heads} aria-hidden>
				{(backwards ? [...heads].reverse() : heads).slice(0, last + 1).map((head) => (
					<span key={head}>{head}</span>
				))}
			</div>
			<div className={classes.plot} ref={box} style={{ height }}>
				<svg width={width} height={height} aria-hidden>
					<Ribbons layout={layout} xOf={xOf} marked={marked} />
				</svg>
				{nodes.map((node) => (
					<Node
						key={node.id}
						node={node}
						namedNow={isNamed(node, layout.columns)}
						left={xOf(node.column)}
						room={room}
						focusable={node.id === first}
						onMark={(on) => {
							setMarked(on ? node.id : null);
							if (on) setCurrent(node.id);
						}}
						onKeyDown={(event) => onKeyDown(event, node)}
						{...props}
					/>
				))}
			</div>
		</figure>
	);
};

interface NodeProps extends Props {
	readonly node: FlowNode;
	readonly namedNow: boolean;
	readonly left: number;
	readonly room: number;
	readonly focusable: boolean;
	readonly onMark: (on: boolean) => void;
	readonly onKeyDown: (event: KeyboardEvent) => void;
}

const Node = (props: NodeProps) => {
	const { node, namedNow, left, room, focusable, onMark, onKeyDown, unit, heads, onOpen } = props;
	const name = nameOf(node, props);
	const words = `${heads[node.column] ?? ""}: ${name}, ${format.count(node.count)} ${unit}`;
	return (
		<button
			type="button"
			className={classes.node}
			data-node={node.id}
			data-kind={node.kind}
			data-small={!namedNow || undefined}
			style={{ left, top: node.top, width: room - 8 }}
			tabIndex={focusable ? 0 : -1}
			aria-label={words}
			title={words}
			onFocus={() => onMark(true)}
			onBlur={() => onMark(false)}
			onPointerEnter={() => onMark(true)}
			onPointerLeave={() => onMark(false)}
			onKeyDown={onKeyDown}
			onClick={() => node.kind === "page" && onOpen?.(node.name)}
		>
			<i style={{ height: node.height }} />
			<span>{name}</span>
			<b className="num">{format.count(node.count)}</b>
		</button>
	);
};
