import { Button } from "@mantine/core";
import { IconBraces, IconDownload, IconTable } from "@tabler/icons-react";
import type { Filter } from "../../app/use-filter.js";
import type { Column } from "../../ui/column.js";
import { download, fileName, toCsv } from "../../ui/csv.js";
import { MenuButton } from "../../ui/menu-button.js";
import { flatten, type Leaf } from "./flatten.js";
import type { Numbers } from "./use-numbers.js";

const columns: readonly Column<Leaf>[] = [
	{ id: "metric", header: "Metric", value: (leaf) => leaf.path },
	{ id: "value", header: "Value", value: (leaf) => leaf.value },
	{ id: "compared", header: "Compared", value: (leaf) => leaf.compared },
];

/** The numbers on the screen as a file, under the filter in its name. */
export const ExportMenu = ({ numbers, filter }: { numbers: Numbers; filter: Filter }) => {
	const name = ["overview", filter.range.from, filter.range.to, filter.tz, filter.noise === "show" ? "with noise" : ""];
	const asCsv = () => download(fileName(name, "csv"), toCsv(columns, flatten(numbers.sections, numbers.before)));
	const asJson = () => {
		const content = { filter: { ...filter.params, ...filter.range }, metrics: numbers.sections, compared: numbers.before };
		download(fileName(name, "json"), JSON.stringify(content, null, 2), "application/json");
	};
	return (
		<MenuButton
			choices={[
				{ title: "All numbers as CSV", icon: IconTable, onPick: asCsv },
				{ title: "All numbers as JSON", icon: IconBraces, onPick: asJson },
			]}
			target={(props) => (
				<Button
					variant="default"
					leftSection={<IconDownload size={15} stroke={1.6} aria-hidden />}
					disabled={Object.keys(numbers.sections).length === 0}
					{...props}
				>
					Export
				</Button>
			)}
		/>
	);
};
