import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { Note } from "../../ui/states.js";
import { type EventsAddress, useNewer } from "./use-events.js";

/** Days come along from the reports, and end where those do: what has come since is told, not left out without a word. */
export const NewerNote = ({ address }: { address: EventsAddress }) => {
	const newer = useNewer(address).data ?? 0;
	if (newer === 0) return null;
	return (
		<Note
			action={
				<LinkButton onClick={() => address.setDays({ from: address.days.from, to: undefined })}>
					{newer === 1 ? "Show it too" : "Show them too"}
				</LinkButton>
			}
		>
			{`${format.count(newer)} ${newer === 1 ? "event that matches is" : "events that match are"} newer than the days chosen, and not in this list.`}
		</Note>
	);
};
