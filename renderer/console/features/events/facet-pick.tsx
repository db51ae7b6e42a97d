import { format } from "../../ui/format.js";
import { Pick, type PickOption } from "../../ui/pick.js";
import type { EventsAddress } from "./use-events.js";

interface Props {
	readonly label: string;
	readonly name: "event_type" | "source";
	readonly values: readonly { value: string; count: number }[] | undefined;
	readonly address: EventsAddress;
}

const any: PickOption = { value: "", label: "any" };

/** Known values with their counts; one from the address that is not among them stays choosable. */
export const FacetPick = ({ label, name, values = [], address: { search, set } }: Props) => {
	const chosen = search[name];
	const known = values.map(({ value, count }) => ({ value, label: value, hint: format.count(count) }));
	const also = chosen === undefined || known.some(({ value }) => value === chosen) ? [] : [{ value: chosen, label: chosen }];
	return (
		<Pick
			label={label}
			value={chosen ?? ""}
			options={[any, ...also, ...known]}
			onPick={(value) => set({ [name]: value || undefined, event: undefined })}
			searchable={known.length > 8}
			width={280}
		/>
	);
};
