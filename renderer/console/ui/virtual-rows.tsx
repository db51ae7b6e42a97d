import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { type RowsProps, TableRows } from "./table-rows.js";

/** Only the rows that are seen, between two empty ones as high as those above and below. */
export const VirtualRows = <Row,>({ frame, ...props }: RowsProps<Row> & { frame: RefObject<HTMLElement | null> }) => {
	const { rows, rowHeight } = props;
	const virtual = useVirtualizer({
		count: rows.length,
		getScrollElement: () => frame.current,
		estimateSize: () => rowHeight,
		overscan: 12,
	});
	const items = virtual.getVirtualItems();
	const [first, last] = [items[0], items.at(-1)];
	const before = first?.start ?? 0;
	const after = virtual.getTotalSize() - (last?.end ?? 0);
	return (
		<>
			{before > 0 && <tr style={{ height: before }} />}
			<TableRows {...props} rows={rows.slice(first?.index ?? 0, (last?.index ?? -1) + 1)} offset={first?.index ?? 0} />
			{after > 0 && <tr style={{ height: after }} />}
		</>
	);
};
