import { useMediaQuery } from "@mantine/hooks";

/** Below 1200 px the navigation is a rail and what is secondary steps back. The style sheets use the same border. */
export const useNarrow = (): boolean => useMediaQuery("(width < 1200px)") ?? false;
