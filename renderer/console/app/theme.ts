import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Ten steps around the accent; Mantine reads step 6 filled in the light scheme and the variables of theme.css override the rest. */
const accent: MantineColorsTuple = [
	"#e9effd",
	"#d3defa",
	"#a9beff",
	"#86a3ff",
	"#5c80e8",
	"#3d64de",
	"#2f5bd7",
	"#284fbe",
	"#234ab8",
	"#1b3a92",
];

const motion = { transitionProps: { duration: 120 } };

export const theme = createTheme({
	fontFamily: "var(--font)",
	fontFamilyMonospace: "var(--mono)",
	primaryColor: "accent",
	primaryShade: 6,
	colors: { accent },
	defaultRadius: 6,
	respectReducedMotion: true,
	cursorType: "pointer",
	fontSizes: { xs: "11px", sm: "13px", md: "13px", lg: "15px", xl: "20px" },
	lineHeights: { xs: "16px", sm: "18px", md: "18px", lg: "23px", xl: "26px" },
	spacing: { xs: "6px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
	/** Plain objects rather than Component.extend, which would bring every component into the first chunk. */
	components: {
		Button: { defaultProps: { size: "sm" } },
		TextInput: { defaultProps: { size: "sm" } },
		Select: { defaultProps: { size: "sm", allowDeselect: false, comboboxProps: motion } },
		Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: false }, openDelay: 250, ...motion } },
		Popover: { defaultProps: { ...motion, shadow: "none" } },
		Menu: { defaultProps: motion },
		Modal: { defaultProps: { ...motion, radius: 8, centered: true } },
	},
});
