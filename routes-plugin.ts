import { minifyContractRouter } from "@orpc/contract";
import type { Plugin } from "vite";
import { contract } from "./backend/contract/contract.js";

const virtual = "\0contract-routes";

/**
 * Gives pages the contract's routes without its schemas: a client over HTTP needs methods and paths, and answers are checked where they
 * are made. It spares the first screen every schema of the product.
 */
export const routesOnly = (): Plugin => ({
	name: "contract-routes-only",
	enforce: "pre",
	resolveId: (source, importer) =>
		source.endsWith("/contract/contract.js") && importer?.includes("/backend/client/") ? virtual : undefined,
	load: (id) => (id === virtual ? `export const contract = ${JSON.stringify(minifyContractRouter(contract))};` : undefined),
});
