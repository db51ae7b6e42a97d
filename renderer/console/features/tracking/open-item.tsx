import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { useNarrow } from "../../app/use-narrow.js";
import { Panel } from "../../ui/panel.js";
import { SidePanel } from "../../ui/side-panel.js";
import type { Heard } from "./feed-list.js";
import { ItemDetails } from "./item-details.js";
import { nameOf, reasonOf, VerdictTag } from "./stream-columns.js";

interface Props {
	readonly item: Heard | null;
	readonly keys: readonly WriteKey[];
	readonly onClose: () => void;
}

const titleOf = (item: Heard): string => nameOf(item) ?? "Event";

/** The focus was inside what goes; the row it came from is where it belongs. */
const focusRow = (): void => document.querySelector<HTMLElement>("tr[data-selected]")?.focus();

/** Beside the stream, which goes on, where there is room; else over it. Esc closes it. */
export const OpenItem = ({ item, keys, onClose }: Props) => {
	const narrow = useNarrow();
	const beside = item !== null && !narrow;
	useEffect(() => {
		if (!beside) return;
		const onKey = (event: KeyboardEvent): void => {
			if (event.key === "Escape" && !event.defaultPrevented && document.querySelector("[aria-modal='true']") === null) onClose();
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [beside, onClose]);
	if (narrow)
		return (
			<SidePanel opened={item !== null} onClose={onClose} title={item ? titleOf(item) : "Event"}>
				{item && <ItemDetails item={item} keys={keys} />}
			</SidePanel>
		);
	const said = item ? `${titleOf(item)}: ${reasonOf(item) ?? "accepted"}` : "";
	return (
		<>
			<p className="hidden-visually" role="status">
				{said}
			</p>
			{item && <Beside item={item} keys={keys} onClose={onClose} />}
		</>
	);
};

const Beside = ({ item, keys, onClose }: Props & { readonly item: Heard }) => {
	const close = (): void => {
		focusRow();
		onClose();
	};
	return (
		<Panel
			title={titleOf(item)}
			scope={<VerdictTag verdict={item.verdict} />}
			controls={
				<Tooltip label="Close">
					<ActionIcon variant="subtle" size={24} color="gray" aria-label="Close the event" onClick={close}>
						<IconX size={16} stroke={1.6} aria-hidden />
					</ActionIcon>
				</Tooltip>
			}
		>
			<ItemDetails item={item} keys={keys} />
		</Panel>
	);
};
