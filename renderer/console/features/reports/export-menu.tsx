import { ActionIcon } from "@mantine/core";
import { IconBraces, IconDots, IconPhoto, IconTable } from "@tabler/icons-react";
import { MenuButton } from "../../ui/menu-button.js";

/** The ways in which a panel can be taken along. */
interface Exporting {
	readonly busy: boolean;
	readonly csv: () => void;
	readonly json: () => void;
	readonly png: () => void;
}

interface Props {
	readonly title: string;
	readonly exporting: Exporting;
}

/** The ways to take a panel along beside its CSV button. */
export const PanelMenu = ({ title, exporting }: Props) => (
	<MenuButton
		choices={[
			{ title: "All rows as CSV", icon: IconTable, onPick: exporting.csv },
			{ title: "All rows as JSON", icon: IconBraces, onPick: exporting.json },
			{ title: "What is shown as PNG", icon: IconPhoto, onPick: exporting.png },
		]}
		target={(props) => (
			<ActionIcon
				variant="subtle"
				size={24}
				color="gray"
				aria-label={`Save: ${title}`}
				title={`Save: ${title}`}
				loading={exporting.busy}
				{...props}
			>
				<IconDots size={16} stroke={1.5} aria-hidden />
			</ActionIcon>
		)}
	/>
);
