import type { Analysis } from "../contract/analysis.js";
import type { InsightProgress } from "../contract/insight-text.js";
import type { Log } from "../logging.js";
import { type Caller, profileOf } from "../operations.js";
import type { Keyring } from "../sealing/keyring.js";
import type { CatalogStore } from "../store/catalog-ports.js";
import type { ModelKeyStore, ModelRunStore } from "../store/model-ports.js";
import type { RecommendationStore } from "../store/recommendation-ports.js";
import { openBudget } from "./budget.js";
import { candidateCount, type Recommended } from "./facts/candidates.js";
import { openModelKeys } from "./keys/keys.js";
import { openProvisioning } from "./keys/provision.js";
import { openVault } from "./keys/vault.js";
import { openPrices } from "./price.js";
import type { Patience, ProviderDeps } from "./provider/call.js";
import { refreshProducts } from "./refresh.js";
import type { ModelDeps } from "./router.js";
import { writeText } from "./stream.js";
import type { WriteDeps } from "./write.js";
import { openWritings, type Writings } from "./writings.js";

export { insightsRouter, modelRouter } from "./router.js";

export interface InsightsDeps {
	readonly store: ModelKeyStore & ModelRunStore & Pick<CatalogStore, "productsOf"> & Pick<RecommendationStore, "saveRecommendations">;
	/** The recommendation engine's list for the caller, best first, of the catalog and in stock; the first `first` as it would show them alone. */
	readonly recommend: (caller: Caller, count: { readonly first: number; readonly most: number }) => Promise<readonly Recommended[]>;
	/** Sums of the period before that of an analysis; null where there is none to compare with. */
	readonly before: WriteDeps["before"];
	/** The shell's; null on a plain server. */
	readonly keyring: Keyring | null;
	readonly secretKey: string | null;
	readonly apiKey: string | null;
	readonly provisioningKey: string | null;
	readonly endpoint: string;
	readonly models: readonly string[];
	readonly referer: string | null;
	readonly title: string;
	readonly patience?: Patience;
	readonly log: Log;
	/** Epoch ms. */
	readonly now: () => number;
	readonly newId: () => string;
}

export interface Insights extends ModelDeps {
	/** See `writeInsights`. A model's list of products is added to the caller's profile. */
	write(
		analysis: Analysis,
		options: { readonly caller: Caller; readonly signal: AbortSignal | undefined },
	): AsyncGenerator<InsightProgress, Analysis>;
	/** A saved analysis, its products as the catalog has them now. */
	refresh(analysis: Analysis): Promise<Analysis>;
	readonly writings: Writings;
}

/** Opens keys and budget. Makes no call of itself: nothing leaves the computer until somebody saves or uses a key. */
export const openInsights = (deps: InsightsDeps): Insights => {
	const { store, now, log, endpoint, referer, title, patience } = deps;
	const provider: ProviderDeps = { endpoint, referer, title, ...(patience && { patience }) };
	const vault = openVault({ keyring: deps.keyring, secretKey: deps.secretKey });
	const canProvision = deps.provisioningKey !== null;
	const keys = openModelKeys({ store, vault, provider, environmentKey: deps.apiKey, canProvision, now });
	const provisioning = openProvisioning({ keys, vault, provider, managementKey: deps.provisioningKey, log });
	const budget = openBudget({ store, fixedModels: deps.models, endpoint, now });
	const writing = {
		provider,
		budget,
		prices: openPrices(provider, now),
		keys,
		provisioning,
		recommended: (caller: Caller) => deps.recommend(caller, candidateCount),
		before: deps.before,
		now,
		newId: deps.newId,
		log,
	};
	return {
		keys,
		provisioning,
		budget,
		write: async function* (analysis, options) {
			const written = yield* writeText(writing, analysis, options);
			await keepList(deps, written, options.caller);
			return written;
		},
		refresh: (analysis) => refreshProducts(store, analysis),
		writings: openWritings(log),
	};
};

/** What the model chose, in the profile of who asked; what rules chose says nothing of its own. A failure is logged and leaves the text as it is. */
const keepList = async (
	{ store, now, log }: InsightsDeps,
	{ openrouter_output: output, product_recommendations: products = [] }: Analysis,
	caller: Caller,
): Promise<void> => {
	const profile = profileOf(caller);
	if (profile === null || !output || products.length === 0 || output.from_rules.includes("recommendations_for_user_products")) return;
	const items = products.map(({ product_id: productId, reason }) => ({ productId, reason }));
	await store.saveRecommendations(profile, { createdAt: now(), origin: "model", items }).catch((err: unknown) => {
		log.error({ err }, "The model's list of products was not added to the profile; it stands in the analysis");
	});
};
