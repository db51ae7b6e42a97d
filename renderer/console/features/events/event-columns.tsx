import type { EventRow } from "../../../../backend/contract/events.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { amountOf, stamp } from "./event-text.js";

/** The page takes what is left of the width, unless no row has one. */
export const eventColumns = (tz: string, rows: readonly EventRow[]): readonly Column<EventRow>[] => [
	{ id: "ts", header: "Time", value: (event) => event.ts, show: (event) => <span className="num">{stamp(event.ts, tz)}</span> },
	{
		id: "event_type",
		header: "Event",
		value: (event) => event.event_type,
		show: (event) => (
			<>
				<code>{event.event_type}</code> {event.noisy && <Tag tone="warning">noise</Tag>}
			</>
		),
	},
	{ id: "page", header: "Page", value: (event) => event.page, elastic: rows.some(({ page }) => page !== null) },
	{ id: "visitor", header: "Visitor", value: (event) => event.visitor, show: (event) => <Id text={event.visitor} /> },
	{
		id: "session_id",
		header: "Session",
		value: (event) => event.session_id,
		show: (event) => <Id text={event.session_id} />,
		wideOnly: true,
	},
	{ id: "user_id", header: "User", value: (event) => event.user_id, show: (event) => <Id text={event.user_id} /> },
	{ id: "product_id", header: "Product", value: (event) => event.product_id, show: (event) => <Id text={event.product_id} /> },
	{
		id: "amount",
		header: "Amount",
		value: amountOf,
		show: (event) => format.money(amountOf(event), event.currency),
		unit: "decimal",
	},
	{ id: "source", header: "Source", value: (event) => event.source, show: (event) => <Id text={event.source} />, wideOnly: true },
];

/** Ids come in any length; the middle of a long one says least. */
const longest = 20;

const Id = ({ text }: { text: string | null }) => {
	if (text === null) return "–";
	return text.length <= longest ? text : <span title={text}>{`${text.slice(0, 12)}…${text.slice(-6)}`}</span>;
};
