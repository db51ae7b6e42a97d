import { view as overview } from "../features/overview/view.js";
import type { View } from "./view.js";

/** Every view, in the order of the navigation. */
export const views: readonly View[] = [overview];
