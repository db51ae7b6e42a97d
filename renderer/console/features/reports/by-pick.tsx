import { useMemo } from "react";
import { useSearchState } from "../../app/search.js";
import { format } from "../../ui/format.js";
import { Pick, type PickOption } from "../../ui/pick.js";
import { useProperties } from "./use-report.js";
import { reportSearch } from "./view.js";
import { headerOf } from "./words.js";

const nothing = "";

/** Breaks the rows of a view down by a column or a property of the events. */
export const ByPick = () => {
	const [{ by }, set] = useSearchState(reportSearch);
	const properties = useProperties(true).data;
	const options = useMemo((): readonly PickOption[] => {
		const known = (properties ?? []).map(({ name, kind, examples, events }) => ({
			value: name,
			label: kind === "column" ? headerOf(name) : name,
			hint: examples.length > 0 ? examples.join(", ").slice(0, 40) : `${format.count(events)} events`,
		}));
		const missing = by !== undefined && !known.some(({ value }) => value === by) ? [{ value: by, label: by }] : [];
		return [{ value: nothing, label: "nothing" }, ...missing, ...known];
	}, [properties, by]);
	return (
		<Pick
			label="By"
			value={by ?? nothing}
			options={options}
			onPick={(value) => set({ by: value === nothing ? undefined : value, tables: undefined })}
			searchable
			width={320}
		/>
	);
};
