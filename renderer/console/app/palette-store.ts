import { createSpotlight } from "@mantine/spotlight";

/** Opened from the title bar and by key; drawn by palette.tsx. */
export const [paletteStore, palette] = createSpotlight();

export const openPalette = (): void => palette.open();
