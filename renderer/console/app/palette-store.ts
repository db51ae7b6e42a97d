import { createSpotlight } from "@mantine/spotlight";
import { useEffect, useState } from "react";

/** Opened from the title bar and by key; drawn by palette.tsx. */
export const [paletteStore, palette] = createSpotlight();

export const openPalette = (): void => palette.open();

/** True from the first opening on: until then its code is not fetched. */
export const usePaletteWanted = (): boolean => {
	const [wanted, setWanted] = useState(false);
	useEffect(() => paletteStore.subscribe((state) => state.opened && setWanted(true)), []);
	return wanted;
};
