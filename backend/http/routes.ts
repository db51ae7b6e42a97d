import { traverseContractProcedures } from "@orpc/server";
import type { OperationMeta, Role } from "../contract/base.js";
import { contract, plainContract } from "../contract/contract.js";

export interface Route {
	/** Dotted name in the contract, such as accounts.login. */
	readonly name: string;
	readonly method: string;
	/** Path as declared, with {parameters}. */
	readonly path: string;
	readonly roles: readonly Role[];
	/** False for what plain Express routes serve. */
	readonly library: boolean;
}

const routesOf = (router: typeof contract | typeof plainContract, library: boolean): Route[] => {
	const found: Route[] = [];
	traverseContractProcedures({ router, path: [] }, ({ contract: procedure, path }) => {
		const { route, meta } = procedure["~orpc"];
		found.push({
			name: path.join("."),
			method: route.method ?? "POST",
			path: route.path ?? `/${path.join("/")}`,
			roles: (meta as OperationMeta).roles,
			library,
		});
	});
	return found;
};

/** Every operation that is served over HTTP. */
export const routes: readonly Route[] = [...routesOf(contract, true), ...routesOf(plainContract, false)];

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+")}/?$`);

const patterns = routes.map(({ path, method }) => ({ pattern: patternOf(path), method }));

/** Methods that exist for a path; empty for an unknown one. */
export const methodsOf = (path: string): string[] => [
	...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
];
