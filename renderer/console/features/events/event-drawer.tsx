import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { EventRow } from "../../../../backend/contract/events.js";
import { CopyButton } from "../../ui/copy-button.js";
import { LinkButton } from "../../ui/link-button.js";
import { ScrollText } from "../../ui/scroll-text.js";
import { SidePanel } from "../../ui/side-panel.js";
import { Empty } from "../../ui/states.js";
import { EventMarks } from "./event-marks.js";
import { fieldsOf, propertiesText } from "./event-text.js";
import classes from "./events.module.css";
import { noLimits, type TextFilter } from "./search.js";
import type { EventsAddress } from "./use-events.js";

interface Props {
	readonly event: EventRow | null;
	/** The address names an event that is not among the rows read so far. */
	readonly missing: boolean;
	readonly rows: readonly EventRow[];
	readonly address: EventsAddress;
}

/** Every field of one event. Nothing of it is ever read as markup. */
export const EventDrawer = ({ event, missing, rows, address }: Props) => {
	const close = (): void => address.set({ event: undefined });
	return (
		<SidePanel opened={event !== null || missing} onClose={close} title={event ? <code>{event.event_type}</code> : "Event"}>
			{event && <EventBody event={event} rows={rows} address={address} />}
			{missing && (
				<Empty title="This event is not among the rows read so far">Load older events, or clear the filters, then open it again.</Empty>
			)}
		</SidePanel>
	);
};

const EventBody = ({ event, rows, address }: { event: EventRow; rows: readonly EventRow[]; address: EventsAddress }) => (
	<div className={classes.event}>
		<div className={classes.links}>
			<Only address={address} name="visitor" value={event.visitor}>
				This visitor’s events
			</Only>
			{event.session_id !== null && (
				<Only address={address} name="session_id" value={event.session_id}>
					This session’s events
				</Only>
			)}
			{event.user_id !== null && (
				<Only address={address} name="user_id" value={event.user_id}>
					This user’s events
				</Only>
			)}
			<Neighbours event={event} rows={rows} onOpen={(seq) => address.set({ event: seq }, { replace: true })} />
		</div>
		<dl className={classes.fields}>
			{fieldsOf(event, address.tz).map(({ name, value, code }) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{code ? <code>{value}</code> : <span className="num">{value}</span>}</dd>
				</div>
			))}
		</dl>
		{event.noisy && <EventMarks event={event} tz={address.tz} />}
		<div className={classes.propertiesHead}>
			<h3>Properties</h3>
			<CopyButton text={JSON.stringify(event, null, 2)}>Copy event</CopyButton>
		</div>
		<ScrollText label="Properties as JSON" text={propertiesText(event.properties)} wrap />
	</div>
);

interface OnlyProps {
	readonly address: EventsAddress;
	readonly name: TextFilter;
	readonly value: string;
	readonly children: ReactNode;
}

/** All other limits go: the question is what this one did, at any time. */
const Only = ({ address, name, value, children }: OnlyProps) => (
	<LinkButton onClick={() => address.set({ ...noLimits, from: undefined, to: undefined, [name]: value } as never)}>{children}</LinkButton>
);

const Neighbours = ({ event, rows, onOpen }: { event: EventRow; rows: readonly EventRow[]; onOpen: (seq: number) => void }) => {
	const place = rows.findIndex((row) => row.seq === event.seq);
	const [newer, older] = [rows[place - 1], rows[place + 1]];
	return (
		<div className={classes.neighbours}>
			<Step label="Newer event" row={newer} onOpen={onOpen}>
				<IconChevronUp size={16} stroke={1.7} aria-hidden />
			</Step>
			<Step label="Older event" row={older} onOpen={onOpen}>
				<IconChevronDown size={16} stroke={1.7} aria-hidden />
			</Step>
		</div>
	);
};

interface StepProps {
	readonly label: string;
	readonly row: EventRow | undefined;
	readonly onOpen: (seq: number) => void;
	readonly children: ReactNode;
}

const Step = ({ label, row, onOpen, children }: StepProps) => (
	<Tooltip label={label}>
		<ActionIcon variant="default" size={26} aria-label={label} disabled={!row} onClick={() => row && onOpen(row.seq)}>
			{children}
		</ActionIcon>
	</Tooltip>
);
