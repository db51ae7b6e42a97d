import type { CatalogStore } from "../store/catalog-ports.js";
import type { EventReader } from "../store/ports.js";
import type { ProductSightReader, RecommendationStore } from "../store/recommendation-ports.js";
import type { LiveIndex } from "./live-index.js";

export interface RecommendationDeps {
	readonly store: Pick<CatalogStore, "productsOf" | "shelfOf" | "hasProducts"> &
		Pick<EventReader, "list"> &
		ProductSightReader &
		RecommendationStore;
	readonly live: LiveIndex;
	/** Epoch ms. */
	readonly now: () => number;
}
