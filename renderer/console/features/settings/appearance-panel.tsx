import { type MantineColorScheme, SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import { setPreference, usePreference } from "../../app/preferences.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

const schemes = [
	{ value: "auto", label: "As the system" },
	{ value: "light", label: "Light" },
	{ value: "dark", label: "Dark" },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

/** Of this window alone, and in effect at once. */
export const AppearancePanel = () => {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const letterKeys = usePreference("letterKeys");
	return (
		<Card label="This window">
			<Row title="Colours" about="Kept for this window; in effect at once.">
				<SegmentedControl
					aria-label="Colours"
					data={schemes.map(({ value, label }) => ({ value, label }))}
					value={colorScheme}
					onChange={(value) => setColorScheme(schemes.find((scheme) => scheme.value === value)?.value ?? "auto")}
				/>
			</Row>
			<Row title="Single-letter keys" about="R runs an analysis, G then O opens Overview, and so on. They never act in a field.">
				<Switch
					label={letterKeys ? "On; ? shows them all" : "Off; commands stay under Ctrl or ⌘ K"}
					checked={letterKeys}
					onChange={(event) => setPreference("letterKeys", event.currentTarget.checked)}
					className={classes.switch}
				/>
			</Row>
		</Card>
	);
};
